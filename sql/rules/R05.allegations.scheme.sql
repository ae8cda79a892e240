-- Allegations in a scheme that was not in force on the day the case was logged.
-- Grain: one row per row at fault. Day logged: date recorded, else the day it came to attention.

select allegations.row_id
from typed.allegations as allegations
inner join typed.cases as cases using (delivery_no, case_id)
where
    (allegations.allegation_scheme = 'IOPC_2020')
    != (coalesce(cases.date_recorded, cases.date_aware) >= date '2020-02-01')
