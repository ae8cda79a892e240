-- Every count by force and quarter, in the quarters whose return arrived.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  as in the mart it comes from; workforce_years is person-time. `cases` says from how many
--          cases a count comes, so that what rests on a single one can be hidden.
-- Timing:  as in the mart it comes from.
-- Zeroes:  none here. A quarter whose return did not arrive is left out, not 0.

with

counted as (

    select * from marts.referrals
    union all by name
    select * from marts.hearing_findings
    union all by name
    select * from marts.gross_misconduct_cases_to_answer
    union all by name
    select * from marts.discrimination
    union all by name
    select * from marts.cases_naming_characteristic
    union all by name
    select * from marts.accelerated_hearings
    union all by name
    select * from marts.hearing_notices
    union all by name
    select * from marts.hearing_waits_unknown
    union all by name
    select * from marts.mode_decisions
    union all by name
    select * from marts.officers_to_hearing
    union all by name
    select * from marts.officer_years
    union all by name
    select * from marts.gross_misconduct_ladder
    union all by name
    select * from marts.open_matters
    union all by name
    select * from marts.assessed_matters
    union all by name
    select * from marts.wait_counts
    union all by name
    select * from marts.data_quality
    union all by name
    select * from marts.days_recorded
    union all by name
    select * from marts.cases_aware
    union all by name
    select * from marts.officers_assessed
    union all by name
    select * from marts.answers
    union all by name
    select * from marts.appeals
    union all by name
    select * from marts.discrimination_handled
    union all by name
    select * from marts.officer_steps
    union all by name
    select * from marts.officers_in_post
    union all by name
    select * from marts.workforce_years_scheme
    union all by name
    select
        'workforce_years' as count_name,
        force_code,
        quarter_start,
        'total' as breakdown,
        'total' as category,
        workforce_years as count
    from staging.force_quarters

)

select
    counted.count_name,
    counted.force_code,
    counted.quarter_start,
    counted.breakdown,
    counted.category,
    counted.count,
    coalesce(counted.cases, counted.count) as cases
from counted
inner join staging.force_quarters as quarters
    on
        counted.force_code = quarters.force_code
        and counted.quarter_start = quarters.quarter_start
where quarters.is_received
