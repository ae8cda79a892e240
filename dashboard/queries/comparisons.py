"""Comparisons as published: funnels, control charts, differences, forces that are counted."""

from functools import lru_cache

import polars as pl

from dashboard.queries.connection import OPEN_FILES, Build, read
from dashboard.queries.in_memory import read_at
from dashboard.queries.of_area import read_of_area
from dashboard.queries.published import MARKS, VALUES, areas, measure

BY_CHANCE = ("lower_95", "upper_95", "lower_998", "upper_998")
ADJUSTED = tuple(f"adjusted_{name}" for name in BY_CHANCE)
# What pages ask of an area most often: how it stands to itself, and to all forces.
KEPT = """
    select * from published.differences
    where comparison = 'periods' or other_area_code in (
        select area_code from published.areas where area_level = 'country'
    )
"""
COLUMNS = (
    "dataset", "comparison", "measure", "measure_title", "unit", "per", "area_code", "area_name",
    "period", "period_type", "other_area_code", "other_area_name", "other_period", "value",
    "other_value", "difference", "difference_lower", "difference_upper", "smallest_change",
    "finding", "crosses_break",
)  # fmt: skip
LIMITS = ("centre", "centre_without_largest", *BY_CHANCE, *ADJUSTED)
_IN_COLUMNS = ", ".join(f"max(value) filter (limit_name = '{name}') as {name}" for name in LIMITS)
FUNNEL_LIMITS = f"""
    with limits as (
        select
            dataset, measure, area_code, period, breakdown, category,
            max(base) as base, {_IN_COLUMNS}
        from published.control_limits
        where chart = 'funnel'
        group by all
    )
    select
        l.area_code, l.base, l.* exclude (dataset, area_code, base),
        s.expected, s.p_value, s.p_adjusted, s.signal, s.beyond_usual_spread,
        m.value as smoothed, m.lower as smoothed_lower, m.upper as smoothed_upper
    from limits as l
    left join published.force_signals as s
        using (dataset, measure, area_code, period, breakdown, category)
    left join published.smoothed_values as m
        using (dataset, measure, area_code, period, breakdown, category)
    order by l.base, l.area_code
"""


def limits(
    build: Build, measure: str, period: str, breakdown: str = "total", category: str = "total"
) -> pl.DataFrame:
    """One row per force, by base: its limits, whether to look further, and its smoothed figure.

    Empty where there is no funnel. Adjusted limits are empty where forces do not differ beyond
    chance, smoothed figures where too many forces are hidden.
    """
    asked = {"period": period, "breakdown": breakdown, "category": category}
    return read_at(build, FUNNEL_LIMITS, measure=measure, **asked)


def spread(
    build: Build, measure: str, period: str, breakdown: str = "total", category: str = "total"
) -> dict:
    """How far forces lie apart beyond chance, and the largest by name; {} without a funnel."""
    query = """
        select f.*, a.area_name as largest_area_name
        from published.funnels as f
        left join published.areas as a
            on f.dataset = a.dataset and f.largest_area_code = a.area_code
    """
    asked = {"period": period, "breakdown": breakdown, "category": category}
    rows = read_at(build, query, measure=measure, **asked)
    return next(iter(rows.to_dicts()), {})


def look_further(build: Build, period: str) -> pl.DataFrame:
    """Figures of forces beyond chance and usual spread in a period, by force.

    A measure over another base says the same of a force once more, and is left out.
    """
    where = """
        inner join published.force_signals as s
            on v.dataset = s.dataset and v.measure = s.measure and v.area_code = s.area_code
                and v.period = s.period and v.breakdown = s.breakdown and v.category = s.category
        where s.signal = 'look_further' and v.period = ? and m.variant_of is null
        order by a.area_name, v.measure, c.sort_order, v.category
    """
    return read(build, VALUES + where, period)


def has_signals(build: Build, period: str) -> bool:
    """Whether forces are compared at all in a period."""
    query = "select count(*) > 0 from published.force_signals where period = ?"
    return read(build, query, period).item()


