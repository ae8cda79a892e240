-- Forces of the case records, with region and what their deliveries include.
--
-- Grain:   force_code.
-- Counts:  nothing; one row for every force that the deliveries name.
-- Timing:  names and regions of the latest reference list or delivery. Where a newer delivery has
--          replaced a part of an older one, coverage is that of both, and what must be known of all
--          cases of a force goes by the delivery that was extracted first.
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
        forces.force_code,
        arg_max(forces.force_name, (deliveries.extracted_on, -forces.row_id)) as force_name,
        arg_max(forces.region_code, (deliveries.extracted_on, -forces.row_id)) as region_code,
        arg_max(forces.region_name, (deliveries.extracted_on, -forces.row_id)) as region_name,
        starts_with(forces.force_code, 'X') as is_fictional
    from staging.forces as forces
    inner join quality.deliveries as deliveries using (delivery_no)
    group by forces.force_code
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
    described.force_code,
    any_value(described.force_name) as force_name,
    any_value(described.region_code) as region_code,
    any_value(described.region_name) as region_name,
    any_value(described.is_fictional) as is_fictional,
    min(deliveries.extracted_on) as extracted_on,
    min(deliveries.coverage_from) as coverage_from,
    max(deliveries.coverage_to) as coverage_to,
    bool_and(deliveries.includes_open_cases) as includes_open_cases
from named
inner join described on named.force_code = described.force_code
inner join quality.deliveries as deliveries on named.delivery_no = deliveries.delivery_no
group by described.force_code
