-- Groups of officers in post that do not add up to the officers and special constables of that day.
-- Grain: one row per row flagged, every group of the dimension. They are not counted, since nobody
-- can tell which of them is wrong. A force that delivers no workforce has nothing to add up to.

with

groups as (

    select
        delivery_no,
        force_code,
        as_at,
        dimension,
        sum(officers) as officers
    from typed.workforce_groups
    group by all

),

totals as (

    select
        delivery_no,
        force_code,
        as_at,
        sum(workers) as officers,
        bool_or(worker_group = 'POLICE_OFFICER')
        and bool_or(worker_group = 'SPECIAL_CONSTABLE') as is_whole
    from typed.workforce
    where
        basis = 'HEADCOUNT'
        and worker_group in ('POLICE_OFFICER', 'SPECIAL_CONSTABLE')
    group by all

)

select rows.row_id
from typed.workforce_groups as rows
inner join groups using (delivery_no, force_code, as_at, dimension)
left join totals using (delivery_no, force_code, as_at)
where
    rows.force_code in (select workforce.force_code from typed.workforce as workforce)
    and (
        not coalesce(totals.is_whole, false)
        or groups.officers != totals.officers
    )
