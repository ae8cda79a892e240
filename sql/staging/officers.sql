-- Officers and specials of every case, with what their cases are broken down by.
--
-- Grain:   delivery_no, case_id, subject_id.
-- Counts:  nothing.
-- Timing:  force, rank and worker group are those on the day the matter came to attention.
-- Zeroes:  none. Staff are left out: the Conduct Regulations do not apply to them. Ethnicity, sex
--          and rank that are blank are not known. `is_complete` is false where a row of this
--          subject in this case was set aside.

select
    people.delivery_no,
    people.case_id,
    people.subject_id,
    cases.force_code,
    coalesce(cases.case_type, 'NOT_RECORDED') as case_type,
    if(people.regime in ('CR2012', 'CR2020'), people.regime, 'OTHER') as regime,
    case
        when people.worker_group = 'SPECIAL_CONSTABLE' or people.rank = 'SPECIAL' then 'SPECIAL'
        when people.rank in ('CONSTABLE', 'SERGEANT') then people.rank
        when
            people.rank in (
                'INSPECTOR',
                'CHIEF_INSPECTOR',
                'SUPERINTENDENT',
                'CHIEF_SUPERINTENDENT',
                'CHIEF_OFFICER'
            )
            then 'INSPECTOR_AND_ABOVE'
        else 'NOT_KNOWN'
    end as rank_band,
    coalesce(people.ethnicity, 'NOT_KNOWN') as ethnicity,
    coalesce(people.sex, 'NOT_KNOWN') as sex,
    incomplete.subject_id is null as is_complete
from staging.case_subjects as people
inner join staging.cases as cases using (delivery_no, case_id)
left join staging.incomplete_subjects as incomplete using (delivery_no, case_id, subject_id)
where people.worker_group in ('REGULAR_OFFICER', 'SPECIAL_CONSTABLE', 'OFFICER_UNIDENTIFIED')
