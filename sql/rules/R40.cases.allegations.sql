-- Forces with fewer allegations than cases.
-- Grain: one row per force flagged. Every case holds an allegation, so rows are missing: a file
-- was cut off, or joined wrongly. Cases that have just come in have none yet, so small forces pass.

with

allegations as (

    select
        delivery_no,
        case_id,
        count(*) as allegations
    from typed.allegations
    group by delivery_no, case_id

)

select cases.force_code
from typed.cases as cases
left join allegations using (delivery_no, case_id)
cross join reference.limits as limits
group by cases.force_code, limits.allegation_cases
having
    count(*) >= limits.allegation_cases
    and coalesce(sum(allegations.allegations), 0) < count(*)
