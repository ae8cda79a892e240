-- Forces with too large a share of NOT_KNOWN among the values of proceeding_subjects.finding.
-- Grain: one row per force at fault. A share of few rows says nothing, so such forces pass.

select cases.force_code
from typed.proceeding_subjects as rows
inner join typed.cases as cases using (delivery_no, case_id)
cross join reference.limits as limits
where rows.finding is not null
group by cases.force_code, limits.unknown_rows, limits.unknown_share
having
    count(*) >= limits.unknown_rows
    and avg((rows.finding = 'NOT_KNOWN')::integer) > limits.unknown_share
