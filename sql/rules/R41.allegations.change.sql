-- Forces whose number of allegations changed by too large a share from their former delivery.
-- Grain: one row per force flagged. Compared are cases that came to attention on days which both
-- deliveries cover; a share of few rows says nothing, so such forces pass.

with

before as (

    select
        days.force_code,
        count(*) as number
    from former.days as days
    inner join former.cases as cases
        on
            days.force_code = cases.force_code
            and cases.date_aware between days.date_from and days.date_to
    inner join former.allegations using (delivery_no, case_id)
    group by days.force_code

),

after as (

    select
        days.force_code,
        count(*) as number
    from former.days as days
    inner join typed.cases as cases
        on
            days.force_code = cases.force_code
            and cases.date_aware between days.date_from and days.date_to
    inner join typed.allegations using (delivery_no, case_id)
    group by days.force_code

)

select before.force_code
from before
left join after using (force_code)
cross join reference.limits as limits
where
    before.number >= limits.former_rows
    and abs(coalesce(after.number, 0) - before.number) > limits.former_change * before.number
