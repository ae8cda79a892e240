-- Forces whose median days to finalise are others than in their former delivery, for the same days.
-- Grain: one row per force flagged. Compared are cases finalised on days which both deliveries
-- cover; a median of few cases says nothing, so such forces pass.

with

before as (

    select
        days.force_code,
        count(*) as number,
        median(cases.date_finalised - cases.date_aware) as days
    from former.days as days
    inner join former.cases as cases
        on
            days.force_code = cases.force_code
            and cases.date_finalised between days.date_from and days.date_to
    group by days.force_code

),

after as (

    select
        days.force_code,
        count(*) as number,
        median(cases.date_finalised - cases.date_aware) as days
    from former.days as days
    inner join typed.cases as cases
        on
            days.force_code = cases.force_code
            and cases.date_finalised between days.date_from and days.date_to
    group by days.force_code

)

select before.force_code
from before
inner join after using (force_code)
cross join reference.limits as limits
where
    least(before.number, after.number) >= limits.former_rows
    and abs(after.days - before.days) > limits.former_change * before.days
