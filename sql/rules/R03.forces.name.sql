-- Forces outside the reference list that bear the name or alias of a force in it, or its region's.
-- Grain: one row per row at fault. Such a name would put invented figures beside a real place.

select forces.row_id
from typed.forces as forces
where
    lower(trim(forces.force_name)) in (
        select lower(names.force_name) from reference.forces as names
        union all
        select lower(aliases.alias) from reference.force_aliases as aliases
    )
    or lower(trim(forces.region_name)) in (
        select lower(names.region_name) from reference.forces as names
        where names.region_name is not null
    )
