-- Forces whose mix of case types is another than in their former delivery, for the same days.
-- Grain: one row per force flagged. What the share of one type gains others lose, so gains alone
-- are added up; a share of few cases says nothing, so such forces pass.

with

cases as (

    select
        force_code,
        date_aware,
        case_type,
        0 as is_former
    from typed.cases
    union all
    select
        force_code,
        date_aware,
        case_type,
        1 as is_former
    from former.cases

),

types as (

    select
        cases.force_code,
        cases.case_type,
        sum(cases.is_former) as before,
        sum(1 - cases.is_former) as after
    from cases
    inner join former.days as days
        on
            cases.force_code = days.force_code
            and cases.date_aware between days.date_from and days.date_to
    where cases.case_type is not null
    group by cases.force_code, cases.case_type

),

shares as (

    select
        force_code,
        before / sum(before) over (partition by force_code) as share_before,
        after / sum(after) over (partition by force_code) as share_after,
        least(
            sum(before) over (partition by force_code), sum(after) over (partition by force_code)
        ) as number
    from types

)

select shares.force_code
from shares
cross join reference.limits as limits
where shares.number >= limits.former_rows
group by shares.force_code, limits.case_mix_change
having sum(greatest(shares.share_after - shares.share_before, 0)) > limits.case_mix_change
