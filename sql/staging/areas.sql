-- Forces and the areas each belongs to: itself, its region and all forces.
--
-- Grain:   area_code, force_code.
-- Counts:  forces in the area (`forces`).
-- Timing:  none.
-- Zeroes:  none. A region or country equal to its only force is left out: it is that force.

with

members as (

    select
        force_code,
        force_code as area_code,
        force_name as area_name,
        'force' as area_level,
        region_code,
        is_fictional
    from staging.dataset_forces
    union all
    select
        force_code,
        region_code as area_code,
        region_name as area_name,
        'region' as area_level,
        null as region_code,
        is_fictional
    from staging.dataset_forces
    where region_code is not null
    union all
    select
        force_code,
        case
            when is_fictional then 'X92000001'
            when starts_with(force_code, 'F') then 'F92000001'
            else 'K04000001'
        end as area_code,
        if(is_fictional, 'All forces (invented)', 'All forces delivered') as area_name,
        'country' as area_level,
        null as region_code,
        is_fictional
    from staging.dataset_forces

),

counted as (

    select
        force_code,
        area_code,
        area_name,
        area_level,
        region_code,
        is_fictional,
        count(*) over (partition by area_code) as forces
    from members

)

select
    force_code,
    area_code,
    area_name,
    area_level,
    region_code,
    is_fictional,
    forces
from counted
where area_level = 'force' or forces > 1
