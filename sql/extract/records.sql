-- Rows of a record-level extract, still exact: to be made coarser before anybody sees them.
--
-- Grain:   delivery_no, case_id, allegation_id, subject_id.
-- Counts:  nothing.
-- Timing:  quarter in which the matter came to attention; times between days as bands, in days of
--          the calendar (6, 12 and 24 months are 183, 365 and 730 days).
-- Zeroes:  none. People of whose matter a row was set aside are left out, as in the measures: a
--          hearing that is missing would look like none. Of several referrals the first gives the
--          route and the last the mode; of several proceedings a hearing goes before a meeting,
--          then the later notice.

with

routes as (

    select
        delivery_no,
        case_id,
        first(referral_route order by date_referred, referral_seq) as referral_route
    from staging.referrals
    group by all

),

modes as (

    select
        delivery_no,
        case_id,
        last(mode order by referral_seq) as mode
    from staging.current_modes
    group by all

),

discrimination as (

    select distinct
        delivery_no,
        case_id,
        allegation_id
    from staging.allegation_characteristics

),

people as (

    select
        delivery_no,
        case_id,
        count(*) as subjects
    from staging.case_subjects
    group by all

),

investigations as (

    select
        delivery_no,
        case_id,
        date_diff('day', min(date_started), max(date_report)) as days
    from staging.investigations
    group by all

),

proceedings as (

    select
        subjects.delivery_no,
        subjects.case_id,
        subjects.subject_id,
        meetings.proceeding_type,
        meetings.proceeding_status,
        subjects.finding,
        coalesce(subjects.outcome_after_appeal, subjects.outcome) as outcome,
        date_diff('day', meetings.date_notice, meetings.date_first_day) as days
    from staging.proceeding_subjects as subjects
    inner join staging.proceedings as meetings using (delivery_no, proceeding_id)
    qualify row_number() over (
        partition by subjects.delivery_no, subjects.case_id, subjects.subject_id
        order by
            meetings.proceeding_type = 'MEETING' asc,
            meetings.date_notice desc nulls last,
            meetings.proceeding_id asc
    ) = 1

)

select
    records.delivery_no,
    records.case_id,
    records.subject_id,
    cases.force_code as area,
    cases.date_aware,
    coalesce(cases.case_type, 'NOT_RECORDED') as case_type,
    workers.worker_group,
    coalesce(workers.rank, 'NOT_RECORDED') as rank,
    if(people.subjects > 3, '4_OR_MORE', people.subjects::varchar) as subjects,
    case
        when allegations.category_code is null then 'NOT_RECORDED'
        when allegations.allegation_scheme = 'IOPC_2020' then '2020_' || allegations.category_code
        else 'BEFORE_2020_' || allegations.category_code
    end as allegation_category,
    if(
        discrimination.allegation_id is not null or allegations.category_code = 'F', 'YES', 'NO'
    ) as discrimination,
    coalesce(routes.referral_route, 'NOT_REFERRED') as referral_route,
    case
        when modes.mode is not null then modes.mode
        when routes.case_id is not null then 'PENDING'
        else 'NOT_REFERRED'
    end as mode,
    coalesce(records.case_to_answer, 'NOT_RECORDED') as case_to_answer,
    coalesce(proceedings.proceeding_type, 'NONE') as proceeding,
    case
        when proceedings.finding is not null then proceedings.finding
        when proceedings.case_id is null then 'NONE'
        when proceedings.proceeding_status in ('SCHEDULED', 'ADJOURNED', 'STAYED') then 'NOT_OVER'
        when proceedings.proceeding_status = 'HELD' then 'NOT_KNOWN'
        else 'NO_FINDING'
    end as finding,
    coalesce(proceedings.outcome, 'NONE') as outcome,
    case
        when cases.date_finalised is null then 'NOT_OVER'
        when date_diff('day', cases.date_aware, cases.date_finalised) < 183 then 'UNDER_6_MONTHS'
        when date_diff('day', cases.date_aware, cases.date_finalised) < 365 then '6_TO_12_MONTHS'
        when date_diff('day', cases.date_aware, cases.date_finalised) < 730 then '12_TO_24_MONTHS'
        else '24_MONTHS_OR_MORE'
    end as time_to_finalise,
    case
        when investigations.case_id is null then 'NONE'
        when investigations.days is null then 'NOT_OVER'
        when investigations.days < 183 then 'UNDER_6_MONTHS'
        when investigations.days < 365 then '6_TO_12_MONTHS'
        when investigations.days < 730 then '12_TO_24_MONTHS'
        else '24_MONTHS_OR_MORE'
    end as time_to_report,
    case
        when proceedings.case_id is null then 'NONE'
        when proceedings.days is null then 'NOT_OVER'
        when proceedings.days < 183 then 'UNDER_6_MONTHS'
        when proceedings.days < 365 then '6_TO_12_MONTHS'
        when proceedings.days < 730 then '12_TO_24_MONTHS'
        else '24_MONTHS_OR_MORE'
    end as time_to_hearing
from staging.allegation_subjects as records
inner join staging.cases as cases using (delivery_no, case_id)
inner join staging.allegations as allegations using (delivery_no, case_id, allegation_id)
inner join staging.case_subjects as workers using (delivery_no, case_id, subject_id)
inner join people using (delivery_no, case_id)
left join discrimination using (delivery_no, case_id, allegation_id)
left join routes using (delivery_no, case_id)
left join modes using (delivery_no, case_id)
left join investigations using (delivery_no, case_id)
left join proceedings using (delivery_no, case_id, subject_id)
where
    not exists (
        select 1
        from staging.incomplete_subjects as incomplete
        where
            incomplete.delivery_no = records.delivery_no
            and incomplete.case_id = records.case_id
            and incomplete.subject_id = records.subject_id
    )
