-- Forces outside the reference list that bear the name, or an alias, of a force in it.
-- Grain: one row per row at fault. Such a name would put invented figures beside a real force.

select forces.row_id
from typed.forces as forces
where
    lower(trim(forces.force_name)) in (
        select lower(names.force_name) from reference.forces as names
        union all
        select lower(aliases.alias) from reference.force_aliases as aliases
    )
