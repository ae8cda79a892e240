-- How far officers of one case share one fate on the ladder, for all forces.
--
-- Grain:   count_name, period_type, period.
-- Counts:  officers assessed (subjects) and reaching the step (reached), the cases they come from,
--          and sums of squares and products over the cases: whole numbers, so that every run gives
--          the same variance to the last digit.
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

)

select
    count_name,
    period_type,
    period,
    count(*) as cases,
    sum(subjects)::bigint as subjects,
    sum(reached)::bigint as reached,
    sum(reached * reached)::bigint as reached_squared,
    sum(reached * subjects)::bigint as reached_by_subjects,
    sum(subjects * subjects)::bigint as subjects_squared
from by_case
group by count_name, period_type, period
