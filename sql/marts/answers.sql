-- Decisions whether there is a case to answer, by force and quarter.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  allegations, once for each officer they concern: answers_decided and answers_gm (case to
--          answer for gross misconduct); complaint_answers_ and standard_answers_ decided and found
--          (case to answer for misconduct or gross misconduct): complaint allegations of the scheme
--          of 2020 by category F or not, and allegations of all sources with a recorded standard
--          by standard 3 or not.
-- Timing:  quarter of the decision.
-- Zeroes:  none here; the cells are completed in marts.count_cells. By standard an allegation
--          counts under each it is about, so that their sum can exceed the total.

with

standards as (

    select
        delivery_no,
        case_id,
        allegation_id,
        list(standard) as standards
    from staging.allegation_standards
    group by delivery_no, case_id, allegation_id

),

described as (

    select
        answers.*,
        standards.standards,
        concat(delivery_no, '/', case_id) as case_key,
        case
            when list_contains(standards.standards, 'EQUALITY_DIVERSITY') then 'STANDARD_3'
            when not list_contains(standards.standards, 'NOT_RECORDED') then 'OTHER_STANDARDS'
        end as standard_3
    from staging.answers as answers
    inner join standards using (delivery_no, case_id, allegation_id)

),

cells as (

    select
        force_code,
        case_key,
        quarter_start,
        unnest(
            if(is_gross, ['answers_decided', 'answers_gm'], ['answers_decided'])
        ) as count_name,
        [
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'regime', 'category': regime},
            {'breakdown': 'case_type', 'category': case_type},
            {'breakdown': 'rank_band', 'category': rank_band}
        ]
        || list_transform(
            standards, lambda name: {'breakdown': 'standard', 'category': name}
        ) as cells
    from described
    union all
    select
        force_code,
        case_key,
        quarter_start,
        unnest(
            if(
                is_found,
                ['complaint_answers_decided', 'complaint_answers_found'],
                ['complaint_answers_decided']
            )
        ) as count_name,
        [
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'category_f', 'category': category_f}
        ] as cells
    from described
    where category_f is not null
    union all
    select
        force_code,
        case_key,
        quarter_start,
        unnest(
            if(
                is_found,
                ['standard_answers_decided', 'standard_answers_found'],
                ['standard_answers_decided']
            )
        ) as count_name,
        [
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'standard_3', 'category': standard_3}
        ] as cells
    from described
    where standard_3 is not null

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
