-- Full-time equivalents where no headcount of the same group and day was delivered.
-- Grain: one row per row flagged. Rates are of persons, so full-time equivalents are never their
-- base: the group is missing from it.

select rows.row_id
from typed.workforce as rows
where
    rows.basis = 'FTE'
    and not exists (
        select 1
        from typed.workforce as heads
        where
            heads.delivery_no = rows.delivery_no
            and heads.force_code = rows.force_code
            and heads.as_at = rows.as_at
            and heads.worker_group = rows.worker_group
            and heads.basis = 'HEADCOUNT'
    )
