-- Waits from awareness to a hearing or another ending, one row per officer and case.
--
-- Grain:   delivery_no, case_id, subject_id. Never published: single waits.
-- Counts:  days from the day the matter came to attention: entered (first assessed as gross
--          misconduct: before that it was not at risk of a hearing for it) and left (ended, or last
--          known to be open).
-- Timing:  the cohort is the quarter in which the matter came to attention.
-- Zeroes:  `ending` is blank while open. Subjects with a row set aside, and matters that ended on
--          an unknown day, are left out.

select
    delivery_no,
    case_id,
    subject_id,
    force_code,
    regime,
    date_trunc('quarter', date_aware) as quarter_start,
    date_assessed - date_aware as entered,
    coalesce(date_ended, extracted_on) - date_aware as days,
    ending
from staging.gm_assessed_subjects
where
    is_complete
    and (ending is null) = (date_ended is null)
    and coalesce(date_ended, extracted_on) >= date_assessed
    and date_assessed >= date_aware
