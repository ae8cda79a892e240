-- Officers and specials whose matter was ever assessed as gross misconduct, and where it led.
--
-- Grain:   delivery_no, case_id, subject_id.
-- Counts:  nothing; days are dates, one per step, blank where the step was not reached.
-- Timing:  date_assessed is the first assessment as gross misconduct; date_ended the day of the
--          first ending that closes the way to a hearing, `ending` says which.
-- Zeroes:  none. Staff are left out: the Conduct Regulations do not apply to them. `is_complete` is
--          false where a row of this subject in this case was set aside.

with

officers as (

    select
        people.delivery_no,
        people.case_id,
        people.subject_id,
        cases.force_code,
        cases.date_aware,
        cases.date_finalised,
        people.worker_group,
        deliveries.extracted_on,
        case
            when people.regime in ('CR2012', 'CR2020') then people.regime
            else 'OTHER'
        end as regime,
        incomplete.subject_id is null as is_complete
    from staging.case_subjects as people
    inner join staging.cases as cases using (delivery_no, case_id)
    inner join quality.deliveries as deliveries using (delivery_no)
    left join staging.incomplete_subjects as incomplete using (delivery_no, case_id, subject_id)
    where people.worker_group in ('REGULAR_OFFICER', 'SPECIAL_CONSTABLE', 'OFFICER_UNIDENTIFIED')

),

assessments as (

    select
        delivery_no,
        case_id,
        subject_id,
        min(date_assessed) filter (where severity = 'GROSS_MISCONDUCT') as date_assessed
    from staging.severity_assessments
    group by delivery_no, case_id, subject_id
    having date_assessed is not null

),

-- The assessment in force for each allegation is its last; a matter is downgraded when none of a
-- subject's allegations is gross misconduct any more.
latest as (

    select
        delivery_no,
        case_id,
        allegation_id,
        subject_id,
        arg_max(severity, assessment_seq) as severity,
        max(date_assessed) as date_assessed
    from staging.severity_assessments
    group by delivery_no, case_id, allegation_id, subject_id

),

downgraded as (

    select
        delivery_no,
        case_id,
        subject_id,
        max(date_assessed) as date_downgraded
    from latest
    group by delivery_no, case_id, subject_id
    having not bool_or(severity = 'GROSS_MISCONDUCT')

),

decisions as (

    select
        delivery_no,
        case_id,
        subject_id,
        min(date_case_to_answer) filter (where case_to_answer = 'GROSS_MISCONDUCT')
            as date_case_to_answer,
        max(date_case_to_answer) as date_decided,
        bool_or(handling_after in ('HEARING', 'ACCELERATED_HEARING')) as is_to_hearing,
        bool_or(handling_after = 'MEETING') as is_to_meeting,
        bool_or(handling_after = 'RPRP') as is_to_rprp,
        count(*) = count(date_case_to_answer) as is_all_decided
    from staging.allegation_subjects
    group by delivery_no, case_id, subject_id

),

hearings as (

    select
        subjects.delivery_no,
        subjects.case_id,
        subjects.subject_id,
        min(proceedings.date_notice) as date_notice,
        min(proceedings.date_first_day) as date_heard,
        min(proceedings.date_first_day) filter (
            where subjects.finding = 'GROSS_MISCONDUCT_PROVEN'
        ) as date_proven,
        min(proceedings.date_first_day) filter (
            where
            subjects.finding = 'GROSS_MISCONDUCT_PROVEN'
            and coalesce(subjects.outcome_after_appeal, subjects.outcome) in (
                'DISMISSAL_WITH_NOTICE', 'DISMISSAL_WITHOUT_NOTICE', 'WOULD_HAVE_BEEN_DISMISSED'
            )
        ) as date_dismissed,
        max(proceedings.date_concluded) filter (
            where proceedings.proceeding_status in ('WITHDRAWN', 'DISCONTINUED', 'NOT_HELD_LEFT')
        ) as date_withdrawn,
        bool_and(
            proceedings.proceeding_status in ('WITHDRAWN', 'DISCONTINUED', 'NOT_HELD_LEFT')
        ) as is_withdrawn
    from staging.proceeding_subjects as subjects
    inner join staging.proceedings as proceedings using (delivery_no, proceeding_id)
    where
        proceedings.proceeding_type in ('HEARING', 'ACCELERATED_HEARING', 'SPECIAL_CASE_HEARING')
    group by subjects.delivery_no, subjects.case_id, subjects.subject_id

),

joined as (

    select
        officers.delivery_no,
        officers.case_id,
        officers.subject_id,
        officers.force_code,
        officers.worker_group,
        officers.regime,
        officers.date_aware,
        officers.date_finalised,
        officers.extracted_on,
        officers.is_complete,
        assessments.date_assessed,
        decisions.date_case_to_answer,
        decisions.date_decided,
        hearings.date_notice,
        hearings.date_heard,
        hearings.date_proven,
        hearings.date_dismissed,
        case
            when hearings.date_heard is not null then 'hearing'
            when hearings.is_withdrawn then 'withdrawn'
            when hearings.date_notice is not null then null
            when decisions.is_to_hearing then null
            when downgraded.date_downgraded is not null then 'downgraded'
            when decisions.is_all_decided and decisions.is_to_meeting then 'meeting'
            when decisions.is_all_decided and decisions.is_to_rprp then 'reflective_practice'
            when decisions.is_all_decided then 'no_proceedings'
            when officers.date_finalised is not null then 'no_proceedings'
        end as ending,
        hearings.date_withdrawn,
        downgraded.date_downgraded
    from officers
    inner join assessments using (delivery_no, case_id, subject_id)
    left join decisions using (delivery_no, case_id, subject_id)
    left join hearings using (delivery_no, case_id, subject_id)
    left join downgraded using (delivery_no, case_id, subject_id)

)

select
    delivery_no,
    case_id,
    subject_id,
    force_code,
    worker_group,
    regime,
    date_aware,
    date_assessed,
    date_case_to_answer,
    date_decided,
    date_notice,
    date_heard,
    date_proven,
    date_dismissed,
    extracted_on,
    is_complete,
    ending,
    case ending
        when 'hearing' then date_heard
        when 'withdrawn' then date_withdrawn
        when 'meeting' then date_decided
        when 'reflective_practice' then date_decided
        when 'no_proceedings' then coalesce(date_decided, date_finalised)
        when 'downgraded' then date_downgraded
    end as date_ended
from joined
