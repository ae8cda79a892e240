-- Cases whose dates of coming to attention, recording and finalising are out of order.
-- Grain: one row per row at fault. Dates are compared only where both are there.

select cases.row_id
from typed.cases as cases
where
    cases.date_aware > cases.date_recorded
    or cases.date_recorded > cases.date_finalised
    or cases.date_aware > cases.date_finalised
