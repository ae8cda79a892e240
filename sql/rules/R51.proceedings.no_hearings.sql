-- Large forces without a single hearing in a whole financial year.
-- Grain: one row per force flagged. A year is judged where the delivery covers it whole and enough
-- cases came to attention in it; the officers are those in post on its last day.

with

hearings as (

    select
        cases.force_code,
        coalesce(proceedings.date_first_day, proceedings.date_concluded) as date_heard
    from typed.proceedings as proceedings
    inner join typed.proceeding_subjects using (delivery_no, proceeding_id)
    inner join typed.cases as cases using (delivery_no, case_id)
    where
        proceedings.proceeding_type != 'MEETING'
        and proceedings.proceeding_status = 'HELD'

),

years as (

    select
        workforce.force_code,
        workforce.as_at - to_years(1) + to_days(1) as date_from,
        workforce.as_at as date_to
    from typed.workforce as workforce
    inner join quality.deliveries as deliveries using (delivery_no)
    cross join reference.limits as limits
    where
        workforce.basis = 'HEADCOUNT'
        and workforce.worker_group = 'POLICE_OFFICER'
        and workforce.workers > limits.hearing_officers
        and workforce.as_at <= deliveries.coverage_to
        and workforce.as_at - to_years(1) + to_days(1) >= deliveries.coverage_from

)

select years.force_code
from years
inner join typed.cases as cases
    on
        years.force_code = cases.force_code
        and cases.date_aware between years.date_from and years.date_to
cross join reference.limits as limits
where
    not exists (
        select 1
        from hearings
        where
            hearings.force_code = years.force_code
            and hearings.date_heard between years.date_from and years.date_to
    )
group by years.force_code, years.date_to, limits.hearing_cases
having count(*) >= limits.hearing_cases
