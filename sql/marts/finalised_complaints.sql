-- Days from logging to the end of all action, of complaints finalised under Schedule 3.
--
-- Grain:   delivery_no, case_id. Never published: single times.
-- Counts:  complaints logged since 1 February 2020 and handled under Schedule 3 (not outside it),
--          finalised, and for how many days each was formally suspended (sub judice).
-- Timing:  quarter in which the complaint was finalised.
-- Zeroes:  no days of suspension recorded is none.

select
    delivery_no,
    case_id,
    force_code,
    date_trunc('quarter', date_finalised) as quarter_start,
    coalesce(date_recorded, date_aware) as date_from,
    date_finalised,
    date_finalised - coalesce(date_recorded, date_aware) as days,
    least(coalesce(suspended_days, 0), days) as days_suspended
from staging.cases
where
    case_type = 'COMPLAINT'
    and starts_with(complaint_status, 'SCH3_')
    and coalesce(date_recorded, date_aware) >= date '2020-02-01'
    and days >= 0
