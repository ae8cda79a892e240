-- How far officers of one case share one fate on the ladder, for all forces.
--
-- Grain:   count_name, period_type, period.
-- Counts:  officers assessed (subjects) and reaching the step (reached), the cases they come from,
--          and the squared deviations of the cases from the common share.
-- Timing:  cohorts of the ladder followed for 24 months.
-- Zeroes:  a step that nobody reached has reached 0.

with

cohort as (

    select
        subjects.delivery_no,
        subjects.case_id,
        periods.period_type,
        periods.period,
        unnest([
            {
                'count_name': 'ladder_case_to_answer',
                'is_reached':
                coalesce(subjects.date_case_to_answer <= subjects.date_limit, false)
            },
            {
                'count_name': 'ladder_heard',
                'is_reached': coalesce(subjects.date_heard <= subjects.date_limit, false)
            },
            {
                'count_name': 'ladder_proven',
                'is_reached': coalesce(subjects.date_proven <= subjects.date_limit, false)
            },
            {
                'count_name': 'ladder_dismissed',
                'is_reached': coalesce(subjects.date_dismissed <= subjects.date_limit, false)
            }
        ]) as step
    from (
        select
            *,
            date_assessed + interval 24 month as date_limit
        from staging.gm_assessed_subjects
        where is_complete
    ) as subjects
    inner join marts.force_periods as periods
        on
            subjects.force_code = periods.force_code
            and subjects.date_assessed between periods.period_start and periods.period_end
    inner join staging.force_quarters as quarters
        on
            subjects.force_code = quarters.force_code
            and date_trunc('quarter', subjects.date_assessed) = quarters.quarter_start
    where periods.follow_up_months = 24 and periods.is_counted and quarters.is_received

),

by_case as (

    select
        step.count_name,
        period_type,
        period,
        delivery_no,
        case_id,
        count(*) as subjects,
        count(*) filter (where step.is_reached) as reached
    from cohort
    group by all

),

with_share as (

    select
        *,
        sum(reached) over (partition by count_name, period_type, period)
        / sum(subjects) over (partition by count_name, period_type, period) as share
    from by_case

)

select
    count_name,
    period_type,
    period,
    sum(subjects)::double as subjects,
    sum(reached)::double as reached,
    count(*) as cases,
    sum((reached - share * subjects) ** 2) as squared_deviations
from with_share
group by count_name, period_type, period
