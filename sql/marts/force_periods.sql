-- Whether a force's records of a period can be counted, for each way of counting.
--
-- Grain:   starts_on, needs_open_cases, follow_up_months, is_stock, force_code, period_type,
--          period.
-- Counts:  quarters to expect (from the start of the scheme), and quarters whose return arrived.
-- Timing:  quarters, financial years and fixed three-year windows. Where a cohort is to be followed
--          for some months, periods that ended later are not yet applicable.
-- Zeroes:  no quarter arrived, or fewer than 10 in 12 of a window, or over 2% of the rows set
--          aside, or open cases needed and not delivered, or the last quarter missing of a stock:
--          not available, never 0.

with

ways as (

    select distinct
        starts_on,
        needs_open_cases,
        follow_up_months,
        is_stock
    from reference.count_categories

),

expected as (

    select
        ways.starts_on,
        ways.needs_open_cases,
        forces.force_code,
        periods.period,
        periods.period_type,
        periods.period_start,
        periods.period_end,
        date_diff('day', periods.period_end, forces.extracted_on) <= 100 as ends_near_extraction,
        ways.follow_up_months,
        ways.is_stock,
        periods.period_end + to_months(ways.follow_up_months) <= forces.extracted_on as is_followed,
        ways.needs_open_cases and not forces.includes_open_cases as lacks_open_cases,
        count(*) filter (
            where ways.starts_on is null or quarters.quarter_end >= ways.starts_on
        ) as quarters_expected,
        count(*) filter (
            where
            quarters.is_received
            and (ways.starts_on is null or quarters.quarter_end >= ways.starts_on)
        ) as quarters_received,
        bool_or(
            quarters.is_received
            and quarters.quarter_start = date_trunc('quarter', periods.period_end)
        ) as has_last_quarter,
        bool_or(
            quarters.is_outstanding
            and (ways.starts_on is null or quarters.quarter_end >= ways.starts_on)
        ) as is_outstanding,
        coalesce(sum(aside.rows_quarantined), 0) > 0.02 * sum(aside.rows_received)
            as has_many_set_aside
    from ways
    cross join staging.dataset_forces as forces
    inner join reference.periods as periods
        on
            periods.period_start >= forces.coverage_from
            and periods.period_end <= forces.coverage_to
    inner join (
        select
            quarters.*,
            reference_quarters.quarter_end
        from staging.force_quarters as quarters
        inner join reference.quarters as reference_quarters using (quarter_start)
    ) as quarters
        on
            forces.force_code = quarters.force_code
            and quarters.quarter_start between periods.period_start and periods.period_end
    left join quality.rows_by_force_quarter as aside
        on
            quarters.force_code = aside.force_code
            and quarters.quarter_start = aside.quarter_start
    group by all

)

select
    starts_on,
    needs_open_cases,
    follow_up_months,
    is_stock,
    force_code,
    period,
    period_type,
    period_start,
    period_end,
    quarters_expected > 0 and is_followed as is_applicable,
    coalesce(
        quarters_received > 0
        and is_followed
        and (period_type != 'three_years' or quarters_received >= quarters_expected * 10 / 12)
        and (has_last_quarter or not is_stock)
        and not coalesce(has_many_set_aside, false)
        and not lacks_open_cases,
        false
    ) as is_counted,
    is_outstanding or ends_near_extraction as is_provisional
from expected
