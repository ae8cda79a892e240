-- Cases that took more than five years; open ones are measured to the day of extraction.
-- Grain: one row per row flagged.

select cases.row_id
from typed.cases as cases
inner join quality.deliveries as deliveries using (delivery_no)
where
    coalesce(cases.date_finalised, deliveries.extracted_on)
    > cases.date_aware + interval 5 year
