-- Forces with over one in five cases on the first of a month, or on one single day.
-- Grain: one row per force flagged. Fewer than 50 cases say nothing, so such forces pass.

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
group by days.force_code
having
    sum(days.cases) >= 50
    and greatest(
        coalesce(sum(days.cases) filter (where day(days.date_aware) = 1), 0),
        max(days.cases)
    ) > 0.2 * sum(days.cases)
