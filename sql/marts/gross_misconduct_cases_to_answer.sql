-- Officers with a case to answer for gross misconduct, by force and quarter.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  officers and specials, once for each case, however many allegations.
-- Timing:  quarter of the first such decision in the case.
-- Zeroes:  none here; the cells are completed in marts.count_cells.

with

decided as (

    select
        cases.force_code,
        decisions.delivery_no,
        decisions.case_id,
        decisions.subject_id,
        min(decisions.date_case_to_answer) as date_decided,
        any_value(if(people.regime in ('CR2012', 'CR2020'), people.regime, 'OTHER')) as regime
    from staging.allegation_subjects as decisions
    inner join staging.case_subjects as people using (delivery_no, case_id, subject_id)
    inner join staging.cases as cases using (delivery_no, case_id)
    where
        decisions.case_to_answer = 'GROSS_MISCONDUCT'
        and decisions.date_case_to_answer is not null
        and people.worker_group in ('REGULAR_OFFICER', 'SPECIAL_CONSTABLE', 'OFFICER_UNIDENTIFIED')
    group by cases.force_code, decisions.delivery_no, decisions.case_id, decisions.subject_id

),

cells as (

    select
        force_code,
        concat(delivery_no, '/', case_id) as case_key,
        date_trunc('quarter', date_decided) as quarter_start,
        unnest([
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'regime', 'category': regime}
        ]) as cell
    from decided

)

select
    'gm_case_to_answer' as count_name,
    force_code,
    quarter_start,
    cell.breakdown,
    cell.category,
    count(*)::double as count,
    count(distinct case_key) as cases
from cells
group by all
