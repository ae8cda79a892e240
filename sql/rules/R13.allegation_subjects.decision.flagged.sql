-- Case to answer decisions dated before the last report of the case.
-- Grain: one row per row flagged. The same without the flag is an error.

with

reports as (

    select
        delivery_no,
        case_id,
        max(date_report) as date_report
    from typed.investigations
    group by delivery_no, case_id

)

select decisions.row_id
from typed.allegation_subjects as decisions
inner join reports using (delivery_no, case_id)
inner join typed.cases as cases using (delivery_no, case_id)
where
    decisions.date_case_to_answer < reports.date_report
    and coalesce(cases.is_reinvestigation, false)
