-- Days of each investigation and of each wait for a hearing on which the clock stood still.
--
-- Grain:   kind (T3_net, T2_net), delivery_no, wait_id, subject_id: those with such a day only.
-- Counts:  days after the first up to the last of the wait on which the case was held for other
--          proceedings (sub judice) or for another recorded reason; a day of two stops counts once.
-- Timing:  as in the mart the wait comes from.
-- Zeroes:  none here: without a row no day stood still. Suspension of an officer from duty stops no
--          clock.

with

waits as (

    select
        'T3_net' as kind,
        delivery_no,
        case_id as wait_id,
        case_id,
        subject_id,
        date_from,
        date_to
    from marts.stage_waits
    where kind = 'T3'
    union all
    select
        'T2_net' as kind,
        delivery_no,
        proceeding_id as wait_id,
        case_id,
        subject_id,
        date_notice as date_from,
        date_notice + days::integer as date_to
    from marts.hearing_waits

),

stopped as (

    select
        waits.kind,
        waits.delivery_no,
        waits.wait_id,
        waits.subject_id,
        unnest(generate_series(
            greatest(stops.date_from, waits.date_from + 1),
            least(coalesce(stops.date_to, waits.date_to), waits.date_to),
            interval 1 day
        )) as day
    from waits
    inner join staging.clock_stops as stops using (delivery_no, case_id)

)

select
    kind,
    delivery_no,
    wait_id,
    subject_id,
    count(distinct day) as days_stopped
from stopped
group by kind, delivery_no, wait_id, subject_id
