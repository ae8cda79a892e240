-- Cases whose incident began years before the matter came to attention.
-- Grain: one row per row noted. Valid: messages of 2009 to 2011 came to light in 2018.

select cases.row_id
from typed.cases as cases
cross join reference.limits as limits
where cases.incident_from < cases.date_aware - to_years(limits.incident_years)
