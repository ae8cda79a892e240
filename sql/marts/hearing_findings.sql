-- Known findings at hearings and accelerated hearings, by force and quarter.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  officers and specials heard, once for each hearing: all with a known finding, and those
--          with gross misconduct proven.
-- Timing:  quarter of the first day of the hearing.
-- Zeroes:  none here; the cells are completed in marts.count_cells. Not known and no finding
--          (withdrawn, stayed) are left out of both.

with

findings as (

    select
        force_code,
        date_trunc('quarter', date_first_day) as quarter_start,
        forum,
        regime,
        finding = 'GROSS_MISCONDUCT_PROVEN' as is_gm_proven
    from staging.hearing_subjects
    where
        finding in ('GROSS_MISCONDUCT_PROVEN', 'MISCONDUCT_PROVEN', 'NOT_PROVEN')
        and date_first_day is not null

),

cells as (

    select
        force_code,
        quarter_start,
        unnest(
            if(is_gm_proven, ['findings_known', 'findings_gm_proven'], ['findings_known'])
        ) as count_name,
        [
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'forum', 'category': forum},
            {'breakdown': 'regime', 'category': regime}
        ] as cells
    from findings

),

unnested as (

    select
        count_name,
        force_code,
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
    count(*)::double as count
from unnested
group by all
