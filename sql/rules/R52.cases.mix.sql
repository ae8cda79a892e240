-- Forces whose mix of case types is another than in the year before.
-- Grain: one row per force flagged, of calendar years. What the share of one type gains others
-- lose, so gains alone are added up; a share of few cases says nothing, so such years pass.

with

types as (

    select
        force_code,
        year(date_aware) as number_of_year,
        case_type,
        count(*) as cases
    from typed.cases
    where
        case_type is not null
        and date_aware is not null
    group by all

),

shares as (

    select
        force_code,
        number_of_year,
        case_type,
        cases / sum(cases) over (partition by force_code, number_of_year) as share,
        sum(cases) over (partition by force_code, number_of_year) as cases
    from types

),

gains as (

    select
        later.force_code,
        later.number_of_year,
        greatest(later.share - coalesce(earlier.share, 0), 0) as gain
    from shares as later
    cross join reference.limits as limits
    left join shares as earlier
        on
            later.force_code = earlier.force_code
            and later.number_of_year = earlier.number_of_year + 1
            and later.case_type = earlier.case_type
    where
        later.cases >= limits.case_mix_rows
        and exists (
            select 1
            from shares as others
            where
                others.force_code = later.force_code
                and others.number_of_year = later.number_of_year - 1
                and others.cases >= limits.case_mix_rows
        )

)

select gains.force_code
from gains
cross join reference.limits as limits
group by gains.force_code, gains.number_of_year, limits.case_mix_change
having sum(gains.gain) > limits.case_mix_change
