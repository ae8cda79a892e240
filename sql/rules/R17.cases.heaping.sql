-- Forces with too large a share of cases on the first of a month, or on one single day.
-- Grain: one row per force flagged. A share of few cases says nothing, so such forces pass.

with

days as (

    select
        force_code,
        date_aware,
        count(*) as cases
    from typed.cases
    where date_aware is not null
    group by force_code, date_aware

)

select days.force_code
from days
cross join reference.limits as limits
group by days.force_code, limits.heaping_rows, limits.heaping_share
having
    sum(days.cases) >= limits.heaping_rows
    and greatest(
        coalesce(sum(days.cases) filter (where day(days.date_aware) = 1), 0),
        max(days.cases)
    ) > limits.heaping_share * sum(days.cases)
