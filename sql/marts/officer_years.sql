-- Officers and specials in post, by force and quarter.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  officer_years: a quarter of a year for each officer and special; mean of the two March
--          headcounts round the financial year.
-- Timing:  the quarter.
-- Zeroes:  without both headcounts, of officers and of specials, the count is blank, never 0.

with

headcounts as (

    select
        force_code,
        as_at,
        worker_group,
        sum(workers) as workers
    from staging.headcounts
    where worker_group in ('POLICE_OFFICER', 'SPECIAL_CONSTABLE')
    group by force_code, as_at, worker_group

),

by_group as (

    select
        quarters.force_code,
        quarters.quarter_start,
        names.breakdown,
        names.category,
        -- A sum would pass over a group that was not counted (rule 48).
        case when count(opening.workers) = count(*) then sum(opening.workers) end as opening,
        case when count(closing.workers) = count(*) then sum(closing.workers) end as closing
    from staging.force_quarters as quarters
    inner join reference.quarters as days on quarters.quarter_start = days.quarter_start
    cross join (
        values
        ('POLICE_OFFICER', 'total', 'total'),
        ('SPECIAL_CONSTABLE', 'total', 'total'),
        ('POLICE_OFFICER', 'worker_group', 'REGULAR_OFFICER'),
        ('SPECIAL_CONSTABLE', 'worker_group', 'SPECIAL_CONSTABLE')
    ) as names (worker_group, breakdown, category)
    left join headcounts as opening
        on
            quarters.force_code = opening.force_code
            and names.worker_group = opening.worker_group
            and opening.as_at = days.year_start - interval 1 day
    left join headcounts as closing
        on
            quarters.force_code = closing.force_code
            and names.worker_group = closing.worker_group
            and closing.as_at = days.year_start + interval 1 year - interval 1 day
    group by quarters.force_code, quarters.quarter_start, names.breakdown, names.category

)

select
    'officer_years' as count_name,
    force_code,
    quarter_start,
    breakdown,
    category,
    (opening + closing) / 2 / 4 as count
from by_group
