-- Days that a record should hold and does not, and days from the end of a quarter to its return.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  dates_expected and dates_missing by the step they belong to; returns_dated: returns with
--          the day they arrived; return_days: the days these took from the end of the quarter.
-- Timing:  quarter in which the case came to attention; for returns the quarter they are for.
-- Zeroes:  none here; the cells are completed in marts.count_cells. A return that arrived before
--          the quarter had ended took 0 days.

with

hearings as (

    select distinct
        delivery_no,
        proceeding_id,
        case_id,
        proceeding_status,
        date_notice,
        date_first_day
    from staging.hearing_subjects

),

dates as (

    select
        delivery_no,
        case_id,
        'DATE_MODE_DECIDED' as category,
        date_decided is null as is_missing
    from staging.current_modes
    where mode != 'PENDING'
    union all
    select
        delivery_no,
        case_id,
        'DATE_DECISION' as category,
        date_case_to_answer is null as is_missing
    from staging.allegation_subjects
    where case_to_answer in ('GROSS_MISCONDUCT', 'MISCONDUCT', 'NONE')
    union all
    select
        delivery_no,
        case_id,
        'DATE_NOTICE' as category,
        date_notice is null as is_missing
    from hearings
    union all
    select
        delivery_no,
        case_id,
        'DATE_FIRST_DAY' as category,
        date_first_day is null as is_missing
    from hearings
    where proceeding_status = 'HELD'
    union all
    select
        subjects.delivery_no,
        subjects.case_id,
        'DATE_APPEAL_DECIDED' as category,
        appeals.date_decided is null as is_missing
    from staging.appeals as appeals
    inner join staging.proceeding_subjects as subjects
        using (delivery_no, proceeding_id, subject_id)
    where appeals.appeal_result in ('ALLOWED', 'ALLOWED_IN_PART', 'DISMISSED')
    union all
    select
        delivery_no,
        case_id,
        'DATE_FINALISED' as category,
        date_finalised is null as is_missing
    from staging.cases
    where case_status = 'FINALISED'

),

cells as (

    select
        cases.force_code,
        date_trunc('quarter', cases.date_aware) as quarter_start,
        unnest(
            if(dates.is_missing, ['dates_expected', 'dates_missing'], ['dates_expected'])
        ) as count_name,
        [
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'date_field', 'category': dates.category}
        ] as cells
    from dates
    inner join staging.cases as cases using (delivery_no, case_id)

),

unnested as (

    select
        count_name,
        force_code,
        quarter_start,
        unnest(cells) as cell
    from cells

),

returned as (

    select
        forces.force_code,
        quarters.quarter_start,
        greatest(date_diff('day', quarters.quarter_end, submissions.date_received), 0) as days
    from staging.dataset_forces as forces
    inner join staging.submissions as submissions using (force_code)
    inner join reference.quarters as quarters on submissions.quarter = quarters.quarter
    where submissions.submission_status != 'MISSING' and submissions.date_received is not null

)

select
    count_name,
    force_code,
    quarter_start,
    cell.breakdown,
    cell.category,
    count(*)::double as count
from unnested
group by all
union all
select
    'returns_dated' as count_name,
    force_code,
    quarter_start,
    'total' as breakdown,
    'total' as category,
    count(*)::double as count
from returned
group by all
union all
select
    'return_days' as count_name,
    force_code,
    quarter_start,
    'total' as breakdown,
    'total' as category,
    sum(days)::double as count
from returned
group by all
