-- Cases that are open again, though the former delivery said they were finalised.
-- Grain: one row per row flagged.

select cases.row_id
from typed.cases as cases
inner join former.cases as before using (delivery_no, case_id)
where
    before.case_status = 'FINALISED'
    and cases.case_status != 'FINALISED'
