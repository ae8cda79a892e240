-- Days from awareness to the end of all action, of matters finalised under the 2020 Regulations.
--
-- Grain:   delivery_no, case_id. Never published: single times.
-- Counts:  cases with an officer or special under the Conduct Regulations 2020, finalised.
-- Timing:  quarter in which the case was finalised.
-- Zeroes:  finalised on the day it came to attention: 0 days. Open cases are not in it.

select
    cases.delivery_no,
    cases.case_id,
    cases.force_code,
    coalesce(cases.case_type, 'NOT_RECORDED') as case_type,
    date_trunc('quarter', cases.date_finalised) as quarter_start,
    cases.date_aware as date_from,
    cases.date_finalised,
    cases.date_finalised - cases.date_aware as days
from staging.cases as cases
where
    days >= 0
    and (cases.delivery_no, cases.case_id) in (
        select (people.delivery_no, people.case_id)
        from staging.case_subjects as people
        where
            people.worker_group in ('REGULAR_OFFICER', 'SPECIAL_CONSTABLE', 'OFFICER_UNIDENTIFIED')
            and people.regime = 'CR2020'
    )
