-- Known findings at hearings and accelerated hearings, by force and quarter.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  officers and specials heard, once for each hearing: all with a known finding, those with
--          gross misconduct proven, and of these those dismissed or who would have been dismissed
--          (after appeal, where an appeal changed the outcome).
-- Timing:  quarter of the first day of the hearing.
-- Zeroes:  none here; the cells are completed in marts.count_cells. Not known and no finding
--          (withdrawn, stayed) are left out of all three.

with

findings as (

    select
        force_code,
        concat(delivery_no, '/', case_id) as case_key,
        date_trunc('quarter', date_first_day) as quarter_start,
        forum,
        regime,
        case
            when
                finding = 'GROSS_MISCONDUCT_PROVEN'
                and outcome in (
                    'DISMISSAL_WITH_NOTICE',
                    'DISMISSAL_WITHOUT_NOTICE',
                    'WOULD_HAVE_BEEN_DISMISSED'
                )
                then ['findings_known', 'findings_gm_proven', 'dismissed']
            when finding = 'GROSS_MISCONDUCT_PROVEN' then ['findings_known', 'findings_gm_proven']
            else ['findings_known']
        end as count_names,
        if(is_former_officer, 'FORMER', 'SERVING') as service
    from staging.hearing_subjects
    where
        finding in ('GROSS_MISCONDUCT_PROVEN', 'MISCONDUCT_PROVEN', 'NOT_PROVEN')
        and date_first_day is not null
        and proceeding_status not in ('WITHDRAWN', 'DISCONTINUED', 'STAYED', 'NOT_HELD_LEFT')

),

cells as (

    select
        force_code,
        case_key,
        quarter_start,
        unnest(count_names) as count_name,
        [
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'forum', 'category': forum},
            {'breakdown': 'regime', 'category': regime},
            {'breakdown': 'service', 'category': service}
        ] as cells
    from findings

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
