-- Standards of Professional Behaviour that each allegation is about.
--
-- Grain:   delivery_no, case_id, allegation_id, standard; an allegation can be about several.
-- Counts:  nothing.
-- Timing:  none.
-- Zeroes:  an allegation without a recorded standard has one row, NOT_RECORDED.

select distinct
    allegations.delivery_no,
    allegations.case_id,
    allegations.allegation_id,
    coalesce(breaches.standard, 'NOT_RECORDED') as standard
from staging.allegations as allegations
left join staging.allegation_breaches as breaches
    on
        allegations.delivery_no = breaches.delivery_no
        and allegations.case_id = breaches.case_id
        and allegations.allegation_id = breaches.allegation_id
        and breaches.standard != 'NOT_RECORDED'
