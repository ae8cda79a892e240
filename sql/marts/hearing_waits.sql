-- Waits from notice to the first day of a misconduct hearing, one row per officer and hearing.
--
-- Grain:   delivery_no, proceeding_id, subject_id. Never published: single waits.
-- Counts:  days from notice to the first day, or to the day the wait was last known to go on.
-- Timing:  the cohort is the quarter of the notice.
-- Zeroes:  a hearing on the day of notice waited 0 days. Accelerated and special case hearings are
--          left out (another clock); so are subjects with a row set aside, hearings held without a
--          first day, and hearings withdrawn on an unknown day: their wait is not known.

with

waits as (

    select
        delivery_no,
        proceeding_id,
        subject_id,
        case_id,
        force_code,
        regime,
        date_notice,
        date_first_day is not null as has_begun,
        date_first_day is null
        and (
            proceeding_status in ('SCHEDULED', 'ADJOURNED')
            or (proceeding_status = 'STAYED' and date_concluded is null)
        ) as is_waiting,
        case
            when date_first_day is not null then date_first_day
            when proceeding_status in ('SCHEDULED', 'ADJOURNED') then extracted_on
            when proceeding_status = 'STAYED' then coalesce(date_concluded, extracted_on)
            when proceeding_status in ('WITHDRAWN', 'DISCONTINUED', 'NOT_HELD_LEFT')
                then date_concluded
        end as date_last_known
    from staging.hearing_subjects
    where forum = 'HEARING' and date_notice is not null and is_complete

)

select
    delivery_no,
    proceeding_id,
    subject_id,
    case_id,
    force_code,
    regime,
    date_notice,
    date_last_known,
    date_trunc('quarter', date_notice) as quarter_start,
    has_begun,
    is_waiting,
    date_last_known - date_notice as days
from waits
where date_last_known >= date_notice
