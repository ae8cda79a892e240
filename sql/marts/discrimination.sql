-- Complaint allegations, those of discrimination, and the characteristics they name, by quarter.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  complaint_allegations: all allegations of complaints in the scheme of 2020;
--          f_allegations: allegations, also by how many characteristics they name;
--          characteristic_allegations: allegations that name the characteristic, so that their sum
--          can exceed the allegations.
-- Timing:  quarter in which the complaint was logged.
-- Zeroes:  none here; the cells are completed in marts.count_cells.

with

cells as (

    select
        force_code,
        concat(delivery_no, '/', case_id) as case_key,
        date_trunc('quarter', date_logged) as quarter_start,
        unnest([
            {'breakdown': 'total', 'category': 'total'},
            {
                'breakdown': 'characteristics_named',
                'category': case characteristics
                    when 0 then 'NONE_RECORDED' when 1 then 'ONE' else 'SEVERAL'
                end
            }
        ]) as cell
    from staging.discrimination_allegations

)

select
    'f_allegations' as count_name,
    force_code,
    quarter_start,
    cell.breakdown,
    cell.category,
    count(*)::double as count,
    count(distinct case_key) as cases
from cells
group by all
union all
select
    'characteristic_allegations' as count_name,
    allegations.force_code,
    date_trunc('quarter', allegations.date_logged) as quarter_start,
    'characteristic' as breakdown,
    characteristics.characteristic as category,
    count(*)::double as count,
    count(distinct concat(allegations.delivery_no, '/', allegations.case_id)) as cases
from staging.discrimination_allegations as allegations
inner join staging.allegation_characteristics as characteristics
    using (delivery_no, case_id, allegation_id)
group by all
union all
select
    'complaint_allegations' as count_name,
    cases.force_code,
    date_trunc('quarter', coalesce(cases.date_recorded, cases.date_aware)) as quarter_start,
    'total' as breakdown,
    'total' as category,
    count(*)::double as count,
    count(distinct concat(allegations.delivery_no, '/', allegations.case_id)) as cases
from staging.allegations as allegations
inner join staging.cases as cases using (delivery_no, case_id)
where
    allegations.allegation_scheme = 'IOPC_2020'
    and allegations.category_code is not null
    and cases.case_type = 'COMPLAINT'
group by all
