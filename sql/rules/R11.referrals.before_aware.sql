-- Referrals dated before the matter came to attention.
-- Grain: one row per row at fault.

select referrals.row_id
from typed.referrals as referrals
inner join typed.cases as cases using (delivery_no, case_id)
where referrals.date_referred < cases.date_aware
