-- Cases with a hearing held that were finalised on the day they came to attention.
-- Grain: one row per row flagged.

select distinct cases.row_id
from typed.cases as cases
inner join typed.proceeding_subjects as subjects using (delivery_no, case_id)
inner join typed.proceedings as proceedings using (delivery_no, proceeding_id)
where
    cases.date_finalised = cases.date_aware
    and proceedings.proceeding_status = 'HELD'
    and proceedings.proceeding_type != 'MEETING'
