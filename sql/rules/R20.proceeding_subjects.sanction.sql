-- Sanctions though nothing was proven, or though proceedings were withdrawn or discontinued.
-- Grain: one row per row at fault. Reflective practice and no further action are no sanctions.

select subjects.row_id
from typed.proceeding_subjects as subjects
inner join typed.proceedings as proceedings using (delivery_no, proceeding_id)
where
    subjects.outcome not in ('RPRP', 'NO_FURTHER_ACTION', 'NOT_KNOWN')
    and (
        subjects.finding in ('NOT_PROVEN', 'NO_FINDING')
        or proceedings.proceeding_status in ('WITHDRAWN', 'DISCONTINUED')
    )
