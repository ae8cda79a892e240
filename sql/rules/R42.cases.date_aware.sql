-- Cases that have lost the day on which they came to attention since the former delivery.
-- Grain: one row per row at fault.

select cases.row_id
from typed.cases as cases
inner join former.cases as before using (delivery_no, case_id)
where
    cases.date_aware is null
    and before.date_aware is not null
