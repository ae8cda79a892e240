-- Investigations with a mode in cases that were never referred.
-- Grain: one row per row flagged. A mode is decided upon a referral; what the IOPC takes up by its
-- power of initiative is recorded as one.

select investigations.row_id
from typed.investigations as investigations
inner join typed.cases as cases
    on
        investigations.delivery_no = cases.delivery_no
        and investigations.case_id = cases.case_id
left join typed.referrals as referrals
    on
        cases.delivery_no = referrals.delivery_no
        and cases.case_id = referrals.case_id
where
    investigations.mode is not null
    and referrals.row_id is null
