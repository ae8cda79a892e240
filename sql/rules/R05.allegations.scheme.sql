-- Allegations in a scheme that was not in force on the day the case was logged.
-- Grain: one row per row at fault. Day logged: date recorded, else the day it came to attention.
-- British Transport Police joined the scheme of 2020 later. Other countries' schemes have no date.

select allegations.row_id
from typed.allegations as allegations
inner join typed.cases as cases using (delivery_no, case_id)
cross join reference.limits as limits
where
    allegations.allegation_scheme in ('IOPC_2020', 'IPCC_PRE_2020')
    and (allegations.allegation_scheme = 'IOPC_2020')
    != (
        coalesce(cases.date_recorded, cases.date_aware)
        >= if(cases.force_code = 'BTP', limits.btp_scheme_from, limits.regulations_2020_from)
    )
