-- How many rows each force delivered before and delivers now, of the days that both cover.
--
-- Grain:   entity, force_code.
-- Counts:  cases, and their allegations and referrals, as they were known before and as they are
--          delivered now; rows that rules set aside are among them.
-- Timing:  the day on which the case came to attention.
-- Zeroes:  0 where one of the two holds none; a force without a former delivery has no row.

with

cases as (

    select
        delivery_no,
        case_id,
        force_code,
        date_aware,
        true as is_former
    from former.cases
    union all
    select
        delivery_no,
        case_id,
        force_code,
        date_aware,
        false as is_former
    from typed.cases

),

compared as (

    select
        cases.delivery_no,
        cases.case_id,
        cases.force_code,
        cases.is_former
    from cases
    inner join former.days as days
        on
            cases.force_code = days.force_code
            and cases.date_aware between days.date_from and days.date_to

),

belonging as (

    select
        delivery_no,
        case_id,
        true as is_former,
        'allegations' as entity
    from former.allegations
    union all
    select
        delivery_no,
        case_id,
        false as is_former,
        'allegations' as entity
    from typed.allegations
    union all
    select
        delivery_no,
        case_id,
        true as is_former,
        'referrals' as entity
    from former.referrals
    union all
    select
        delivery_no,
        case_id,
        false as is_former,
        'referrals' as entity
    from typed.referrals

),

counted as (

    select
        'cases' as entity,
        force_code,
        is_former
    from compared
    union all
    select
        belonging.entity,
        compared.force_code,
        compared.is_former
    from compared
    inner join belonging using (delivery_no, case_id, is_former)

)

select
    entity,
    force_code,
    count(*) filter (is_former) as before,
    count(*) filter (not is_former) as after
from counted
group by entity, force_code
