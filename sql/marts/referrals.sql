-- Referrals to the IOPC, by force and quarter.
--
-- Grain:   count_name, force_code, quarter_start, breakdown, category.
-- Counts:  referrals; a case referred twice counts twice. By mode now in force: a referral without
--          a decision is pending. referrals_mandatory: those that the law required.
-- Timing:  quarter in which the IOPC received the referral.
-- Zeroes:  none here; the cells are completed in marts.count_cells.

with

referrals as (

    select
        cases.force_code,
        date_trunc('quarter', referrals.date_referred) as quarter_start,
        referrals.referral_route,
        coalesce(referrals.matter_type, cases.case_type, 'NOT_RECORDED') as case_type,
        coalesce(decisions.mode, 'PENDING') as mode,
        case
            when cases.date_aware < date '2012-11-22' then 'OTHER'
            when
                cases.date_aware < date '2020-02-01' or coalesce(cases.linked_to_pre_2020, false)
                then 'CR2012'
            else 'CR2020'
        end as regime
    from staging.referrals as referrals
    inner join staging.cases as cases using (delivery_no, case_id)
    left join staging.current_modes as decisions
        on
            referrals.delivery_no = decisions.delivery_no
            and referrals.case_id = decisions.case_id
            and referrals.referral_seq = decisions.referral_seq

),

mandatory as (

    select
        force_code,
        quarter_start,
        unnest(['total', 'case_type', 'regime']) as breakdown,
        unnest(['total', case_type, regime]) as category
    from referrals
    where referral_route = 'MANDATORY'

),

cells as (

    select
        force_code,
        quarter_start,
        unnest([
            {'breakdown': 'total', 'category': 'total'},
            {'breakdown': 'referral_route', 'category': referral_route},
            {'breakdown': 'case_type', 'category': case_type},
            {'breakdown': 'mode', 'category': mode},
            {'breakdown': 'regime', 'category': regime}
        ]) as cell
    from referrals

)

select
    'referrals' as count_name,
    force_code,
    quarter_start,
    cell.breakdown,
    cell.category,
    count(*)::double as count
from cells
group by all
union all
select
    'referrals_mandatory' as count_name,
    force_code,
    quarter_start,
    breakdown,
    category,
    count(*)::double as count
from mandatory
group by all
