-- Appeals to Police Appeals Tribunals, by force and quarter.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  findings_appealable: officers and specials with misconduct or gross misconduct found at
--          a hearing, once for each hearing; findings_appealed: of these, with an appeal to a
--          tribunal, whatever became of it; appeals_decided: appeals allowed, allowed in part or
--          dismissed; appeals_allowed: of these, allowed in whole or in part.
-- Timing:  quarter of the first day of the hearing; of appeals_ that of the tribunal's decision.
-- Zeroes:  none here; the cells are completed in marts.count_cells. Appeals withdrawn or pending,
--          and decisions without a day, are not decided.

with

to_tribunal as (

    select
        appeals.delivery_no,
        appeals.proceeding_id,
        appeals.subject_id,
        appeals.appeal_result,
        appeals.date_decided
    from staging.appeals as appeals
    where appeals.appeal_body = 'PAT'

),

findings as (

    select
        hearings.force_code,
        hearings.regime,
        concat(hearings.delivery_no, '/', hearings.case_id) as case_key,
        date_trunc('quarter', hearings.date_first_day) as quarter_start,
        exists(
            select 1
            from to_tribunal as appeals
            where
                appeals.delivery_no = hearings.delivery_no
                and appeals.proceeding_id = hearings.proceeding_id
                and appeals.subject_id = hearings.subject_id
        ) as is_appealed
    from staging.hearing_subjects as hearings
    where
        hearings.finding in ('GROSS_MISCONDUCT_PROVEN', 'MISCONDUCT_PROVEN')
        and hearings.date_first_day is not null
        and hearings.proceeding_status
        not in ('WITHDRAWN', 'DISCONTINUED', 'STAYED', 'NOT_HELD_LEFT')

),

cells as (

    select
        force_code,
        case_key,
        quarter_start,
        unnest(
            if(is_appealed, ['findings_appealable', 'findings_appealed'], ['findings_appealable'])
        ) as count_name,
        [
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'regime', 'category': regime}
        ] as cells
    from findings
    union all
    select
        hearings.force_code,
        concat(hearings.delivery_no, '/', hearings.case_id) as case_key,
        date_trunc('quarter', appeals.date_decided) as quarter_start,
        unnest(
            if(
                appeals.appeal_result = 'DISMISSED',
                ['appeals_decided'],
                ['appeals_decided', 'appeals_allowed']
            )
        ) as count_name,
        [
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'appeal_result', 'category': appeals.appeal_result}
        ] as cells
    from to_tribunal as appeals
    inner join staging.hearing_subjects as hearings using (delivery_no, proceeding_id, subject_id)
    where
        appeals.appeal_result in ('ALLOWED', 'ALLOWED_IN_PART', 'DISMISSED')
        and appeals.date_decided is not null

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
