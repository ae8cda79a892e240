-- "Would have been dismissed" for someone still serving, without gross misconduct, or too early.
-- Grain: one row per row at fault. Before a change of the law, former officers could not be heard.

select subjects.row_id
from typed.proceeding_subjects as subjects
inner join typed.proceedings as proceedings using (delivery_no, proceeding_id)
cross join reference.limits as limits
where
    subjects.outcome = 'WOULD_HAVE_BEEN_DISMISSED'
    and (
        not coalesce(subjects.is_former_officer, false)
        or coalesce(subjects.finding, '') != 'GROSS_MISCONDUCT_PROVEN'
        or coalesce(proceedings.date_first_day, proceedings.date_concluded)
        < limits.former_officers_from
    )
