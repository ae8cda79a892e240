-- Officers and specials before a misconduct hearing, accelerated hearing or special case hearing.
--
-- Grain:   delivery_no, proceeding_id, subject_id; an officer heard twice is there twice.
-- Counts:  nothing.
-- Timing:  force of the case, which is the force when the matter came to attention.
-- Zeroes:  none. Staff are left out: the Conduct Regulations do not apply to them. A special case
--          hearing (2012 Regulations) is what the 2020 Regulations call an accelerated hearing.
--          `is_complete` is false where a row of this subject in this case was set aside.

select
    subjects.delivery_no,
    subjects.proceeding_id,
    subjects.subject_id,
    subjects.case_id,
    cases.force_code,
    if(proceedings.proceeding_type = 'HEARING', 'HEARING', 'ACCELERATED') as forum,
    case
        when people.regime in ('CR2012', 'CR2020') then people.regime
        else 'OTHER'
    end as regime,
    proceedings.date_notice,
    proceedings.date_first_day,
    proceedings.date_concluded,
    proceedings.proceeding_status,
    subjects.finding,
    coalesce(subjects.outcome_after_appeal, subjects.outcome) as outcome,
    subjects.is_former_officer,
    deliveries.extracted_on,
    incomplete.subject_id is null as is_complete
from staging.proceeding_subjects as subjects
inner join staging.proceedings as proceedings using (delivery_no, proceeding_id)
inner join staging.case_subjects as people using (delivery_no, case_id, subject_id)
inner join staging.cases as cases using (delivery_no, case_id)
inner join quality.deliveries as deliveries using (delivery_no)
left join staging.incomplete_subjects as incomplete using (delivery_no, case_id, subject_id)
where
    proceedings.proceeding_type in ('HEARING', 'ACCELERATED_HEARING', 'SPECIAL_CASE_HEARING')
    and people.worker_group in ('REGULAR_OFFICER', 'SPECIAL_CONSTABLE', 'OFFICER_UNIDENTIFIED')
