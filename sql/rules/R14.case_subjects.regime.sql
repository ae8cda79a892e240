-- Subjects under Regulations that do not fit the day the matter came to attention.
-- Grain: one row per row at fault. A later matter linked to an earlier one stays under the old.

select subjects.row_id
from typed.case_subjects as subjects
inner join typed.cases as cases using (delivery_no, case_id)
cross join reference.limits as limits
where
    (subjects.regime = 'CR2020' and cases.date_aware < limits.regulations_2020_from)
    or (
        subjects.regime in ('PRE_2008', 'CR2008', 'CR2012')
        and cases.date_aware >= limits.regulations_2020_from
        and not coalesce(cases.linked_to_pre_2020, false)
    )
