-- The decision on the mode of investigation now in force for each referral.
--
-- Grain:   delivery_no, case_id, referral_seq.
-- Counts:  nothing.
-- Timing:  date_decided is blank while pending.
-- Zeroes:  none. Where several decisions are marked as in force, the last one is.

select
    delivery_no,
    case_id,
    referral_seq,
    mode,
    date_decided
from staging.mode_decisions
where is_current
qualify row_number() over (
    partition by delivery_no, case_id, referral_seq
    order by decision_seq desc
) = 1