def control_chart(build: Build, measure: str, area_code: str) -> pl.DataFrame:
    """Signals and limits of a measure's quarters, by period; empty without a control chart."""
    query = """
        with
        limits as (
            select
                dataset, measure, area_code, period,
                max(value) filter (limit_name = 'centre') as mean,
                max(value) filter (limit_name = 'lower_natural') as lower_natural,
                max(value) filter (limit_name = 'upper_natural') as upper_natural
            from published.control_limits
            where measure = ? and area_code = ? and chart = 'spc'
            group by all
        )
        select
            p.period, p.segment, p.moving_range, p.is_trial, p.outside_limits, p.run_of_seven,
            p.trend_of_seven, p.two_of_three, p.is_signal,
            l.mean, l.lower_natural, l.upper_natural
        from published.spc_points as p
        left join limits as l using (dataset, measure, area_code, period)
        where p.measure = ? and p.area_code = ?
        order by p.period
    """
    return read(build, query, measure, area_code, measure, area_code)


def difference(build: Build, measure: str, one: tuple[str, str], other: tuple[str, str]) -> dict:
    """The published difference of two figures, each an area and a period; {} where none is.

    A pair is published in one direction or in both; the one asked for comes first.
    """
    for (area, period), (other_area, other_period) in ((one, other), (other, one)):
        asked = {"measure": measure, "period": period, "other_period": other_period}
        rows = _differences(build, area, other_area, asked)
        if not rows.is_empty():
            return _named(build, rows.row(0, named=True))
    return {}


def from_others(
    build: Build, measures: list[str], area_code: str, period: str, other_area_code: str
) -> dict[str, dict]:
    """By measure, the difference of an area from another in one period."""
    asked = {"comparison": "areas", "period": period}
    return _by_measure(build, _differences(build, area_code, other_area_code, asked), measures)


def from_before(
    build: Build, measures: list[str], area_code: str, period: str, other_period: str
) -> dict[str, dict]:
    """By measure, the difference of an area's figure from its own of another period."""
    asked = {"comparison": "periods", "period": period, "other_period": other_period}
    return _by_measure(build, _differences(build, area_code, area_code, asked), measures)


def _differences(
    build: Build, area_code: str, other_area_code: str, asked: dict[str, str]
) -> pl.DataFrame:
    """Differences of an area from another or itself, of which columns are what is asked."""
    asked = asked | {"other_area_code": other_area_code}
    if other_area_code in (area_code, *_countries(build)):
        return read_of_area(build, KEPT, area_code, asked, is_packed=True)
    where = " and ".join(f"{name} = ?" for name in ("area_code", *asked))
    query = f"from published.differences where {where}"
    return read(build, query, area_code, *asked.values())


@lru_cache(maxsize=OPEN_FILES)
def _countries(build: Build) -> list[str]:
    return areas(build).filter(area_level="country")["area_code"].to_list()


def _by_measure(build: Build, rows: pl.DataFrame, measures: list[str]) -> dict[str, dict]:
    return {
        row["measure"]: _named(build, row) for row in rows.to_dicts() if row["measure"] in measures
    }


def _named(build: Build, row: dict) -> dict:
    """A difference with its words, in the order of `differences`.

    Brought together here: joined in a query, three small tables took most of its time.
    """
    measured = measure(build, row["measure"])
    names = _area_names(build)
    words = {
        "measure_title": measured["title"], "unit": measured["unit"], "per": measured["per"],
        "area_name": names[row["area_code"]],
        "other_area_name": names[row["other_area_code"]],
    }  # fmt: skip
    return {name: (row | words)[name] for name in COLUMNS}


@lru_cache(maxsize=OPEN_FILES)
def _area_names(build: Build) -> dict[str, str]:
    return dict(areas(build).select("area_code", "area_name").rows())


def findings_from(build: Build, measure: str, period: str, other_area_code: str) -> dict[str, str]:
    """By area, what the published difference from another area in one period shows."""
    query = """
        select area_code, finding from published.differences
        where measure = ? and comparison = 'areas' and period = ? and other_area_code = ?
    """
    return dict(read(build, query, measure, period, other_area_code).rows())


def differences(build: Build, measure: str, areas: list[str], periods: list[str]) -> pl.DataFrame:
    """All published differences of a measure for these areas and periods, for a download."""
    where = """
        where d.measure = ?
            and d.area_code in (select unnest(?::varchar[]))
            and d.period in (select unnest(?::varchar[]))
        order by a.area_name, d.period, d.comparison, b.area_name, d.other_period
    """
    return read(build, _DIFFERENCES + where, measure, areas, periods)


