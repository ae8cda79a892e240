-- Cases that came to attention, by force and quarter.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  cases of all kinds, once each. By the Regulations that the day they came to attention
--          puts them under.
-- Timing:  quarter in which the case came to attention.
-- Zeroes:  none here; the cells are completed in marts.count_cells.

with

cells as (

    select
        force_code,
        date_trunc('quarter', date_aware) as quarter_start,
        unnest([
            {'breakdown': 'total', 'category': 'total'},
            {
                'breakdown': 'regime',
                'category': case
                    when date_aware < date '2012-11-22' then 'OTHER'
                    when
                        date_aware < date '2020-02-01' or coalesce(linked_to_pre_2020, false)
                        then 'CR2012'
                    else 'CR2020'
                end
            }
        ]) as cell
    from staging.cases

)

select
    'cases_aware' as count_name,
    force_code,
    quarter_start,
    cell.breakdown,
    cell.category,
    count(*)::double as count
from cells
group by all
