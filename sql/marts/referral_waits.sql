-- Waits from a referral to the IOPC's first decision on the mode, one row per referral.
--
-- Grain:   delivery_no, case_id, referral_seq. Never published: single waits.
-- Counts:  days from the referral to the first decision, or to the day it was last known to be
--          pending: the case was finalised, or the records were drawn.
-- Timing:  the cohort is the quarter in which the referral was received.
-- Zeroes:  decided on the day it was received: 0 days. Referrals decided on an unknown day, and
--          those of cases with a decision set aside, are left out.

with

decisions as (

    select
        delivery_no,
        case_id,
        referral_seq,
        min(date_decided) as date_decided
    from staging.mode_decisions
    where mode != 'PENDING'
    group by delivery_no, case_id, referral_seq

)

select
    referrals.delivery_no,
    referrals.case_id,
    referrals.referral_seq,
    cases.force_code,
    date_trunc('quarter', referrals.date_referred) as quarter_start,
    coalesce(decisions.date_decided, cases.date_finalised, deliveries.extracted_on)
    - referrals.date_referred as days,
    if(decisions.date_decided is null, null, 'decision') as ending,
    coalesce(decisions.date_decided, cases.date_finalised) is null as is_waiting
from staging.referrals as referrals
inner join staging.cases as cases using (delivery_no, case_id)
inner join quality.deliveries as deliveries using (delivery_no)
left join decisions using (delivery_no, case_id, referral_seq)
left join staging.incomplete_cases as incomplete
    on
        incomplete.entity = 'mode_decisions'
        and referrals.delivery_no = incomplete.delivery_no
        and referrals.case_id = incomplete.case_id
where
    incomplete.case_id is null
    and (decisions.case_id is null or decisions.date_decided is not null)
    and days >= 0
