-- How many waits of each stage began, and how many of them are over, by force and quarter.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  the waits of marts.waits: all of a cohort, and those that reached the end of the stage;
--          officers and complaints whose clock stood still for a day or more, all forces only.
-- Timing:  as in marts.waits.
-- Zeroes:  none here; the cells are completed in marts.count_cells.

with

cells as (

    select
        unnest(if(ending is null or reached is null, [cohort], [cohort, reached])) as count_name,
        force_code,
        case_key,
        quarter_start,
        places
    from marts.waits
    where reached is not null or kind in ('T6', 'T6_working', 'T7', 'T7_working')
    union all
    select
        case kind
            when 'T2_net' then 'hearings_stopped'
            when 'T3_net' then 'investigations_stopped'
            else 'complaints_suspended'
        end as count_name,
        force_code,
        case_key,
        quarter_start,
        places
    from marts.waits
    where is_stopped

),

unnested as (

    select
        count_name,
        force_code,
        case_key,
        quarter_start,
        unnest(places) as place
    from cells

)

select
    count_name,
    force_code,
    quarter_start,
    place.breakdown,
    place.category,
    count(*)::double as count,
    count(distinct case_key) as cases
from unnested
group by all
