-- Headcounts of forces: as delivered, else as the Home Office publishes them.
--
-- Grain:   force_code, as_at, worker_group.
-- Counts:  people in post (workers), headcount and not full-time equivalents.
-- Timing:  31 March of each year.
-- Zeroes:  a group that is not there is not known, not 0.

select
    force_code,
    as_at,
    worker_group,
    workers
from staging.workforce
where basis = 'HEADCOUNT'
union all
select
    official.force_code,
    official.as_at,
    official.worker_group,
    official.workers
from reference.official_workforce as official
where
    official.basis = 'HEADCOUNT'
    and official.force_code not in (select own.force_code from staging.workforce as own)
