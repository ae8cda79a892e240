-- Forces by financial quarter: whether the return arrived, and the workforce in post.
--
-- Grain:   force_code, quarter_start.
-- Counts:  workforce_years: officers, specials and staff in post, a quarter of a year each; mean of
--          the two March headcounts round the financial year.
-- Timing:  quarters that lie whole within the coverage of the force's delivery.
-- Zeroes:  a quarter without a submission row did not arrive. Without both headcounts,
--          workforce_years is blank, never 0.

with

headcounts as (

    select
        force_code,
        as_at,
        sum(workers) as workers
    from staging.headcounts
    group by force_code, as_at

)

select
    forces.force_code,
    quarters.quarter_start,
    quarters.quarter,
    coalesce(submissions.submission_status, 'MISSING') as submission_status,
    coalesce(submissions.submission_status, 'MISSING') != 'MISSING' as is_received,
    coalesce(submissions.submission_status, 'MISSING') in ('MISSING', 'PARTIAL') as is_outstanding,
    (opening.workers + closing.workers) / 2 / 4 as workforce_years
from staging.dataset_forces as forces
inner join reference.quarters as quarters
    on
        quarters.quarter_start >= forces.coverage_from
        and quarters.quarter_end <= forces.coverage_to
left join staging.submissions as submissions
    on
        forces.force_code = submissions.force_code
        and quarters.quarter = submissions.quarter
left join headcounts as opening
    on
        forces.force_code = opening.force_code
        and opening.as_at = quarters.year_start - interval 1 day
left join headcounts as closing
    on
        forces.force_code = closing.force_code
        and closing.as_at = quarters.year_start + interval 1 year - interval 1 day
