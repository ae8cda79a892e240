-- Decisions whether there is a case to answer, for officers and specials.
--
-- Grain:   delivery_no, case_id, allegation_id, subject_id.
-- Counts:  nothing.
-- Timing:  day of the decision.
-- Zeroes:  none. Not determined, not known, and decisions without a day are left out. A case to
--          answer is one for misconduct or gross misconduct. `category_f` is blank for what is no
--          complaint allegation of the scheme in force since 1 February 2020.

select
    decisions.delivery_no,
    decisions.case_id,
    decisions.allegation_id,
    decisions.subject_id,
    officers.force_code,
    officers.case_type,
    officers.regime,
    officers.rank_band,
    date_trunc('quarter', decisions.date_case_to_answer) as quarter_start,
    decisions.case_to_answer = 'GROSS_MISCONDUCT' as is_gross,
    decisions.case_to_answer != 'NONE' as is_found,
    case
        when
            officers.case_type = 'COMPLAINT'
            and allegations.allegation_scheme = 'IOPC_2020'
            and allegations.category_code is not null
            then if(allegations.category_code = 'F', 'F', 'NOT_F')
    end as category_f
from staging.allegation_subjects as decisions
inner join staging.officers as officers using (delivery_no, case_id, subject_id)
inner join staging.allegations as allegations using (delivery_no, case_id, allegation_id)
where
    decisions.case_to_answer in ('GROSS_MISCONDUCT', 'MISCONDUCT', 'NONE')
    and decisions.date_case_to_answer is not null
