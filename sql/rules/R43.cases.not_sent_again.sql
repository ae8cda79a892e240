-- Open cases that a force did not send again: nothing is known of them since its delivery before.
-- Grain: one row per row flagged, a case of an older delivery than the force's newest one.

with

delivered as (

    select
        delivery_no,
        force_code
    from typed.cases
    union
    select
        delivery_no,
        force_code
    from typed.submissions
    union
    select
        delivery_no,
        force_code
    from typed.workforce

),

newest as (

    select
        delivered.force_code,
        max(deliveries.extracted_on) as extracted_on
    from delivered
    inner join quality.deliveries as deliveries on delivered.delivery_no = deliveries.delivery_no
    group by delivered.force_code

)

select cases.row_id
from typed.cases as cases
inner join quality.deliveries as deliveries using (delivery_no)
inner join newest on cases.force_code = newest.force_code
cross join reference.limits as limits
where
    cases.case_status = 'OPEN'
    and newest.extracted_on - deliveries.extracted_on > limits.not_sent_days
