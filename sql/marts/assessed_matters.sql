-- Officers assessed for gross misconduct by the day their matter came to attention, and its ending.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  officers and specials, once for each case: all, by the ending reached so far, and those
--          whose hearing has begun (assessed_heard).
-- Timing:  quarter in which the matter came to attention.
-- Zeroes:  none here; the cells are completed in marts.count_cells.

with

cells as (

    select
        force_code,
        concat(delivery_no, '/', case_id) as case_key,
        quarter_start,
        unnest(
            if(ending = 'hearing', ['assessed_matters', 'assessed_heard'], ['assessed_matters'])
        ) as count_name,
        [
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'regime', 'category': regime},
            {'breakdown': 'ending', 'category': coalesce(upper(ending), 'OPEN')}
        ] as cells
    from marts.assessed_waits

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
