-- Cases in which a protected characteristic is named, by force and quarter.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  cases of any type; a case that names three characteristics counts once under each, and
--          once in the total.
-- Timing:  quarter in which the matter came to attention.
-- Zeroes:  none here; the cells are completed in marts.count_cells.

with

named as (

    select distinct
        cases.force_code,
        cases.delivery_no,
        cases.case_id,
        date_trunc('quarter', cases.date_aware) as quarter_start,
        characteristics.characteristic
    from staging.allegation_characteristics as characteristics
    inner join staging.cases as cases using (delivery_no, case_id)

)

select
    'cases_naming_characteristic' as count_name,
    force_code,
    quarter_start,
    'characteristic' as breakdown,
    characteristic as category,
    count(*)::double as count
from named
group by all
union all
select
    'cases_naming_characteristic' as count_name,
    force_code,
    quarter_start,
    'total' as breakdown,
    'total' as category,
    count(distinct concat(delivery_no, '/', case_id))::double as count
from named
group by all
