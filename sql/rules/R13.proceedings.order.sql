-- Proceedings whose notice, first day and conclusion are out of order.
-- Grain: one row per row at fault. Dates are compared only where both are there.

select proceedings.row_id
from typed.proceedings as proceedings
where
    proceedings.date_notice > proceedings.date_first_day
    or proceedings.date_first_day > proceedings.date_concluded
    or proceedings.date_notice > proceedings.date_concluded
