"""Comparisons as published: funnel limits, differences of two figures, forces that are counted."""

import polars as pl

from dashboard.queries.connection import Build, read

LIMITS = ("centre", "lower_95", "upper_95", "lower_998", "upper_998")


def limits(
    build: Build, measure: str, period: str, breakdown: str = "total", category: str = "total"
) -> pl.DataFrame:
    """One row per force with its base and the five limits there, by base; empty where none."""
    columns = ", ".join(f"max(value) filter (limit_name = '{name}') as {name}" for name in LIMITS)
    query = f"""
        select area_code, base, {columns}
        from published.control_limits
        where measure = ? and period = ? and breakdown = ? and category = ? and chart = 'funnel'
        group by area_code, base
        order by base, area_code
    """
    return read(build, query, measure, period, breakdown, category)


def difference(build: Build, measure: str, one: tuple[str, str], other: tuple[str, str]) -> dict:
    """The published difference of two figures, each an area and a period; {} where none is.

    A pair is published in one direction or in both; the one asked for comes first.
    """
    query = f"""
        {_DIFFERENCES}
        where d.measure = ? and (
            (d.area_code, d.period, d.other_area_code, d.other_period) = (?, ?, ?, ?)
            or (d.other_area_code, d.other_period, d.area_code, d.period) = (?, ?, ?, ?)
        )
        order by d.area_code <> ? or d.period <> ?
        limit 1
    """
    rows = read(build, query, measure, *one, *other, *one, *other, *one)
    return next(iter(rows.to_dicts()), {})


def from_others(
    build: Build, measures: list[str], area_code: str, period: str, other_area_code: str
) -> dict[str, dict]:
    """By measure, the difference of an area from another in one period."""
    where = """
        where d.measure in (select unnest(?::varchar[])) and d.comparison = 'areas'
            and d.area_code = ? and d.period = ? and d.other_area_code = ?
    """
    rows = read(build, _DIFFERENCES + where, measures, area_code, period, other_area_code)
    return {row["measure"]: row for row in rows.to_dicts()}


def from_before(
    build: Build, measures: list[str], area_code: str, period: str, other_period: str
) -> dict[str, dict]:
    """By measure, the difference of an area's figure from its own of another period."""
    where = """
        where d.measure in (select unnest(?::varchar[])) and d.comparison = 'periods'
            and d.area_code = ? and d.period = ? and d.other_period = ?
    """
    rows = read(build, _DIFFERENCES + where, measures, area_code, period, other_period)
    return {row["measure"]: row for row in rows.to_dicts()}


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
    query = """
        select
            l.dataset, l.measure, m.title as measure_title, m.unit, l.chart,
            l.area_code, a.area_name, l.period, l.period_type, l.breakdown, l.category,
            coalesce(c.label, l.category) as category_label, l.base, l.limit_name, l.value
        from published.control_limits as l
        inner join published.measures as m using (measure)
        inner join published.areas as a using (dataset, area_code)
        left join published.categories as c
            on l.breakdown = c.breakdown and l.category = c.category
        where l.measure = ?
            and l.area_code in (select unnest(?::varchar[]))
            and l.period in (select unnest(?::varchar[]))
        order by a.area_name, l.period, l.breakdown, c.sort_order, l.category, l.limit_name
    """
    return read(build, query, measure, areas, periods)


def forces_counted(
    build: Build, count_name: str, area_code: str, period: str
) -> tuple[int, int] | None:
    """How many forces of an area are in a figure, and of how many; None where nothing says so."""
    query = """
        select forces_counted, forces_expected from published.coverage
        where count_name = ? and area_code = ? and period = ?
    """
    rows = read(build, query, count_name, area_code, period)
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
