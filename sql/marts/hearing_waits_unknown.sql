-- Officers whose wait for a misconduct hearing is not known and is left out of the waiting times.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  officers and specials, once for each hearing, of whom a record was set aside, or whose
--          hearing was held without a first day or ended without a day.
-- Timing:  quarter of the notice; without one, of the first day or the conclusion.
-- Zeroes:  none here; the cells are completed in marts.count_cells.

select
    'hearing_waits_unknown' as count_name,
    subjects.force_code,
    date_trunc(
        'quarter',
        coalesce(subjects.date_notice, subjects.date_first_day, subjects.date_concluded)
    ) as quarter_start,
    'total' as breakdown,
    'total' as category,
    count(*)::double as count
from staging.hearing_subjects as subjects
left join marts.hearing_waits as waits using (delivery_no, proceeding_id, subject_id)
where subjects.forum = 'HEARING' and waits.days is null
group by all
having quarter_start is not null
