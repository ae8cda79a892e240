-- Voluntary referrals of deaths and serious injuries, which must be referred.
-- Grain: one row per row flagged. By the type of the case or matter, or the criterion met.

select referrals.row_id
from typed.referrals as referrals
inner join typed.cases as cases using (delivery_no, case_id)
where
    referrals.referral_route = 'VOLUNTARY'
    and (
        cases.case_type = 'DSI'
        or referrals.matter_type = 'DSI'
        or exists (
            select 1 from typed.referral_criteria as criteria
            where
                criteria.delivery_no = referrals.delivery_no
                and criteria.case_id = referrals.case_id
                and criteria.referral_seq = referrals.referral_seq
                and criteria.criterion = 'DEATH_OR_SERIOUS_INJURY'
        )
    )
