-- Gross misconduct proven of subjects whose last assessments said practice requiring improvement.
-- Grain: one row per row flagged. Each allegation counts with its last assessment; one that says
-- misconduct or gross misconduct explains the finding.

with

last_assessments as (

    select
        delivery_no,
        case_id,
        subject_id,
        allegation_id,
        arg_max(severity, assessment_seq) as severity
    from typed.severity_assessments
    group by delivery_no, case_id, subject_id, allegation_id

),

people as (

    select
        delivery_no,
        case_id,
        subject_id,
        bool_or(severity = 'PRI') as has_practice,
        bool_or(severity in ('MISCONDUCT', 'GROSS_MISCONDUCT')) as has_misconduct
    from last_assessments
    group by delivery_no, case_id, subject_id

)

select subjects.row_id
from typed.proceeding_subjects as subjects
inner join people using (delivery_no, case_id, subject_id)
where
    subjects.finding = 'GROSS_MISCONDUCT_PROVEN'
    and people.has_practice
    and not people.has_misconduct
