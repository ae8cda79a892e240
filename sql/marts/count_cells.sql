-- Every count cell, before disclosure control.
--
-- Grain:   count_name, area_code, period_type, period, breakdown, category.
-- Counts:  sum over the forces of the area that can be counted in the period.
-- Timing:  as in the mart the count comes from; a stock is that of the period's last quarter.
--          Quarters for all forces only.
-- Zeroes:  0 where the area's forces can be counted and nothing was; blank with symbol x where none
--          can be counted, z before the scheme began. Sparse counts of areas of which fewer than
--          three forces can be counted are published in three-year windows only; their years are
--          listed (is_published false), because a reader could subtract them out.

with

grid as (

    select
        counts.count_name,
        counts.breakdown,
        counts.category,
        counts.count_name in (
            'workforce_years', 'workforce_years_scheme', 'officer_years', 'steps_in_post'
        ) as is_person_time,
        (
            counts.has_force_years
            or periods.period_type = 'three_years'
            or (periods.forces >= 3 and periods.forces_counted not in (1, 2))
        ) as is_published,
        periods.*
    from reference.count_categories as counts
    inner join marts.area_periods as periods
        on
            counts.starts_on is not distinct from periods.starts_on
            and counts.needs_open_cases = periods.needs_open_cases
            and counts.follow_up_months = periods.follow_up_months
            and counts.is_stock = periods.is_stock
    where
        (
            counts.has_force_years
            or periods.period_type = 'three_years'
            or periods.area_level != 'force'
        )
        and (
            periods.period_type != 'quarter'
            or (counts.has_quarters and periods.area_level = 'country')
        )
        and (periods.period_type = 'three_years' or not counts.windows_only)
        and (
            counts.smallest_area = 'force'
            or periods.area_level = counts.smallest_area
            or periods.area_level = 'country'
        )

),

summed as (

    select
        counts.count_name,
        counts.breakdown,
        counts.category,
        areas.area_code,
        periods.period,
        periods.period_type,
        sum(counts.count) as count,
        sum(counts.cases) as cases,
        bool_or(counts.count is null) as has_blank
    from marts.force_counts as counts
    inner join reference.count_categories as kinds using (count_name, breakdown, category)
    inner join marts.force_periods as periods
        on
            counts.force_code = periods.force_code
            and kinds.starts_on is not distinct from periods.starts_on
            and kinds.needs_open_cases = periods.needs_open_cases
            and kinds.follow_up_months = periods.follow_up_months
            and kinds.is_stock = periods.is_stock
            and counts.quarter_start between periods.period_start and periods.period_end
            and (
                not kinds.is_stock
                or counts.quarter_start = date_trunc('quarter', periods.period_end)
            )
    inner join staging.areas as areas on counts.force_code = areas.force_code
    where periods.is_counted
    group by all

)

select
    grid.count_name,
    grid.area_code,
    grid.area_level,
    grid.period,
    grid.period_type,
    grid.period_start,
    grid.period_end,
    grid.breakdown,
    grid.category,
    case
        when not grid.is_applicable or grid.forces_counted = 0 or summed.has_blank then null
        when grid.is_person_time then summed.count
        else coalesce(summed.count, 0)
    end as count,
    case
        when not grid.is_applicable then 'z'
        when
            grid.forces_counted = 0
            or summed.has_blank
            or (
                grid.is_person_time
                and summed.count is null
            )
            then 'x'
    end as symbol,
    coalesce(summed.cases, 0) as cases,
    grid.is_published,
    grid.is_provisional,
    grid.forces,
    grid.forces_counted
from grid
left join summed
    using (count_name, breakdown, category, area_code, period, period_type)
