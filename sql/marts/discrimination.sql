-- Discrimination allegations, and the protected characteristics they name, by force and quarter.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  f_allegations: allegations, also by how many characteristics they name;
--          characteristic_allegations: allegations that name the characteristic, so that their sum
--          can exceed the allegations.
-- Timing:  quarter in which the complaint was logged.
-- Zeroes:  none here; the cells are completed in marts.count_cells.

with

cells as (

    select
        force_code,
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
    count(*)::double as count
from cells
group by all
union all
select
    'characteristic_allegations' as count_name,
    allegations.force_code,
    date_trunc('quarter', allegations.date_logged) as quarter_start,
    'characteristic' as breakdown,
    characteristics.characteristic as category,
    count(*)::double as count
from staging.discrimination_allegations as allegations
inner join staging.allegation_characteristics as characteristics
    using (delivery_no, case_id, allegation_id)
group by all
