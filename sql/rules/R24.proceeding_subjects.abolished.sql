-- Outcomes that ended with the 2012 Regulations, under the 2020 Regulations.
-- Grain: one row per row at fault.

select subjects.row_id
from typed.proceeding_subjects as subjects
inner join typed.case_subjects as people using (delivery_no, case_id, subject_id)
where
    people.regime = 'CR2020'
    and subjects.outcome in ('DISMISSAL_WITH_NOTICE', 'MANAGEMENT_ADVICE', 'EXTENSION_OF_FWW')
