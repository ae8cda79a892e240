-- Forces of the case records, with region and what their delivery includes.
--
-- Grain:   force_code.
-- Counts:  nothing; one row for every force that the deliveries name.
-- Timing:  names and regions of the latest reference list.
-- Zeroes:  a force of the delivered force list appears even if it delivered no case.

with

named as (

    select
        delivery_no,
        force_code
    from staging.submissions
    union
    select
        delivery_no,
        force_code
    from staging.cases
    union
    select
        delivery_no,
        force_code
    from staging.forces

),

described as (

    select
        force_code,
        force_name,
        region_code,
        region_name,
        true as is_fictional
    from staging.forces
    union all
    select
        force_code,
        force_name,
        region_code,
        region_name,
        false as is_fictional
    from reference.forces

)

select
    named.delivery_no,
    described.force_code,
    described.force_name,
    described.region_code,
    described.region_name,
    described.is_fictional,
    deliveries.extracted_on,
    deliveries.coverage_from,
    deliveries.coverage_to,
    deliveries.includes_open_cases
from named
inner join described on named.force_code = described.force_code
inner join quality.deliveries as deliveries on named.delivery_no = deliveries.delivery_no
