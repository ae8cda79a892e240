-- Gross misconduct proven, without an outcome.
-- Grain: one row per row flagged.

select subjects.row_id
from typed.proceeding_subjects as subjects
where
    subjects.finding = 'GROSS_MISCONDUCT_PROVEN'
    and subjects.outcome is null
