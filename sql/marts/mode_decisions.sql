-- Decisions of the IOPC on the mode of investigation, by force and quarter.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  referrals decided, once each, by the mode now in force.
-- Timing:  quarter of the decision now in force.
-- Zeroes:  none here; the cells are completed in marts.count_cells. Pending ones have no day.

with

cells as (

    select
        cases.force_code,
        date_trunc('quarter', decisions.date_decided) as quarter_start,
        unnest([
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'mode', 'category': decisions.mode}
        ]) as cell
    from staging.current_modes as decisions
    inner join staging.cases as cases using (delivery_no, case_id)
    where
        decisions.mode != 'PENDING'
        and decisions.date_decided is not null

)

select
    'mode_decisions' as count_name,
    force_code,
    quarter_start,
    cell.breakdown,
    cell.category,
    count(*)::double as count
from cells
group by all
