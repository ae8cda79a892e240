-- Managed or supervised investigations of a territorial force begun since these modes ended,
-- though no such mode had been decided upon before.
-- Grain: one row per row flagged. Forces that come with the delivery are taken for territorial.

with

territorial as (

    select force_code
    from reference.forces
    where is_territorial
    union all
    select force_code
    from typed.forces

)

select investigations.row_id
from typed.investigations as investigations
inner join typed.cases as cases using (delivery_no, case_id)
inner join territorial on cases.force_code = territorial.force_code
cross join reference.limits as limits
where
    investigations.mode in ('MANAGED', 'SUPERVISED')
    and investigations.date_started >= limits.regulations_2020_from
    and not exists (
        select 1 from typed.mode_decisions as decisions
        where
            decisions.delivery_no = investigations.delivery_no
            and decisions.case_id = investigations.case_id
            and decisions.mode in ('MANAGED', 'SUPERVISED')
            and decisions.date_decided < limits.regulations_2020_from
    )
