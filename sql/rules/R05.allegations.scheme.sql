-- Allegations in a scheme that was not in force on the day the case was logged.
-- Grain: one row per row at fault. Day logged: date recorded, else the day it came to attention.
-- British Transport Police joined the scheme of 2020 on 4 January 2021.

select allegations.row_id
from typed.allegations as allegations
inner join typed.cases as cases using (delivery_no, case_id)
where
    (allegations.allegation_scheme = 'IOPC_2020')
    != (
        coalesce(cases.date_recorded, cases.date_aware)
        >= if(cases.force_code = 'BTP', date '2021-01-04', date '2020-02-01')
    )
