-- How many forces of an area can be counted in a period, for each way of counting.
--
-- Grain:   starts_on, needs_open_cases, follow_up_months, is_stock, area_code, period_type, period.
-- Counts:  forces of the area, and forces that can be counted.
-- Timing:  quarters, financial years and fixed three-year windows.
-- Zeroes:  an area none of whose forces can be counted has forces_counted 0 and no figures. A force
--          that is not counted does not make the area provisional; "n of 43" says it is missing.

select
    periods.starts_on,
    periods.needs_open_cases,
    periods.follow_up_months,
    periods.is_stock,
    areas.area_code,
    areas.area_level,
    areas.forces,
    periods.period,
    periods.period_type,
    periods.period_start,
    periods.period_end,
    bool_or(periods.is_applicable) as is_applicable,
    count(*) filter (where periods.is_counted) as forces_counted,
    coalesce(bool_or(periods.is_provisional) filter (where periods.is_counted), false)
        as is_provisional
from marts.force_periods as periods
inner join staging.areas as areas using (force_code)
group by all
