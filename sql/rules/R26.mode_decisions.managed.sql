-- Managed or supervised investigations decided upon since these modes ended.
-- Grain: one row per row at fault. They ended for territorial forces with the 2020 Regulations and
-- for HM Revenue and Customs later; other bodies without a territory are not judged. Forces that
-- come with the delivery are taken for territorial ones.

with

forces as (

    select
        force_code,
        is_territorial
    from reference.forces
    union all
    select distinct
        force_code,
        true as is_territorial
    from typed.forces

)

select decisions.row_id
from typed.mode_decisions as decisions
inner join typed.cases as cases using (delivery_no, case_id)
inner join forces on cases.force_code = forces.force_code
cross join reference.limits as limits
where
    decisions.mode in ('MANAGED', 'SUPERVISED')
    and (
        (forces.is_territorial and decisions.date_decided >= limits.regulations_2020_from)
        or (forces.force_code = 'HMRC' and decisions.date_decided > limits.hmrc_old_modes_to)
    )
