-- Cases with a hearing held that were finalised on the day they came to attention.
-- Grain: one row per row flagged.

select distinct cases.row_id
from typed.cases as cases
inner join typed.proceeding_subjects as subjects
    on cases.delivery_no = subjects.delivery_no and cases.case_id = subjects.case_id
inner join typed.proceedings as proceedings
    on
        subjects.delivery_no = proceedings.delivery_no
        and subjects.proceeding_id = proceedings.proceeding_id
where
    cases.date_finalised = cases.date_aware
    and proceedings.proceeding_status = 'HELD'
    and proceedings.proceeding_type != 'MEETING'
