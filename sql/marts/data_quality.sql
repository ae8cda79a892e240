-- Values of the key fields that are not known or not recorded, and returns that came late.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  values_expected and values_not_known (blank, or recorded as not known) by field;
--          returns_received, and of these returns_late (late, partial or sent again).
-- Timing:  quarter in which the case came to attention; of findings and notices that of the hearing
--          or notice; for returns the quarter they are for.
-- Zeroes:  none here; the cells are completed in marts.count_cells.

with

fields as (

    select
        cases.force_code,
        cases.date_aware,
        'ETHNICITY' as category,
        coalesce(people.ethnicity, 'NOT_KNOWN') = 'NOT_KNOWN' as is_not_known
    from staging.case_subjects as people
    inner join staging.cases as cases using (delivery_no, case_id)
    union all
    select
        cases.force_code,
        cases.date_aware,
        'SEX' as category,
        coalesce(people.sex, 'NOT_KNOWN') = 'NOT_KNOWN' as is_not_known
    from staging.case_subjects as people
    inner join staging.cases as cases using (delivery_no, case_id)
    union all
    select
        cases.force_code,
        cases.date_aware,
        'RANK' as category,
        coalesce(people.rank, 'NOT_KNOWN') = 'NOT_KNOWN' as is_not_known
    from staging.case_subjects as people
    inner join staging.cases as cases using (delivery_no, case_id)
    union all
    select
        force_code,
        date_aware,
        'CASE_TYPE' as category,
        case_type is null as is_not_known
    from staging.cases
    union all
    select
        subjects.force_code,
        coalesce(subjects.date_first_day, subjects.date_concluded) as date_aware,
        'FINDING' as category,
        coalesce(subjects.finding, 'NOT_KNOWN') = 'NOT_KNOWN' as is_not_known
    from staging.hearing_subjects as subjects
    where subjects.proceeding_status = 'HELD'
    union all
    select
        subjects.force_code,
        coalesce(subjects.date_notice, subjects.date_first_day, subjects.date_concluded)
            as date_aware,
        'DATE_NOTICE' as category,
        subjects.date_notice is null as is_not_known
    from staging.hearing_subjects as subjects
    union all
    select
        cases.force_code,
        cases.date_aware,
        'DATE_DECISION' as category,
        decisions.date_case_to_answer is null as is_not_known
    from staging.allegation_subjects as decisions
    inner join staging.cases as cases using (delivery_no, case_id)
    where decisions.case_to_answer in ('GROSS_MISCONDUCT', 'MISCONDUCT', 'NONE')

),

counted as (

    select
        force_code,
        date_trunc('quarter', date_aware) as quarter_start,
        unnest(
            if(is_not_known, ['values_expected', 'values_not_known'], ['values_expected'])
        ) as count_name,
        [
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'field', 'category': category}
        ] as cells
    from fields
    where date_aware is not null

),

unnested as (

    select
        count_name,
        force_code,
        quarter_start,
        unnest(cells) as cell
    from counted

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
    unnest(
        if(
            submission_status = 'SUBMITTED',
            ['returns_received'],
            ['returns_received', 'returns_late']
        )
    ) as count_name,
    force_code,
    quarter_start,
    'total' as breakdown,
    'total' as category,
    1.0 as count
from staging.force_quarters
where is_received
