-- Reductions in rank under the 2008 or 2012 Regulations, which knew no such outcome.
-- Grain: one row per row at fault.

select subjects.row_id
from typed.proceeding_subjects as subjects
inner join typed.case_subjects as people using (delivery_no, case_id, subject_id)
where
    people.regime in ('CR2008', 'CR2012')
    and subjects.outcome = 'REDUCTION_IN_RANK'
