-- Decisions on the mode of investigation dated before their referral.
-- Grain: one row per row at fault.

select decisions.row_id
from typed.mode_decisions as decisions
inner join typed.referrals as referrals using (delivery_no, case_id, referral_seq)
where decisions.date_decided < referrals.date_referred
