-- Conduct matters and deaths or serious injuries that say how a complaint was handled.
-- Grain: one row per row at fault. Unknown types of case are rule 2's business.

select cases.row_id
from typed.cases as cases
where
    cases.case_type in ('CONDUCT', 'RECORDABLE_CONDUCT', 'DSI')
    and cases.complaint_status is not null
