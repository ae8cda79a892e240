-- Complaints with discrimination allegations, and how those under Schedule 3 were handled.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  complaint_cases: complaints with an allegation in the scheme of 2020; f_cases: of these,
--          with one of discriminatory behaviour; f_finalised: allegations of discriminatory
--          behaviour in complaints handled under Schedule 3 and finalised; f_investigated: of
--          these, in complaints that were investigated.
-- Timing:  quarter in which the complaint was logged; of f_finalised and f_investigated that in
--          which it was finalised.
-- Zeroes:  none here; the cells are completed in marts.count_cells. By characteristic an allegation
--          counts under each it names, so that their sum can exceed the total.

with

complaints as (

    select
        cases.delivery_no,
        cases.case_id,
        cases.force_code,
        coalesce(cases.date_recorded, cases.date_aware) as date_logged,
        bool_or(allegations.category_code = 'F') as has_discrimination
    from staging.allegations as allegations
    inner join staging.cases as cases using (delivery_no, case_id)
    where
        allegations.allegation_scheme = 'IOPC_2020'
        and allegations.category_code is not null
        and cases.case_type = 'COMPLAINT'
    group by all

),

named as (

    select
        delivery_no,
        case_id,
        allegation_id,
        list({'breakdown': 'characteristic', 'category': characteristic}) as cells
    from staging.allegation_characteristics
    group by delivery_no, case_id, allegation_id

),

finalised as (

    select
        allegations.force_code,
        concat(allegations.delivery_no, '/', allegations.case_id) as case_key,
        date_trunc('quarter', cases.date_finalised) as quarter_start,
        if(
            cases.complaint_status = 'SCH3_NOT_INVESTIGATED',
            ['f_finalised'],
            ['f_finalised', 'f_investigated']
        ) as count_names,
        [{'breakdown': 'total', 'category': 'total'}]
        || coalesce(named.cells, []) as cells
    from staging.discrimination_allegations as allegations
    inner join staging.cases as cases using (delivery_no, case_id)
    left join named using (delivery_no, case_id, allegation_id)
    where
        cases.complaint_status in (
            'SCH3_NOT_INVESTIGATED', 'SCH3_INVESTIGATED', 'SCH3_INVESTIGATED_SPECIAL_PROCEDURES'
        )
        and cases.date_finalised is not null

),

cells as (

    select
        force_code,
        concat(delivery_no, '/', case_id) as case_key,
        date_trunc('quarter', date_logged) as quarter_start,
        unnest(
            if(has_discrimination, ['complaint_cases', 'f_cases'], ['complaint_cases'])
        ) as count_name,
        [{'breakdown': 'total', 'category': 'total'}] as cells
    from complaints
    union all
    select
        force_code,
        case_key,
        quarter_start,
        unnest(count_names) as count_name,
        cells
    from finalised

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
