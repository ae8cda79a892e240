-- Forces with more than one in ten NOT_KNOWN among the values of proceeding_subjects.finding.
-- Grain: one row per force at fault. A share of fewer than 30 says nothing, so such forces pass.

select cases.force_code
from typed.proceeding_subjects as rows
inner join typed.cases as cases using (delivery_no, case_id)
where rows.finding is not null
group by cases.force_code
having count(*) >= 30 and avg((rows.finding = 'NOT_KNOWN')::integer) > 0.1
