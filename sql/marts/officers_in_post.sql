-- Officers and specials in post by ethnicity and sex, by force and quarter.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  steps_in_post: a quarter of a year for each officer and special; mean of the two March
--          headcounts round the financial year.
-- Timing:  the quarter.
-- Zeroes:  a group that is not listed on a day is 0 where the others add up to all officers and
--          specials of that day; where they do not, or nothing was delivered, the count is blank.

with

totals as (

    select
        force_code,
        as_at,
        sum(workers) as officers
    from staging.headcounts
    where worker_group in ('POLICE_OFFICER', 'SPECIAL_CONSTABLE')
    group by force_code, as_at
    having count(distinct worker_group) = 2

),

codes as (

    select
        code_list,
        code
    from reference.code_lists
    where code_list in ('ethnicity', 'sex')

),

whole_days as (

    select
        groups.force_code,
        groups.as_at,
        groups.dimension
    from staging.workforce_groups as groups
    inner join totals
        on groups.force_code = totals.force_code and groups.as_at = totals.as_at
    group by groups.force_code, groups.as_at, groups.dimension
    having sum(groups.officers) = any_value(totals.officers)

),

counted as (

    select
        days.force_code,
        days.as_at,
        days.dimension,
        codes.code as category,
        coalesce(groups.officers, 0) as officers
    from whole_days as days
    inner join codes on codes.code_list = lower(days.dimension)
    left join staging.workforce_groups as groups
        on
            days.force_code = groups.force_code
            and days.as_at = groups.as_at
            and days.dimension = groups.dimension
            and codes.code = groups.category

)

select
    'steps_in_post' as count_name,
    quarters.force_code,
    quarters.quarter_start,
    codes.code_list as breakdown,
    codes.code as category,
    (opening.officers + closing.officers) / 2 / 4 as count
from staging.force_quarters as quarters
inner join reference.quarters as days on quarters.quarter_start = days.quarter_start
cross join codes
left join counted as opening
    on
        quarters.force_code = opening.force_code
        and codes.code_list = lower(opening.dimension)
        and codes.code = opening.category
        and opening.as_at = days.year_start - interval 1 day
left join counted as closing
    on
        quarters.force_code = closing.force_code
        and codes.code_list = lower(closing.dimension)
        and codes.code = closing.category
        and closing.as_at = days.year_start + interval 1 year - interval 1 day
