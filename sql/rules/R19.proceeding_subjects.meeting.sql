-- Findings of gross misconduct, or dismissals, at a misconduct meeting.
-- Grain: one row per row at fault. A meeting can only deal with misconduct.

select subjects.row_id
from typed.proceeding_subjects as subjects
inner join typed.proceedings as proceedings using (delivery_no, proceeding_id)
where
    proceedings.proceeding_type = 'MEETING'
    and (
        subjects.finding = 'GROSS_MISCONDUCT_PROVEN'
        or subjects.outcome in (
            'DISMISSAL_WITH_NOTICE', 'DISMISSAL_WITHOUT_NOTICE', 'WOULD_HAVE_BEEN_DISMISSED'
        )
    )
