-- Directed investigations decided upon before there were any.
-- Grain: one row per row flagged. Until the 2020 Regulations such investigations were managed.

select decisions.row_id
from typed.mode_decisions as decisions
cross join reference.limits as limits
where
    decisions.mode = 'DIRECTED'
    and decisions.date_decided < limits.regulations_2020_from
