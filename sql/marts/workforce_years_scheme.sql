-- Officers, specials and staff in post since the complaint scheme of 2020 began.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  workforce_years as in staging.force_quarters, for the days since 1 February 2020 only;
--          rounded to 1/1024 of a year, so that every run adds up to the same last digit.
-- Timing:  the quarter.
-- Zeroes:  no rows before the scheme. Without both headcounts the count is blank, never 0.

select
    'workforce_years_scheme' as count_name,
    quarters.force_code,
    quarters.quarter_start,
    'total' as breakdown,
    'total' as category,
    round(
        1024 * quarters.workforce_years
        * (date_diff('day', greatest(days.quarter_start, date '2020-02-01'), days.quarter_end) + 1)
        / (date_diff('day', days.quarter_start, days.quarter_end) + 1)
    ) / 1024 as count
from staging.force_quarters as quarters
inner join reference.quarters as days on quarters.quarter_start = days.quarter_start
where days.quarter_end >= date '2020-02-01'
