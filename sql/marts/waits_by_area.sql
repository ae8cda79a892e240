-- Waits in every cohort for which a curve or a mean may be worked out.
--
-- Grain:   kind, area_code, period, breakdown, category, entered, days, ending, is_waiting.
-- Counts:  waits that are alike (`number`), in each area, cohort and breakdown they belong to; they
--          add up to the count cells of their cohort.
-- Timing:  as the cohort is counted: financial year or three-year window.
-- Zeroes:  none. Never published: single waits.

with

alike as (

    select
        kind,
        cohort,
        force_code,
        quarter_start,
        places,
        entered,
        days,
        ending,
        is_waiting,
        count(*) as number
    from marts.waits
    group by all

),

waits as (

    select
        * exclude (places),
        unnest(places) as place
    from alike

)

select
    waits.kind,
    cells.area_code,
    cells.period,
    cells.period_type,
    cells.breakdown,
    cells.category,
    waits.entered,
    waits.days,
    waits.ending,
    waits.is_waiting,
    sum(waits.number)::bigint as number
from waits
inner join reference.count_categories as kinds
    on
        waits.cohort = kinds.count_name
        and waits.place.breakdown = kinds.breakdown
        and waits.place.category = kinds.category
inner join marts.counted_quarters as periods
    on
        waits.force_code = periods.force_code
        and waits.quarter_start = periods.quarter_start
        and kinds.starts_on is not distinct from periods.starts_on
        and kinds.needs_open_cases = periods.needs_open_cases
        and kinds.follow_up_months = periods.follow_up_months
        and kinds.is_stock = periods.is_stock
        and periods.period_type != 'quarter'
inner join staging.areas as areas on waits.force_code = areas.force_code
inner join marts.count_cells as cells
    on
        kinds.count_name = cells.count_name
        and cells.is_published
        and areas.area_code = cells.area_code
        and periods.period = cells.period
        and periods.period_type = cells.period_type
        and kinds.breakdown = cells.breakdown
        and kinds.category = cells.category
group by all
