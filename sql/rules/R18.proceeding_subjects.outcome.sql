-- Outcomes that the Regulations do not allow for the forum, finding and serving or former officer.
-- Grain: one row per row at fault. A blank outcome is read as none only where nothing was proven;
-- a blank after a proven finding is rule 21's business.

with

decided as (

    select
        subjects.row_id,
        subjects.finding,
        coalesce(subjects.outcome, 'NONE') as outcome,
        coalesce(subjects.is_former_officer, false) as is_former_officer,
        coalesce(subjects.has_live_final_warning, false) as has_live_final_warning,
        coalesce(subjects.has_multiple_incidents, false) as has_multiple_incidents,
        proceedings.proceeding_type as forum,
        people.regime,
        coalesce(proceedings.date_first_day, proceedings.date_concluded) as day
    from typed.proceeding_subjects as subjects
    inner join typed.proceedings as proceedings using (delivery_no, proceeding_id)
    inner join typed.case_subjects as people using (delivery_no, case_id, subject_id)
    where
        subjects.finding is not null
        and (
            subjects.outcome is not null
            or subjects.finding not in ('GROSS_MISCONDUCT_PROVEN', 'MISCONDUCT_PROVEN')
        )

)

select decided.row_id
from decided
left join reference.outcomes_allowed as allowed
    on
        decided.regime = allowed.regime
        and decided.forum = allowed.forum
        and decided.finding = allowed.finding
        and decided.outcome = allowed.outcome
        and decided.is_former_officer = allowed.is_former_officer
        and (allowed.valid_from is null or decided.day is null or decided.day >= allowed.valid_from)
        and (allowed.valid_to is null or decided.day is null or decided.day <= allowed.valid_to)
        and (
            allowed.condition is null
            or decided.has_live_final_warning
            or (
                decided.has_multiple_incidents
                and allowed.condition = 'LIVE_FINAL_WARNING_OR_MULTIPLE_INCIDENTS'
            )
        )
group by decided.row_id
having count(allowed.outcome) = 0
