-- Cases whose incident ends after the matter came to attention.
-- Grain: one row per row at fault.

select cases.row_id
from typed.cases as cases
where cases.incident_to > cases.date_aware
