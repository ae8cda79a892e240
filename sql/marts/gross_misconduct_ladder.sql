-- Officers assessed for gross misconduct, and how far each matter came within 24 months.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  officers and specials, once for each case: all assessed; those with a case to answer for
--          gross misconduct, a hearing begun, gross misconduct proven, and dismissed (or would have
--          been), each within 24 months of the assessment; and those still open after 24 months.
-- Timing:  quarter of the first assessment as gross misconduct. Only cohorts followed for 24 months
--          are counted; later ones are not yet applicable.
-- Zeroes:  none here; the cells are completed in marts.count_cells. Subjects with a row set aside
--          are left out.

with

followed as (

    select
        *,
        date_assessed + interval 24 month as date_limit
    from staging.gm_assessed_subjects
    where is_complete

),

steps as (

    select
        force_code,
        concat(delivery_no, '/', case_id) as case_key,
        date_trunc('quarter', date_assessed) as quarter_start,
        list_filter(
            [
                'ladder_assessed',
                if(date_case_to_answer <= date_limit, 'ladder_case_to_answer', null),
                if(date_heard <= date_limit, 'ladder_heard', null),
                if(date_proven <= date_limit, 'ladder_proven', null),
                if(date_dismissed <= date_limit, 'ladder_dismissed', null),
                if(
                    coalesce(date_ended, date_limit + interval 1 day) > date_limit,
                    'ladder_open',
                    null
                )
            ],
            lambda step: step is not null
        ) as steps
    from followed

),

unnested as (

    select
        force_code,
        case_key,
        quarter_start,
        unnest(steps) as count_name
    from steps

)

select
    count_name,
    force_code,
    quarter_start,
    'total' as breakdown,
    'total' as category,
    count(*)::double as count,
    count(distinct case_key) as cases
from unnested
group by all
