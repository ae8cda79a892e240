-- Headcounts of police officers without one of special constables on the same day.
-- Grain: one row per row flagged. Special constables are among the officers counted, so rates per
-- 1,000 officer-years need both numbers; without one there is no rate, never a rate over fewer.

select rows.row_id
from typed.workforce as rows
where
    rows.basis = 'HEADCOUNT'
    and rows.worker_group = 'POLICE_OFFICER'
    and not exists (
        select 1
        from typed.workforce as specials
        where
            specials.delivery_no = rows.delivery_no
            and specials.force_code = rows.force_code
            and specials.as_at = rows.as_at
            and specials.basis = rows.basis
            and specials.worker_group = 'SPECIAL_CONSTABLE'
    )
