-- Proceedings that ended after one of their cases was finalised.
-- Grain: one row per row at fault. Joint and re-investigated matters are only flagged.

with

cases as (

    select
        subjects.delivery_no,
        subjects.proceeding_id,
        min(cases.date_finalised) as date_finalised,
        bool_or(coalesce(cases.is_reinvestigation, false)) as is_reinvestigation
    from typed.proceeding_subjects as subjects
    inner join typed.cases as cases using (delivery_no, case_id)
    group by subjects.delivery_no, subjects.proceeding_id

)

select proceedings.row_id
from typed.proceedings as proceedings
inner join cases using (delivery_no, proceeding_id)
where
    proceedings.date_concluded > cases.date_finalised
    and not (coalesce(proceedings.is_joint, false) or cases.is_reinvestigation)
