-- Headcounts of officers or staff that changed by too large a share from one March to the next.
-- Grain: one row per row flagged, the later one. Few people change by large shares, and special
-- constables come and go, so neither is judged.

select rows.row_id
from typed.workforce as rows
inner join typed.workforce as before
    on
        rows.delivery_no = before.delivery_no
        and rows.force_code = before.force_code
        and rows.worker_group = before.worker_group
        and rows.basis = before.basis
        and date_diff('year', before.as_at, rows.as_at) = 1
cross join reference.limits as limits
where
    rows.basis = 'HEADCOUNT'
    and rows.worker_group in ('POLICE_OFFICER', 'POLICE_STAFF')
    and greatest(rows.workers, before.workers) >= limits.headcount_least
    and abs(rows.workers - before.workers) > limits.headcount_change * before.workers
