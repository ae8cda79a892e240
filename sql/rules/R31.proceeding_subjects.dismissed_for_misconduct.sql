-- Dismissals for misconduct that was not gross, without what the 2020 Regulations ask for.
-- Grain: one row per row flagged. They ask for a live final written warning or several incidents.

select subjects.row_id
from typed.proceeding_subjects as subjects
inner join typed.case_subjects as people using (delivery_no, case_id, subject_id)
where
    people.regime = 'CR2020'
    and subjects.finding = 'MISCONDUCT_PROVEN'
    and subjects.outcome in ('DISMISSAL_WITH_NOTICE', 'DISMISSAL_WITHOUT_NOTICE')
    and not coalesce(subjects.has_live_final_warning, false)
    and not coalesce(subjects.has_multiple_incidents, false)
