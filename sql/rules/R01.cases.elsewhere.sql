-- Cases that another delivery holds, too: transferred, it may be, and then counted twice.
-- Grain: one row per row flagged, in each of the deliveries. Suppliers number their cases apart, so
-- the same number alone says nothing.

select cases.row_id
from typed.cases as cases
inner join typed.cases as others
    on
        cases.case_id = others.case_id
        and cases.date_aware = others.date_aware
        and cases.date_recorded = others.date_recorded
        and cases.case_type = others.case_type
        and cases.delivery_no != others.delivery_no
