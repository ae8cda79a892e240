-- Cases that took years; open ones are measured to the day of extraction.
-- Grain: one row per row flagged.

select cases.row_id
from typed.cases as cases
inner join quality.deliveries as deliveries using (delivery_no)
cross join reference.limits as limits
where
    coalesce(cases.date_finalised, deliveries.extracted_on)
    > cases.date_aware + to_years(limits.duration_years)
