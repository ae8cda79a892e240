-- Officers referred to a misconduct hearing or accelerated hearing, by force and quarter.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  officers and specials, once for each case, however many allegations.
-- Timing:  quarter of the first decision in the case to hold a hearing.
-- Zeroes:  none here; the cells are completed in marts.count_cells. An accelerated hearing stands
--          also for a special case hearing under the 2012 Regulations.

with

referred as (

    select
        cases.force_code,
        decisions.delivery_no,
        decisions.case_id,
        decisions.subject_id,
        min(decisions.date_case_to_answer) as date_decided,
        any_value(people.worker_group) as worker_group,
        any_value(officers.rank_band) as rank_band,
        any_value(if(people.regime in ('CR2012', 'CR2020'), people.regime, 'OTHER')) as regime,
        any_value(coalesce(cases.case_type, 'NOT_RECORDED')) as case_type,
        -- The first decision names the forum; on one day the accelerated hearing comes first.
        if(
            arg_min(
                decisions.handling_after, (decisions.date_case_to_answer, decisions.handling_after)
            ) = 'HEARING',
            'HEARING',
            'ACCELERATED'
        ) as forum
    from staging.allegation_subjects as decisions
    inner join staging.case_subjects as people using (delivery_no, case_id, subject_id)
    inner join staging.cases as cases using (delivery_no, case_id)
    inner join staging.officers as officers using (delivery_no, case_id, subject_id)
    where
        decisions.handling_after in ('HEARING', 'ACCELERATED_HEARING')
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
            {'breakdown': 'forum', 'category': forum},
            {'breakdown': 'regime', 'category': regime},
            {'breakdown': 'case_type', 'category': case_type},
            {'breakdown': 'worker_group', 'category': worker_group},
            {'breakdown': 'rank_band', 'category': rank_band}
        ]) as cell
    from referred

)

select
    'officers_to_hearing' as count_name,
    force_code,
    quarter_start,
    cell.breakdown,
    cell.category,
    count(*)::double as count,
    count(distinct case_key) as cases
from cells
group by all
