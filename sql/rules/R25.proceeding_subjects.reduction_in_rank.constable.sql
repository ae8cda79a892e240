-- Reductions in rank of constables and special constables, below whom there is no rank.
-- Grain: one row per row flagged.

select subjects.row_id
from typed.proceeding_subjects as subjects
inner join typed.case_subjects as people using (delivery_no, case_id, subject_id)
where
    people.rank in ('CONSTABLE', 'SPECIAL')
    and subjects.outcome = 'REDUCTION_IN_RANK'
