-- Forces with too large a share of NOT_KNOWN among the values of case_subjects.sex.
-- Grain: one row per force at fault. A share of few rows says nothing, so such forces pass.

select cases.force_code
from typed.case_subjects as rows
inner join typed.cases as cases using (delivery_no, case_id)
cross join reference.limits as limits
where rows.sex is not null
group by cases.force_code, limits.unknown_rows, limits.unknown_share
having
    count(*) >= limits.unknown_rows
    and avg((rows.sex = 'NOT_KNOWN')::integer) > limits.unknown_share
