-- Reflective practice or management action recorded as the outcome of a proven finding.
-- Grain: one row per row at fault. Under the 2020 Regulations neither is a sanction.

select subjects.row_id
from typed.proceeding_subjects as subjects
inner join typed.case_subjects as people using (delivery_no, case_id, subject_id)
where
    people.regime = 'CR2020'
    and subjects.finding in ('GROSS_MISCONDUCT_PROVEN', 'MISCONDUCT_PROVEN')
    and subjects.outcome in ('RPRP', 'MANAGEMENT_ACTION')
