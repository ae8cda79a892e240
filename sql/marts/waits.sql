-- Every wait of which a curve or a mean is drawn, one row per wait.
--
-- Grain:   kind and what the wait is of (officer and case, officer and hearing, referral, case).
-- Counts:  days since the clock started at which it came under observation (`entered`) and left it
--          (`days`); `ending` is blank where it was cut off; `cohort` and `reached` name the counts
--          that the waits add up to.
-- Timing:  `quarter_start` as in the mart it comes from.
-- Zeroes:  none. Never published: single waits. In working days only where the bank holidays of
--          both days are known.

select
    'T1' as kind,
    'assessed_matters' as cohort,
    null as reached,
    force_code,
    quarter_start,
    concat(delivery_no, '/', case_id) as case_key,
    [
        {'breakdown': 'total', 'category': 'total'},
        {'breakdown': 'regime', 'category': regime}
    ] as places,
    entered,
    days,
    ending,
    ending is null as is_waiting,
    false as is_stopped
from marts.assessed_waits
union all
select
    'T2' as kind,
    'hearing_notices' as cohort,
    null as reached,
    force_code,
    quarter_start,
    concat(delivery_no, '/', case_id) as case_key,
    [
        {'breakdown': 'total', 'category': 'total'},
        {'breakdown': 'regime', 'category': regime}
    ] as places,
    0 as entered,
    days,
    if(has_begun, 'hearing', null) as ending,
    is_waiting,
    false as is_stopped
from marts.hearing_waits
union all
select
    'T2_working' as kind,
    'hearing_notices' as cohort,
    null as reached,
    waits.force_code,
    waits.quarter_start,
    concat(waits.delivery_no, '/', waits.case_id) as case_key,
    [
        {'breakdown': 'total', 'category': 'total'},
        {'breakdown': 'regime', 'category': waits.regime}
    ] as places,
    0 as entered,
    ends.number - notices.number as days,
    if(waits.has_begun, 'hearing', null) as ending,
    waits.is_waiting,
    false as is_stopped
from marts.hearing_waits as waits
inner join reference.working_days as notices on waits.date_notice = notices.day
inner join reference.working_days as ends on waits.date_last_known = ends.day
union all
select
    'T2_net' as kind,
    'hearing_notices' as cohort,
    null as reached,
    waits.force_code,
    waits.quarter_start,
    concat(waits.delivery_no, '/', waits.case_id) as case_key,
    [{'breakdown': 'total', 'category': 'total'}] as places,
    0 as entered,
    waits.days - coalesce(stopped.days_stopped, 0) as days,
    if(waits.has_begun, 'hearing', null) as ending,
    waits.is_waiting,
    stopped.days_stopped is not null as is_stopped
from marts.hearing_waits as waits
left join marts.stopped_days as stopped
    on
        stopped.kind = 'T2_net'
        and waits.delivery_no = stopped.delivery_no
        and waits.proceeding_id = stopped.wait_id
        and waits.subject_id = stopped.subject_id
union all
select
    'R4' as kind,
    'referrals_followed' as cohort,
    'referrals_decided' as reached,
    force_code,
    quarter_start,
    concat(delivery_no, '/', case_id) as case_key,
    [{'breakdown': 'total', 'category': 'total'}] as places,
    0 as entered,
    days,
    ending,
    is_waiting,
    false as is_stopped
from marts.referral_waits
union all
select
    kind,
    case kind
        when 'T3' then 'investigations_begun'
        when 'T4' then 'reports_made'
        else 'hearings_directed'
    end as cohort,
    case kind
        when 'T3' then 'investigations_reported'
        when 'T4' then 'reports_decided'
        else 'hearings_notified'
    end as reached,
    force_code,
    quarter_start,
    concat(delivery_no, '/', case_id) as case_key,
    [
        {'breakdown': 'total', 'category': 'total'},
        {'breakdown': 'regime', 'category': regime}
    ] as places,
    0 as entered,
    days,
    ending,
    is_waiting,
    false as is_stopped
from marts.stage_waits
union all
select
    'T3_aware' as kind,
    'investigations_begun' as cohort,
    null as reached,
    force_code,
    quarter_start,
    concat(delivery_no, '/', case_id) as case_key,
    [
        {'breakdown': 'total', 'category': 'total'},
        {'breakdown': 'regime', 'category': regime}
    ] as places,
    entered_since_aware as entered,
    days_since_aware as days,
    ending,
    is_waiting,
    false as is_stopped
from marts.stage_waits
where kind = 'T3'
union all
select
    'T3_net' as kind,
    'investigations_begun' as cohort,
    null as reached,
    waits.force_code,
    waits.quarter_start,
    concat(waits.delivery_no, '/', waits.case_id) as case_key,
    [{'breakdown': 'total', 'category': 'total'}] as places,
    0 as entered,
    waits.days - coalesce(stopped.days_stopped, 0) as days,
    waits.ending,
    waits.is_waiting,
    stopped.days_stopped is not null as is_stopped
from marts.stage_waits as waits
left join marts.stopped_days as stopped
    on
        stopped.kind = 'T3_net'
        and waits.delivery_no = stopped.delivery_no
        and waits.case_id = stopped.wait_id
        and waits.subject_id = stopped.subject_id
where waits.kind = 'T3'
union all
select
    'T6' as kind,
    'matters_finalised' as cohort,
    null as reached,
    force_code,
    quarter_start,
    concat(delivery_no, '/', case_id) as case_key,
    [
        {'breakdown': 'total', 'category': 'total'},
        {'breakdown': 'case_type', 'category': case_type}
    ] as places,
    0 as entered,
    days,
    'finalised' as ending,
    false as is_waiting,
    false as is_stopped
from marts.finalised_matters
union all
select
    unnest(['T7', 'T7_net']) as kind,
    'complaints_finalised' as cohort,
    null as reached,
    force_code,
    quarter_start,
    concat(delivery_no, '/', case_id) as case_key,
    [{'breakdown': 'total', 'category': 'total'}] as places,
    0 as entered,
    unnest([days, days - days_suspended]) as days,
    'finalised' as ending,
    false as is_waiting,
    days_suspended > 0 and unnest([false, true]) as is_stopped
from marts.finalised_complaints
union all
select
    'T6_working' as kind,
    'matters_on_calendar' as cohort,
    null as reached,
    matters.force_code,
    matters.quarter_start,
    concat(matters.delivery_no, '/', matters.case_id) as case_key,
    [
        {'breakdown': 'total', 'category': 'total'},
        {'breakdown': 'case_type', 'category': matters.case_type}
    ] as places,
    0 as entered,
    ends.number - starts.number as days,
    'finalised' as ending,
    false as is_waiting,
    false as is_stopped
from marts.finalised_matters as matters
inner join reference.working_days as starts on matters.date_from = starts.day
inner join reference.working_days as ends on matters.date_finalised = ends.day
union all
select
    'T7_working' as kind,
    'complaints_on_calendar' as cohort,
    null as reached,
    complaints.force_code,
    complaints.quarter_start,
    concat(complaints.delivery_no, '/', complaints.case_id) as case_key,
    [{'breakdown': 'total', 'category': 'total'}] as places,
    0 as entered,
    ends.number - starts.number as days,
    'finalised' as ending,
    false as is_waiting,
    false as is_stopped
from marts.finalised_complaints as complaints
inner join reference.working_days as starts on complaints.date_from = starts.day
inner join reference.working_days as ends on complaints.date_finalised = ends.day
