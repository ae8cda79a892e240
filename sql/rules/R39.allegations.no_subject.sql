-- Allegations about the conduct of a person that name nobody.
-- Grain: one row per row at fault. Other complaints can be about a force as a whole, and recordable
-- matters can begin with nobody identified, so only conduct matters and complaints under special
-- procedures are judged.

select allegations.row_id
from typed.allegations as allegations
inner join typed.cases as cases using (delivery_no, case_id)
where
    (
        cases.case_type = 'CONDUCT'
        or cases.complaint_status = 'SCH3_INVESTIGATED_SPECIAL_PROCEDURES'
    )
    and cases.case_status = 'FINALISED'
    and not exists (
        select 1
        from typed.allegation_subjects as people
        where
            people.delivery_no = allegations.delivery_no
            and people.case_id = allegations.case_id
            and people.allegation_id = allegations.allegation_id
    )
