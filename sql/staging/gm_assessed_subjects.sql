-- Officers and specials whose matter was ever assessed as gross misconduct, and where it led.
--
-- Grain:   delivery_no, case_id, subject_id.
-- Counts:  nothing; days are dates, one per step, blank where the step was not reached.
-- Timing:  date_assessed is the first assessment as gross misconduct; date_ended the day of the
--          first ending that closes the way to a hearing, `ending` says which.
-- Zeroes:  none. Staff are left out: the Conduct Regulations do not apply to them. `is_complete` is
--          false where a row of this subject in this case was set aside, or the matter ended on an
--          unknown day.

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

-- A matter is downgraded when none of a subject's allegations is gross misconduct any more: on the
-- day of the last assessment by which one of them ceased to be.
numbered as (

    select
        *,
        max(assessment_seq) filter (where severity = 'GROSS_MISCONDUCT')
            over (partition by delivery_no, case_id, allegation_id, subject_id) as last_gross
    from staging.severity_assessments

),

latest as (

    select
        delivery_no,
        case_id,
        allegation_id,
        subject_id,
        max(assessment_seq) = any_value(last_gross) as is_gross,
        arg_min(date_assessed, assessment_seq) filter (where assessment_seq > last_gross)
            as date_lowered
    from numbered
    where last_gross is not null
    group by delivery_no, case_id, allegation_id, subject_id

),

downgraded as (

    select
        delivery_no,
        case_id,
        subject_id,
        max(date_lowered) as date_downgraded
    from latest
    group by delivery_no, case_id, subject_id
    having not bool_or(is_gross)

),

-- Decided is what has a day and says how the matter is to be handled, or that there is no case to
-- answer; without either, the way to a hearing is still open.
decisions as (

    select
        delivery_no,
        case_id,
        subject_id,
        min(date_case_to_answer) filter (where case_to_answer = 'GROSS_MISCONDUCT')
            as date_case_to_answer,
        if(
            bool_and(
                date_case_to_answer is not null
                and coalesce(handling_after is not null or case_to_answer = 'NONE', false)
            ),
            max(date_case_to_answer),
            null
        ) as date_decided,
        bool_or(handling_after in ('HEARING', 'ACCELERATED_HEARING')) as is_to_hearing,
        bool_or(handling_after = 'MEETING') as is_to_meeting,
        bool_or(handling_after = 'RPRP') as is_to_rprp
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
        bool_or(proceedings.proceeding_status = 'HELD') as is_held,
        min(proceedings.date_first_day) filter (
            where
            subjects.finding = 'GROSS_MISCONDUCT_PROVEN'
            and proceedings.proceeding_status
            not in ('WITHDRAWN', 'DISCONTINUED', 'STAYED', 'NOT_HELD_LEFT')
        ) as date_proven,
        min(proceedings.date_first_day) filter (
            where
            subjects.finding = 'GROSS_MISCONDUCT_PROVEN'
            and proceedings.proceeding_status
            not in ('WITHDRAWN', 'DISCONTINUED', 'STAYED', 'NOT_HELD_LEFT')
            and coalesce(subjects.outcome_after_appeal, subjects.outcome) in (
                'DISMISSAL_WITH_NOTICE', 'DISMISSAL_WITHOUT_NOTICE', 'WOULD_HAVE_BEEN_DISMISSED'
            )
        ) as date_dismissed,
        if(
            bool_and(proceedings.date_concluded is not null), max(proceedings.date_concluded), null
        ) as date_withdrawn,
        -- A stay is over when the proceedings were concluded.
        bool_and(
            proceedings.proceeding_status in ('WITHDRAWN', 'DISCONTINUED', 'NOT_HELD_LEFT')
            or (
                proceedings.proceeding_status = 'STAYED'
                and proceedings.date_concluded is not null
            )
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
        coalesce(decisions.date_decided, officers.date_finalised) as date_closed,
        hearings.date_notice,
        hearings.date_heard,
        hearings.date_proven,
        hearings.date_dismissed,
        -- The first ending that closes the way to a hearing. All of a finalised case has ended.
        case
            when hearings.date_heard is not null or hearings.is_held then 'hearing'
            when hearings.is_withdrawn then 'withdrawn'
            when hearings.subject_id is not null
                then if(officers.date_finalised is null, null, 'abandoned')
            when decisions.is_to_hearing
                then if(officers.date_finalised is null, null, 'finalised')
            when
                downgraded.date_downgraded <= coalesce(
                    decisions.date_decided, officers.date_finalised, downgraded.date_downgraded
                )
                then 'downgraded'
            when coalesce(decisions.date_decided, officers.date_finalised) is null then null
            when decisions.is_to_meeting then 'meeting'
            when decisions.is_to_rprp then 'reflective_practice'
            else 'no_proceedings'
        end as way,
        hearings.date_withdrawn,
        downgraded.date_downgraded
    from officers
    inner join assessments using (delivery_no, case_id, subject_id)
    left join decisions using (delivery_no, case_id, subject_id)
    left join hearings using (delivery_no, case_id, subject_id)
    left join downgraded using (delivery_no, case_id, subject_id)

),

ended as (

    select
        *,
        case way
            when 'abandoned' then 'withdrawn'
            when 'finalised' then 'no_proceedings'
            else way
        end as ending,
        case way
            when 'hearing' then date_heard
            when 'withdrawn' then date_withdrawn
            when 'abandoned' then date_finalised
            when 'finalised' then date_finalised
            when 'downgraded' then date_downgraded
            else if(way is null, null, date_closed)
        end as date_ended
    from joined

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
    date_notice,
    date_heard,
    date_proven,
    date_dismissed,
    extracted_on,
    is_complete and (ending is null) = (date_ended is null) as is_complete,
    ending,
    date_ended
from ended