def all_limits(build: Build, measure: str, areas: list[str], periods: list[str]) -> pl.DataFrame:
    """All published funnel limits of a measure for these areas and periods, for a download."""
    query = f"""
        select
            l.dataset, l.measure, m.title as measure_title, m.unit, l.chart,
            l.area_code, a.area_name, l.period, l.period_type, l.breakdown, l.category,
            coalesce(c.label, l.category) as category_label,
            l.base, l.method, l.limit_name, l.value, b.break_before, b.break_within
        from published.control_limits as l
        inner join published.measures as m using (measure)
        inner join published.areas as a using (dataset, area_code)
        left join published.categories as c
            on l.breakdown = c.breakdown and l.category = c.category
        {MARKS}
            on l.dataset = b.dataset and l.measure = b.measure
            and l.area_code = b.area_code and l.period = b.period
        where l.measure = ? and l.chart = 'funnel'
            and l.area_code in (select unnest(?::varchar[]))
            and l.period in (select unnest(?::varchar[]))
        order by a.area_name, l.period, l.breakdown, c.sort_order, l.category, l.limit_name
    """
    return read(build, query, measure, areas, periods)


def signals(build: Build, measure: str, areas: list[str], periods: list[str]) -> pl.DataFrame:
    """Whether to look further at forces, and their smoothed figures, for a download."""
    query = f"""
        select
            s.dataset, s.measure, m.title as measure_title, m.unit, m.per,
            s.area_code, a.area_name, s.period, s.period_type, s.breakdown, s.category,
            coalesce(c.label, s.category) as category_label,
            s.expected, s.p_value, s.p_adjusted, s.signal, s.beyond_usual_spread,
            v.value as smoothed, v.lower as smoothed_lower, v.upper as smoothed_upper,
            b.break_before, b.break_within
        from published.force_signals as s
        inner join published.measures as m using (measure)
        inner join published.areas as a using (dataset, area_code)
        left join published.smoothed_values as v
            using (dataset, measure, area_code, period, breakdown, category)
        left join published.categories as c
            on s.breakdown = c.breakdown and s.category = c.category
        {MARKS}
            on s.dataset = b.dataset and s.measure = b.measure
            and s.area_code = b.area_code and s.period = b.period
        where s.measure = ?
            and s.area_code in (select unnest(?::varchar[]))
            and s.period in (select unnest(?::varchar[]))
        order by a.area_name, s.period, s.breakdown, c.sort_order, s.category
    """
    return read(build, query, measure, areas, periods)


def forces_counted(
    build: Build, count_name: str, area_code: str, period: str
) -> tuple[int, int] | None:
    """How many forces of an area are in a figure, and of how many; None where nothing says so."""
    query = """
        select count_name, area_code, period, forces_counted, forces_expected
        from published.coverage
    """
    rows = read_at(build, query, count_name=count_name, area_code=area_code, period=period)
    return None if rows.is_empty() else rows.row(0)


def cluster_checks(build: Build, measures: list[str], period: str) -> pl.DataFrame:
    """Intervals of all forces that allow for officers of one case, in the order asked for."""
    query = """
        select k.*, m.title as measure_title
        from published.cluster_checks as k
        inner join published.measures as m using (measure)
        where k.measure in (select unnest(?::varchar[])) and k.period = ?
        order by list_position(?::varchar[], k.measure)
    """
    return read(build, query, measures, period, measures)


_DIFFERENCES = """
    select
        d.dataset, d.comparison, d.measure, m.title as measure_title, m.unit, m.per,
        d.area_code, a.area_name, d.period, d.period_type,
        d.other_area_code, b.area_name as other_area_name, d.other_period,
        d.value, d.other_value, d.difference, d.difference_lower, d.difference_upper,
        d.smallest_change, d.finding, d.crosses_break
    from published.differences as d
    inner join published.measures as m using (measure)
    inner join published.areas as a using (dataset, area_code)
    inner join published.areas as b
        on d.dataset = b.dataset and d.other_area_code = b.area_code
"""
