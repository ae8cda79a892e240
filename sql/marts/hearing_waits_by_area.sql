-- Waits to a misconduct hearing in every cohort for which a curve may be drawn.
--
-- Grain:   one row per officer and hearing, in each area, cohort and breakdown it belongs to.
-- Counts:  nothing; the rows add up to the count cells hearing_notices and hearings_begun.
-- Timing:  cohort of the notice: financial year or three-year window.
-- Zeroes:  none. Never published: single waits.

with

waits as (

    select
        force_code,
        quarter_start,
        has_begun,
        is_waiting,
        days,
        unnest([
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'regime', 'category': regime}
        ]) as cell
    from marts.hearing_waits

)

select
    cells.area_code,
    cells.period,
    cells.period_type,
    cells.breakdown,
    cells.category,
    waits.days,
    waits.has_begun,
    waits.is_waiting
from waits
inner join staging.force_quarters as quarters using (force_code, quarter_start)
inner join marts.force_periods as periods
    on
        waits.force_code = periods.force_code
        and periods.needs_open_cases
        and periods.follow_up_months = 0
        and not periods.is_stock
        and periods.starts_on is null
        and waits.quarter_start between periods.period_start and periods.period_end
inner join staging.areas as areas on waits.force_code = areas.force_code
inner join marts.count_cells as cells
    on
        cells.count_name = 'hearing_notices'
        and cells.is_published
        and areas.area_code = cells.area_code
        and periods.period = cells.period
        and periods.period_type = cells.period_type
        and waits.cell.breakdown = cells.breakdown
        and waits.cell.category = cells.category
where quarters.is_received and periods.is_counted
