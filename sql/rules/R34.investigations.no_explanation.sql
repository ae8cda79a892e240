-- Investigations still without a report a year after the matter came to attention, and without the
-- written explanation that is then due.
-- Grain: one row per row noted. The duty came with the 2020 Regulations and has exceptions.

select investigations.row_id
from typed.investigations as investigations
inner join typed.cases as cases using (delivery_no, case_id)
inner join quality.deliveries as deliveries using (delivery_no)
cross join reference.limits as limits
where
    cases.date_aware >= limits.regulations_2020_from
    and investigations.date_written_explanation is null
    and least(
        investigations.date_report,
        investigations.date_terminated,
        cases.date_finalised,
        deliveries.extracted_on
    ) > cases.date_aware + to_months(limits.explanation_months)
