-- Staff, contractors and volunteers under the Conduct Regulations, which bind police officers only.
-- Grain: one row per row at fault.

select people.row_id
from typed.case_subjects as people
where
    people.worker_group in ('PCSO', 'DESIGNATED_OFFICER', 'STAFF', 'CONTRACTOR', 'VOLUNTEER')
    and people.regime in ('CR2008', 'CR2012', 'CR2020')
