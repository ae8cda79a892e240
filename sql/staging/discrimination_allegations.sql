-- Discrimination allegations: category F of the complaint scheme in force since 1 February 2020.
--
-- Grain:   delivery_no, case_id, allegation_id.
-- Counts:  protected characteristics named in the allegation.
-- Timing:  date_logged: the day the complaint was recorded, else the day it came to attention.
-- Zeroes:  0 characteristics where none was recorded. Standard 3 (equality and diversity) is
--          another measure and is not read here.

select
    allegations.delivery_no,
    allegations.case_id,
    allegations.allegation_id,
    cases.force_code,
    coalesce(cases.date_recorded, cases.date_aware) as date_logged,
    count(characteristics.characteristic) as characteristics
from staging.allegations as allegations
inner join staging.cases as cases using (delivery_no, case_id)
left join staging.allegation_characteristics as characteristics
    using (delivery_no, case_id, allegation_id)
where
    allegations.allegation_scheme = 'IOPC_2020'
    and allegations.category_code = 'F'
    and cases.case_type = 'COMPLAINT'
group by
    allegations.delivery_no,
    allegations.case_id,
    allegations.allegation_id,
    cases.force_code,
    cases.date_recorded,
    cases.date_aware
