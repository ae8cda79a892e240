-- Cases whose incident began more than five years before the matter came to attention.
-- Grain: one row per row noted. Valid: messages of 2009 to 2011 came to light in 2018.

select cases.row_id
from typed.cases as cases
where cases.incident_from < cases.date_aware - interval 5 year
