-- First referrals made later than the end of the day after the matter came to attention.
-- Grain: one row per row flagged. A norm; new facts may lawfully lead to a later referral.

select referrals.row_id
from typed.referrals as referrals
inner join typed.cases as cases using (delivery_no, case_id)
cross join reference.limits as limits
where
    referrals.referral_seq = 1
    and referrals.date_referred > cases.date_aware + to_days(limits.referral_days)
