-- Accelerated hearings that began too soon or too late after the notice, in working days.
-- Grain: one row per row flagged. A norm: the period begins anew where the chair is replaced.

select proceedings.row_id
from typed.proceedings as proceedings
inner join reference.working_days as notices on proceedings.date_notice = notices.day
inner join reference.working_days as hearings on proceedings.date_first_day = hearings.day
cross join reference.limits as limits
where
    proceedings.proceeding_type = 'ACCELERATED_HEARING'
    and hearings.number - notices.number
    not between limits.accelerated_least and limits.accelerated_most
