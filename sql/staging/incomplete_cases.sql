-- Cases of which a row that measures a time was set aside: their time is not known.
--
-- Grain:   entity, delivery_no, case_id.
-- Counts:  nothing.
-- Timing:  none.
-- Zeroes:  of a row delivered twice the first is kept: nothing is missing.

select distinct
    'mode_decisions' as entity,
    delivery_no,
    case_id
from quarantine.mode_decisions
where reasons != 'R01.mode_decisions.duplicate' and case_id is not null
union all
select distinct
    'investigations' as entity,
    delivery_no,
    case_id
from quarantine.investigations
where reasons != 'R01.investigations.duplicate' and case_id is not null
union all
select distinct
    'clock_stops' as entity,
    delivery_no,
    case_id
from quarantine.clock_stops
where reasons != 'R01.clock_stops.duplicate' and case_id is not null
