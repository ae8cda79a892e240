-- Proceedings whose notice is dated before the latest case to answer decision of their subjects.
-- Grain: one row per row flagged. Joint and re-investigated matters are only flagged.

with

decisions as (

    select
        subjects.delivery_no,
        subjects.proceeding_id,
        max(decided.date_case_to_answer) as date_case_to_answer,
        bool_or(coalesce(cases.is_reinvestigation, false)) as is_reinvestigation
    from typed.proceeding_subjects as subjects
    inner join typed.allegation_subjects as decided using (delivery_no, case_id, subject_id)
    inner join typed.cases as cases using (delivery_no, case_id)
    group by subjects.delivery_no, subjects.proceeding_id

)

select proceedings.row_id
from typed.proceedings as proceedings
inner join decisions using (delivery_no, proceeding_id)
where
    proceedings.date_notice < decisions.date_case_to_answer
    and (coalesce(proceedings.is_joint, false) or decisions.is_reinvestigation)
