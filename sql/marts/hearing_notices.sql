-- Officers given notice of a misconduct hearing, by force and quarter, and what became of them.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  officers and specials, once for each hearing: all noticed, those whose hearing has
--          begun, and those whose hearing had not begun when last known (still waiting, withdrawn).
-- Timing:  quarter of the notice.
-- Zeroes:  none here; the cells are completed in marts.count_cells.

with

cells as (

    select
        force_code,
        concat(delivery_no, '/', case_id) as case_key,
        quarter_start,
        unnest([
            'hearing_notices', if(has_begun, 'hearings_begun', 'hearings_not_begun')
        ]) as count_name,
        [
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'regime', 'category': regime}
        ] as cells
    from marts.hearing_waits

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
