-- Forces whose mix of findings is another than in their former delivery, for the same days.
-- Grain: one row per force flagged. What the share of one finding gains others lose, so gains alone
-- are added up; a share of few findings says nothing, so such forces pass.

with

people as (

    select
        cases.force_code,
        cases.date_aware,
        rows.finding,
        0 as is_former
    from typed.proceeding_subjects as rows
    inner join typed.cases as cases using (delivery_no, case_id)
    union all
    select
        cases.force_code,
        cases.date_aware,
        rows.finding,
        1 as is_former
    from former.proceeding_subjects as rows
    inner join former.cases as cases using (delivery_no, case_id)

),

findings as (

    select
        people.force_code,
        people.finding,
        sum(people.is_former) as before,
        sum(1 - people.is_former) as after
    from people
    inner join former.days as days
        on
            people.force_code = days.force_code
            and people.date_aware between days.date_from and days.date_to
    where people.finding is not null
    group by people.force_code, people.finding

),

shares as (

    select
        force_code,
        before / sum(before) over (partition by force_code) as share_before,
        after / sum(after) over (partition by force_code) as share_after,
        least(
            sum(before) over (partition by force_code), sum(after) over (partition by force_code)
        ) as number
    from findings

)

select shares.force_code
from shares
cross join reference.limits as limits
where shares.number >= limits.former_rows
group by shares.force_code, limits.case_mix_change
having sum(greatest(shares.share_after - shares.share_before, 0)) > limits.case_mix_change
