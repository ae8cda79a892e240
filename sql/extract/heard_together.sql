-- Cases that came before one proceeding: whoever recognises one of them recognises the others.
--
-- Grain:   delivery_no, proceeding_id, case_id; proceedings of a single case are left out.
-- Counts:  nothing.
-- Timing:  none.
-- Zeroes:  none.

select distinct
    delivery_no,
    proceeding_id,
    case_id
from staging.proceeding_subjects
qualify count(distinct case_id) over (partition by delivery_no, proceeding_id) > 1
