-- Accelerated hearings that have begun, and those that began in the working days set for them.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  officers and specials, once for each accelerated hearing under the 2020 Regulations that
--          has begun: all, and those heard not before the first and not after the last of the
--          working days set (data/reference/thresholds.csv).
-- Timing:  quarter of the notice.
-- Zeroes:  none here; the cells are completed in marts.count_cells. Without a day of notice or of
--          the hearing it is not known how long it took, so it is not counted.

with

waits as (

    select
        hearings.delivery_no,
        hearings.case_id,
        hearings.force_code,
        date_trunc('quarter', hearings.date_notice) as quarter_start,
        first_days.number - notices.number as days
    from staging.hearing_subjects as hearings
    inner join staging.proceedings as proceedings
        on
            hearings.delivery_no = proceedings.delivery_no
            and hearings.proceeding_id = proceedings.proceeding_id
    inner join reference.working_days as notices on hearings.date_notice = notices.day
    inner join reference.working_days as first_days on hearings.date_first_day = first_days.day
    where
        proceedings.proceeding_type = 'ACCELERATED_HEARING'
        and hearings.is_complete
        and hearings.date_first_day >= hearings.date_notice

),

judged as (

    select
        waits.force_code,
        concat(waits.delivery_no, '/', waits.case_id) as case_key,
        waits.quarter_start,
        unnest(
            if(
                waits.days between limits.accelerated_least and limits.accelerated_most,
                ['accelerated_begun', 'accelerated_in_time'],
                ['accelerated_begun']
            )
        ) as count_name
    from waits
    cross join reference.limits as limits

)

select
    count_name,
    force_code,
    quarter_start,
    'total' as breakdown,
    'total' as category,
    count(*)::double as count,
    count(distinct case_key) as cases
from judged
group by count_name, force_code, quarter_start
