-- Waits in the stages before the notice of a hearing, one row per officer, case and stage.
--
-- Grain:   kind, delivery_no, case_id, subject_id. Never published: single waits.
-- Counts:  days in the stage, or until the stage was last known to go on: the matter ended, all
--          investigations were broken off, or the records were drawn. T3 runs from the start of the
--          first investigation to the last report, T4 from there until each allegation against the
--          officer is decided, T5 from the first decision to hold a misconduct hearing to its
--          notice.
-- Timing:  the cohort is the quarter in which the stage began.
-- Zeroes:  a stage passed in a day counts 0 days. Officers and specials assessed for gross
--          misconduct only; without subjects with a row set aside, days in an impossible order, and
--          hearings held without a known notice.

with

officers as (

    select
        delivery_no,
        case_id,
        subject_id,
        force_code,
        regime,
        date_aware,
        extracted_on,
        date_ended
    from staging.gm_assessed_subjects
    where is_complete

),

investigations as (

    select
        delivery_no,
        case_id,
        min(date_started) as date_started,
        bool_and(coalesce(date_report, date_terminated) is not null) as is_over,
        max(date_report) as last_report,
        max(date_terminated) as last_terminated
    from staging.investigations
    where
        (delivery_no, case_id) not in (
            select (incomplete.delivery_no, incomplete.case_id)
            from staging.incomplete_cases as incomplete
            where incomplete.entity = 'investigations'
        )
    group by delivery_no, case_id

),

decisions as (

    select
        delivery_no,
        case_id,
        subject_id,
        if(bool_and(date_case_to_answer is not null), max(date_case_to_answer), null)
            as date_decided,
        min(date_case_to_answer) filter (where handling_after = 'HEARING') as date_to_hearing
    from staging.allegation_subjects
    group by delivery_no, case_id, subject_id

),

notices as (

    select
        subjects.delivery_no,
        subjects.case_id,
        subjects.subject_id,
        min(proceedings.date_notice) as date_notice,
        bool_or(
            proceedings.date_notice is null
            and (
                proceedings.date_first_day is not null or proceedings.proceeding_status = 'HELD'
            )
        ) as is_unknown
    from staging.proceeding_subjects as subjects
    inner join staging.proceedings as proceedings using (delivery_no, proceeding_id)
    where proceedings.proceeding_type = 'HEARING'
    group by subjects.delivery_no, subjects.case_id, subjects.subject_id

),

stages as (

    select
        'T3' as kind,
        officers.*,
        investigations.date_started as date_from,
        if(investigations.is_over, investigations.last_report, null) as date_passed,
        if(investigations.is_over, investigations.last_terminated, null) as date_stopped,
        'report' as ending
    from officers
    inner join investigations using (delivery_no, case_id)
    union all by name
    select
        'T4' as kind,
        officers.*,
        investigations.last_report as date_from,
        decisions.date_decided as date_passed,
        null as date_stopped,
        'decision' as ending
    from officers
    inner join investigations using (delivery_no, case_id)
    inner join decisions using (delivery_no, case_id, subject_id)
    where investigations.is_over and investigations.last_report is not null
    union all by name
    select
        'T5' as kind,
        officers.*,
        decisions.date_to_hearing as date_from,
        notices.date_notice as date_passed,
        null as date_stopped,
        'notice' as ending
    from officers
    inner join decisions using (delivery_no, case_id, subject_id)
    left join notices using (delivery_no, case_id, subject_id)
    where
        decisions.date_to_hearing is not null
        and (notices.date_notice is not null or not coalesce(notices.is_unknown, false))

),

followed as (

    select
        *,
        coalesce(date_passed, least(date_stopped, date_ended, extracted_on)) as date_to
    from stages

)

select
    kind,
    delivery_no,
    case_id,
    subject_id,
    force_code,
    regime,
    date_from,
    date_to,
    date_trunc('quarter', date_from) as quarter_start,
    date_to - date_from as days,
    greatest(date_from - date_aware, 0) as entered_since_aware,
    greatest(date_to - date_aware, 0) as days_since_aware,
    if(date_passed is null, null, ending) as ending,
    coalesce(date_passed, date_stopped, date_ended) is null as is_waiting
from followed
where date_to >= date_from
