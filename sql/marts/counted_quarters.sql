-- The quarters of each force that a figure of a period is added up from, for each way of counting.
--
-- Grain:   starts_on, needs_open_cases, follow_up_months, is_stock, force_code, period_type,
--          period, quarter_start.
-- Counts:  nothing. What adds up to what (years to a window, forces to a region) follows from this
--          table alone: two figures over the same quarters of the same forces count the same.
-- Timing:  quarters whose return arrived, from the start of the scheme; of a stock the last one.
-- Zeroes:  a force that cannot be counted in a period has no row.

select
    periods.starts_on,
    periods.needs_open_cases,
    periods.follow_up_months,
    periods.is_stock,
    periods.force_code,
    periods.period_type,
    periods.period,
    quarters.quarter_start
from marts.force_periods as periods
inner join staging.force_quarters as quarters
    on
        periods.force_code = quarters.force_code
        and quarters.quarter_start between periods.period_start and periods.period_end
inner join reference.quarters as ends
    on quarters.quarter_start = ends.quarter_start
where
    periods.is_counted
    and quarters.is_received
    and (periods.starts_on is null or ends.quarter_end >= periods.starts_on)
    and (
        not periods.is_stock
        or quarters.quarter_start = date_trunc('quarter', periods.period_end)
    )
