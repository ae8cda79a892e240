-- Headcounts that are another force's of the same day.
-- Grain: one row per row flagged. Two forces of thousands can have one number by chance, so a
-- number is flagged only where every number of the two forces that day is the same, or where it, of
-- officers or staff, also departs from the force's own a year before or after.

with

counted as (

    select
        rows.row_id,
        rows.force_code,
        rows.as_at,
        rows.worker_group,
        rows.workers
    from typed.workforce as rows
    cross join reference.limits as limits
    where
        rows.basis = 'HEADCOUNT'
        and rows.workers >= limits.headcount_least

),

whole_days as (

    select
        force_code,
        as_at,
        list((worker_group, workers) order by worker_group, workers) as numbers
    from counted
    group by force_code, as_at

),

departing as (

    select rows.row_id
    from counted as rows
    inner join counted as beside
        on
            rows.force_code = beside.force_code
            and rows.worker_group = beside.worker_group
            and abs(date_diff('year', beside.as_at, rows.as_at)) = 1
    cross join reference.limits as limits
    where
        rows.worker_group in ('POLICE_OFFICER', 'POLICE_STAFF')
        and abs(rows.workers - beside.workers) > limits.headcount_change * beside.workers

)

select rows.row_id
from counted as rows
inner join counted as others
    on
        rows.as_at = others.as_at
        and rows.worker_group = others.worker_group
        and rows.workers = others.workers
        and rows.force_code != others.force_code
inner join whole_days as own
    on rows.force_code = own.force_code and rows.as_at = own.as_at
inner join whole_days as theirs
    on others.force_code = theirs.force_code and others.as_at = theirs.as_at
where
    own.numbers = theirs.numbers
    or rows.row_id in (select departing.row_id from departing)
