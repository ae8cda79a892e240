-- Known findings at hearings and accelerated hearings, by force and quarter.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  officers and specials heard, once for each hearing: all with a known finding, those with
--          gross misconduct proven, and of these those dismissed or who would have been dismissed
--          (after appeal, where an appeal changed the outcome). By standard an officer counts under
--          each that an allegation against them in the case is about.
-- Timing:  quarter of the first day of the hearing.
-- Zeroes:  none here; the cells are completed in marts.count_cells. Not known and no finding
--          (withdrawn, stayed) are left out of all three.

with

standards as (

    select
        subjects.delivery_no,
        subjects.case_id,
        subjects.subject_id,
        list_distinct(list(standards.standard)) as standards
    from staging.allegation_subjects as subjects
    inner join staging.allegation_standards as standards using (delivery_no, case_id, allegation_id)
    group by subjects.delivery_no, subjects.case_id, subjects.subject_id

),

findings as (

    select
        hearings.force_code,
        concat(hearings.delivery_no, '/', hearings.case_id) as case_key,
        date_trunc('quarter', hearings.date_first_day) as quarter_start,
        hearings.forum,
        hearings.regime,
        officers.rank_band,
        coalesce(standards.standards, ['NOT_RECORDED']) as standards,
        case
            when
                hearings.finding = 'GROSS_MISCONDUCT_PROVEN'
                and hearings.outcome in (
                    'DISMISSAL_WITH_NOTICE',
                    'DISMISSAL_WITHOUT_NOTICE',
                    'WOULD_HAVE_BEEN_DISMISSED'
                )
                then ['findings_known', 'findings_gm_proven', 'dismissed']
            when
                hearings.finding = 'GROSS_MISCONDUCT_PROVEN'
                then ['findings_known', 'findings_gm_proven']
            else ['findings_known']
        end as count_names,
        if(hearings.is_former_officer, 'FORMER', 'SERVING') as service
    from staging.hearing_subjects as hearings
    inner join staging.officers as officers using (delivery_no, case_id, subject_id)
    left join standards using (delivery_no, case_id, subject_id)
    where
        hearings.finding in ('GROSS_MISCONDUCT_PROVEN', 'MISCONDUCT_PROVEN', 'NOT_PROVEN')
        and hearings.date_first_day is not null
        and hearings.proceeding_status not in (
            'WITHDRAWN', 'DISCONTINUED', 'STAYED', 'NOT_HELD_LEFT'
        )

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
            {'breakdown': 'service', 'category': service},
            {'breakdown': 'rank_band', 'category': rank_band}
        ]
        || list_transform(
            standards, lambda name: {'breakdown': 'standard', 'category': name}
        ) as cells
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
