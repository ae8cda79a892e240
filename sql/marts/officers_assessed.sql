-- Officers assessed, and those assessed for gross misconduct, by force and quarter.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  officers and specials, once for each case: officers_assessed by the day of the first
--          assessment, officers_assessed_gm of these with gross misconduct on that day, and
--          gm_assessed by the day of the first assessment as gross misconduct.
-- Timing:  quarter of that day.
-- Zeroes:  none here; the cells are completed in marts.count_cells. By standard an officer counts
--          under each standard of the allegations assessed as gross misconduct, so that their sum
--          can exceed the total.

with

assessed as (

    select
        delivery_no,
        case_id,
        subject_id,
        min(date_assessed) as date_first,
        arg_min(severity = 'GROSS_MISCONDUCT', (date_assessed, severity != 'GROSS_MISCONDUCT'))
            as is_gross_at_first,
        min(date_assessed) filter (where severity = 'GROSS_MISCONDUCT') as date_gross
    from staging.severity_assessments
    group by delivery_no, case_id, subject_id

),

standards as (

    select
        assessments.delivery_no,
        assessments.case_id,
        assessments.subject_id,
        list_distinct(list(standards.standard)) as standards
    from staging.severity_assessments as assessments
    inner join staging.allegation_standards as standards using (delivery_no, case_id, allegation_id)
    where assessments.severity = 'GROSS_MISCONDUCT'
    group by assessments.delivery_no, assessments.case_id, assessments.subject_id

),

described as (

    select
        officers.force_code,
        assessed.date_first,
        assessed.date_gross,
        assessed.is_gross_at_first,
        standards.standards,
        concat(officers.delivery_no, '/', officers.case_id) as case_key,
        [
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'regime', 'category': officers.regime},
            {'breakdown': 'case_type', 'category': officers.case_type},
            {'breakdown': 'rank_band', 'category': officers.rank_band}
        ] as cells
    from staging.officers as officers
    inner join assessed using (delivery_no, case_id, subject_id)
    left join standards using (delivery_no, case_id, subject_id)

),

cells as (

    select
        force_code,
        case_key,
        date_trunc('quarter', date_first) as quarter_start,
        unnest(
            if(
                is_gross_at_first,
                ['officers_assessed', 'officers_assessed_gm'],
                ['officers_assessed']
            )
        ) as count_name,
        cells
    from described
    union all
    select
        force_code,
        case_key,
        date_trunc('quarter', date_gross) as quarter_start,
        'gm_assessed' as count_name,
        cells
        || list_transform(
            standards, lambda name: {'breakdown': 'standard', 'category': name}
        ) as cells
    from described
    where date_gross is not null

),

unnested as (

    select
        count_name,
        force_code,
        case_key,
        quarter_start,
        unnest(cells) as cell
    from cells

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
