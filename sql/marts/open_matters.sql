-- Gross misconduct matters open at the end of each quarter, by force.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  officers and specials assessed for gross misconduct whose matter has not ended by the
--          last day of the quarter, by age since it came to attention and by stage reached, by
--          each and by both at once.
-- Timing:  a stock on the last day of the quarter; years and windows take their last quarter.
-- Zeroes:  none here; the cells are completed in marts.count_cells. Subjects with a row set aside
--          are left out.

with

open_matters as (

    select
        subjects.force_code,
        concat(subjects.delivery_no, '/', subjects.case_id) as case_key,
        quarters.quarter_start,
        date_diff('day', subjects.date_aware, quarters.quarter_end) as days,
        case
            when days < 183 then 'UNDER_6_MONTHS'
            when days < 365 then '6_TO_12_MONTHS'
            when days < 548 then '12_TO_18_MONTHS'
            when days < 730 then '18_TO_24_MONTHS'
            else 'OVER_24_MONTHS'
        end as age,
        case
            when subjects.date_notice <= quarters.quarter_end then 'LISTING'
            when subjects.date_case_to_answer <= quarters.quarter_end then 'NOTICE'
            else 'INVESTIGATION'
        end as stage
    from staging.gm_assessed_subjects as subjects
    inner join reference.quarters as quarters
        on
            subjects.date_assessed <= quarters.quarter_end
            and coalesce(subjects.date_ended, subjects.extracted_on + interval 1 day)
            > quarters.quarter_end
    where subjects.is_complete

),

cells as (

    select
        force_code,
        case_key,
        quarter_start,
        unnest(if(days >= 365, ['open_matters', 'open_over_12_months'], ['open_matters']))
            as count_name,
        [
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'age', 'category': age},
            {'breakdown': 'stage', 'category': stage},
            {'breakdown': 'age*stage', 'category': concat(age, 'x', stage)}
        ] as cells
    from open_matters

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
