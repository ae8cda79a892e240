-- Investigations whose report is dated before they began.
-- Grain: one row per row at fault.

select investigations.row_id
from typed.investigations as investigations
where investigations.date_report < investigations.date_started
