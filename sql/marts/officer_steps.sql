-- Officers assessed and how far each came within 24 months, by ethnicity and sex.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  officers and specials, once for each case: assessed, however severe; and of those at
--          each step the ones who came to the next within 24 months of their first assessment:
--          assessed for gross misconduct, case to answer for it, referred to a hearing, gross
--          misconduct proven, dismissed or would have been.
-- Timing:  quarter of the first assessment. Only cohorts followed for 24 months are counted.
-- Zeroes:  none here; the cells are completed in marts.count_cells. A step without its day is not
--          reached, nor is any after it. Subjects with a row set aside are left out. Ethnicity and
--          sex not known have a category of their own.

with

assessed as (

    select
        delivery_no,
        case_id,
        subject_id,
        min(date_assessed) as date_assessed,
        min(date_assessed) + interval 24 month as date_limit
    from staging.severity_assessments
    group by delivery_no, case_id, subject_id

),

referred as (

    select
        delivery_no,
        case_id,
        subject_id,
        min(date_case_to_answer) as date_referred
    from staging.allegation_subjects
    where handling_after in ('HEARING', 'ACCELERATED_HEARING')
    group by delivery_no, case_id, subject_id

),

reached as (

    select
        officers.force_code,
        officers.ethnicity,
        officers.sex,
        concat(officers.delivery_no, '/', officers.case_id) as case_key,
        date_trunc('quarter', assessed.date_assessed) as quarter_start,
        coalesce(gross.date_assessed <= assessed.date_limit, false) as is_gross,
        coalesce(gross.date_case_to_answer <= assessed.date_limit, false) as is_answered,
        coalesce(referred.date_referred <= assessed.date_limit, false) as is_referred,
        coalesce(gross.date_proven <= assessed.date_limit, false) as is_proven,
        coalesce(gross.date_dismissed <= assessed.date_limit, false) as is_dismissed
    from staging.officers as officers
    inner join assessed using (delivery_no, case_id, subject_id)
    left join staging.gm_assessed_subjects as gross using (delivery_no, case_id, subject_id)
    left join referred using (delivery_no, case_id, subject_id)
    where officers.is_complete

),

steps as (

    select
        force_code,
        case_key,
        quarter_start,
        unnest(
            case
                when not is_gross then ['steps_assessed']
                when not is_answered then ['steps_assessed', 'steps_gross']
                when not is_referred
                    then ['steps_assessed', 'steps_gross', 'steps_case_to_answer']
                when not is_proven
                    then [
                        'steps_assessed', 'steps_gross', 'steps_case_to_answer', 'steps_to_hearing'
                    ]
                when not is_dismissed
                    then [
                        'steps_assessed',
                        'steps_gross',
                        'steps_case_to_answer',
                        'steps_to_hearing',
                        'steps_proven'
                    ]
                else [
                    'steps_assessed',
                    'steps_gross',
                    'steps_case_to_answer',
                    'steps_to_hearing',
                    'steps_proven',
                    'steps_dismissed'
                ]
            end
        ) as count_name,
        [
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'ethnicity', 'category': ethnicity},
            {'breakdown': 'sex', 'category': sex}
        ] as cells
    from reached

),

unnested as (

    select
        count_name,
        force_code,
        case_key,
        quarter_start,
        unnest(cells) as cell
    from steps

)

select
    count_name,
    force_code,
    quarter_start,
    cell.breakdown,
    cell.category,
    count(*)::double as count,
    count(distinct case_key) as cases
from unnested
group by all
