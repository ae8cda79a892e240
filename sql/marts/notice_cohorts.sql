-- Officers given notice of a hearing in the six months before and after a change of rules.
--
-- Grain:   break_id, side; all forces together.
-- Counts:  officers and specials, once for each hearing or accelerated hearing: all given notice;
--          of these accelerated, former officers, those whose hearing began within six months of
--          the notice; of those heard the known findings, gross misconduct proven, dismissed (or
--          would have been); and of the earlier cohort those still to be heard on the day.
-- Timing:  day of the notice. Both sides are followed for six months from each notice, so a force
--          counts where its records were extracted a year after the change or later.
-- Zeroes:  a force counts on both sides or on neither: every return of both must have arrived, open
--          cases be delivered, and no more than 2% of the rows be set aside. Hearings held on an
--          unknown day are left out.

with

changes as (

    -- The rules of 2020 followed the day a matter came to attention, not the notice.
    select distinct
        break_id,
        date as change_date
    from reference.breaks
    where break_id in ('chair-2024', 'dismissal-2025')

),

sides as (

    select
        break_id,
        change_date,
        unnest([
            {
                'name': 'before',
                'first_day': (change_date - interval 6 month)::date,
                'last_day': (change_date - interval 1 day)::date
            },
            {
                'name': 'after',
                'first_day': change_date,
                'last_day': (change_date + interval 6 month - interval 1 day)::date
            }
        ]) as side
    from changes

),

forces as (

    select
        changes.break_id,
        known.force_code,
        any_value(known.extracted_on) >= any_value(changes.change_date) + interval 12 month
            as is_followed,
        coalesce(
            any_value(known.includes_open_cases)
            and any_value(known.coverage_from) <= any_value(changes.change_date) - interval 6 month
            and any_value(known.coverage_to)
            >= any_value(changes.change_date) + interval 6 month - interval 1 day
            and bool_and(coalesce(returns.is_received, false))
            and coalesce(sum(aside.rows_quarantined), 0)
            <= 0.02 * coalesce(sum(aside.rows_received), 0),
            false
        ) as is_whole
    from changes
    inner join reference.quarters as quarters
        on
            quarters.quarter_end >= changes.change_date - interval 6 month
            and quarters.quarter_start < changes.change_date + interval 6 month
    cross join staging.dataset_forces as known
    left join staging.force_quarters as returns
        on
            known.force_code = returns.force_code
            and quarters.quarter_start = returns.quarter_start
    left join quality.rows_by_force_quarter as aside
        on
            known.force_code = aside.force_code
            and quarters.quarter_start = aside.quarter_start
    group by changes.break_id, known.force_code

),

counted_forces as (

    select
        break_id,
        count(*) as forces_expected,
        count(*) filter (where is_followed and is_whole) as forces_counted,
        bool_or(is_followed) as is_followed
    from forces
    group by break_id

),

noticed as (

    select
        sides.break_id,
        sides.side.name as side,
        subjects.forum,
        coalesce(subjects.is_former_officer, false) as is_former_officer,
        coalesce(
            subjects.date_first_day <= subjects.date_notice + interval 6 month, false
        ) as is_heard,
        subjects.finding in ('GROSS_MISCONDUCT_PROVEN', 'MISCONDUCT_PROVEN', 'NOT_PROVEN')
        and subjects.proceeding_status
        not in ('WITHDRAWN', 'DISCONTINUED', 'STAYED', 'NOT_HELD_LEFT')
            as has_finding,
        subjects.finding = 'GROSS_MISCONDUCT_PROVEN' as is_proven,
        subjects.outcome in (
            'DISMISSAL_WITH_NOTICE', 'DISMISSAL_WITHOUT_NOTICE', 'WOULD_HAVE_BEEN_DISMISSED'
        ) as is_dismissed,
        sides.side.name = 'before'
        and coalesce(subjects.date_first_day, subjects.date_concluded, sides.change_date)
        >= sides.change_date as is_in_flight
    from sides
    inner join staging.hearing_subjects as subjects
        on subjects.date_notice between sides.side.first_day and sides.side.last_day
    inner join forces
        on
            sides.break_id = forces.break_id
            and subjects.force_code = forces.force_code
    where
        subjects.is_complete
        and forces.is_followed
        and forces.is_whole
        and (subjects.proceeding_status != 'HELD' or subjects.date_first_day is not null)

)

select
    sides.break_id,
    sides.change_date,
    sides.side.name as side,
    sides.side.first_day as period_start,
    sides.side.last_day as period_end,
    counted_forces.forces_expected,
    counted_forces.forces_counted,
    counted_forces.is_followed,
    count(noticed.side) as noticed,
    count(*) filter (where noticed.forum = 'ACCELERATED') as accelerated,
    count(*) filter (where noticed.is_former_officer) as former,
    count(*) filter (where noticed.is_heard) as heard,
    count(*) filter (where noticed.is_heard and noticed.has_finding) as findings,
    count(*) filter (where noticed.is_heard and noticed.has_finding and noticed.is_proven)
        as proven,
    count(*) filter (
        where
        noticed.is_heard
        and noticed.has_finding
        and noticed.is_proven
        and noticed.is_dismissed
    ) as dismissed,
    count(*) filter (where noticed.is_in_flight) as in_flight
from sides
inner join counted_forces on sides.break_id = counted_forces.break_id
left join noticed
    on sides.break_id = noticed.break_id and sides.side.name = noticed.side
group by all
