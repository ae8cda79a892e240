-- Forces with more than one in ten NOT_KNOWN among the case to answer decisions.
-- Grain: one row per force at fault. A share of fewer than 30 says nothing, so such forces pass.

select cases.force_code
from typed.allegation_subjects as rows
inner join typed.cases as cases using (delivery_no, case_id)
where rows.case_to_answer is not null
group by cases.force_code
having count(*) >= 30 and avg((rows.case_to_answer = 'NOT_KNOWN')::integer) > 0.1
