"""Measure values, their words and their curves, as published."""

from functools import lru_cache
from typing import Any

import polars as pl

from dashboard.frames import put, where, without
from dashboard.queries.connection import REMEMBERED, Build, read, read_from, read_large
from dashboard.queries.in_memory import read_at
from dashboard.queries.of_area import read_across, read_of_area
from dashboard.text.periods import Period

VALUES = """
    select
        v.dataset, v.measure, m.title as measure_title, m.unit,
        v.area_code, a.area_name, v.area_level, a.region_code,
        v.period, v.period_type, v.period_start, v.period_end,
        v.breakdown, v.category, coalesce(c.label, v.category) as category_label, c.sort_order,
        v.numerator, v.denominator, v.per, v.value, v.lower, v.upper, v.interval_method, v.symbol,
        v.provisional, v.revised, v.break_before, v.break_within
    from published.measure_values as v
    inner join published.measures as m using (measure)
    inner join published.areas as a using (dataset, area_code)
    left join published.categories as c
        on v.breakdown = c.breakdown and v.category = c.category
"""

# Whether rules changed within a period, or since the one before, for an area and a measure: for
# files of rows that have no column of their own for it.
MARKS = """
    left join (
        select distinct dataset, measure, area_code, period, break_before, break_within
        from published.measure_values
    ) as b
"""


# What a page asks for again and again, brought together once for each build.
JOINED = VALUES.replace("select", "select m.topic, m.explains,", 1)
OF_JOINED = "select * exclude (topic, explains) from joined as v "


def values(build: Build, where: str, *asked: Any) -> pl.DataFrame:
    """Values with their words, of which `where` says which and in what order, all as `v`."""
    return read_from(build, JOINED, OF_JOINED + where, *asked)


# So that those of one series follow one another.
OF_AREA = f"""
    {VALUES}
    order by
        v.measure, v.breakdown, v.period_type, c.sort_order nulls last, v.category, v.period_start
"""


def _of_area(build: Build, area_code: str, **asked: str | list[str]) -> pl.DataFrame:
    """Values of one area of which columns are what is asked; none of an area without any.

    A measure by breakdown, kind of period, category in its own order, and time.
    """
    return read_of_area(build, OF_AREA, area_code, asked)


@lru_cache(maxsize=REMEMBERED)
def measure(build: Build, name: str) -> dict:
    """The definition of a measure: the row of `published.measures`."""
    return read(build, "select * from published.measures where measure = ?", name).row(
        0, named=True
    )


def measures(build: Build) -> pl.DataFrame:
    """All definitions, in the order of the pages."""
    query = """
        select * from published.measures
        order by
            list_position(
                ['referrals', 'gross_misconduct', 'discrimination', 'time_to_hearing'], topic
            ) nulls last,
            measure
    """
    return read(build, query)


def series(
    build: Build,
    measure: str,
    area_code: str,
    breakdown: str = "total",
    category: str = "total",
    by: str = "",
) -> pl.DataFrame:
    """One measure of one area over time: by year where published so, else by window.

    `by` asks for a kind of period, such as `quarter`.
    """
    asked = {"measure": measure, "breakdown": breakdown, "category": category}
    kinds = set(_of_area(build, area_code, **asked)["period_type"]) - {"quarter"}
    return _of_area(build, area_code, **asked, period_type=by or min(kinds, default=""))


def has_quarters(build: Build, measure: str, area_code: str) -> bool:
    """Whether a measure of an area is also published by quarter."""
    return not _of_area(build, area_code, measure=measure, period_type="quarter").is_empty()


def one_value(build: Build, measure: str, area_code: str, period: str) -> pl.DataFrame:
    """The total of one area and period: one row or none."""
    return _of_area(build, area_code, measure=measure, period=period, breakdown="total")


def split_series(
    build: Build, measure: str, area_code: str, breakdown: str, period_type: str
) -> pl.DataFrame:
    """One measure of one area over time, by the categories of a breakdown."""
    asked = {"measure": measure, "breakdown": breakdown, "period_type": period_type}
    return _of_area(build, area_code, **asked)


def figures_of(build: Build, area_code: str, period: str) -> pl.DataFrame:
    """Every figure of one area and period, all measures and categories."""
    where = "where v.area_code = ? and v.period = ?"
    return read_large(build, VALUES + where, area_code, period)


def side_by_side(build: Build, measures: list[str], area_code: str, period: str) -> pl.DataFrame:
    """The totals of several measures for one area and period, in the order asked for."""
    return _of_area(build, area_code, measure=measures, period=period, breakdown="total")


def all_windows(build: Build, area_code: str, topic: str) -> pl.DataFrame:
    """Every measure of a topic for one area by three-year window: totals or, where there are
    none, the categories. What only explains another figure is left out."""
    where = """
        where v.area_code = ? and v.topic = ? and v.period_type = 'three_years'
            and v.explains is null and not contains(v.breakdown, '*')
        qualify
            v.breakdown = 'total'
            or not bool_or(v.breakdown = 'total') over (partition by v.measure)
        order by v.measure, v.breakdown, v.sort_order, v.category, v.period_start
    """
    return values(build, where, area_code, topic)


@lru_cache(maxsize=REMEMBERED)
def followed_periods(build: Build, measure: str, area_level: str) -> list[Period]:
    """Periods in which a measure has come due: not yet followed long enough is `z`."""
    query = """
        select distinct measure, area_level, period, period_type, period_start, period_end
        from published.measure_values
        where breakdown = 'total' and period_type <> 'quarter' and symbol is distinct from 'z'
    """
    return _periods(read_at(build, query, measure=measure, area_level=area_level))


def windows(
    build: Build, measure: str, area_code: str, breakdown: str = "total", category: str = "total"
) -> pl.DataFrame:
    """One measure of one area over the fixed three-year windows."""
    asked = {"measure": measure, "breakdown": breakdown, "category": category}
    return _of_area(build, area_code, period_type="three_years", **asked)


def across_forces(
    build: Build, measure: str, period: str, breakdown: str = "total", category: str = "total"
) -> pl.DataFrame:
    """One measure in one period: all forces in the order of the alphabet, after the whole."""
    asked = {"measure": measure, "period": period, "breakdown": breakdown, "category": category}
    return read_across(build, OF_AREA, asked)


def peers(build: Build, area_code: str) -> pl.DataFrame:
    """Forces of the region or the size of this one, itself among them, with what they share."""
    # Of all forces at once: there are few, and a query takes milliseconds.
    query = """
        select
            o.area_code as other, p.area_code, p.area_name,
            coalesce(p.region_code = o.region_code, false) as is_same_region,
            coalesce(p.size_band = o.size_band, false) as is_same_size
        from published.areas as p
        inner join published.areas as o using (dataset)
        where o.area_level = 'force' and p.area_level = 'force'
            and (p.region_code = o.region_code or p.size_band = o.size_band)
        order by p.area_name
    """
    return without(where(read(build, query), other=area_code), "other")


def parts(build: Build, measure: str, area_code: str, period: str, breakdown: str) -> pl.DataFrame:
    """One measure of one area and period by the categories of a breakdown, in their own order."""
    asked = {"measure": measure, "period": period, "breakdown": breakdown}
    return _of_area(build, area_code, **asked)


def extract(build: Build, measure: str, areas: list[str], periods: list[str]) -> pl.DataFrame:
    """All published rows of a measure for these areas and periods, for a download."""
    where = """
        where v.measure = ?
            and v.area_code in (select unnest(?::varchar[]))
            and v.period in (select unnest(?::varchar[]))
        order by
            a.area_name, v.period_start, v.period_type,
            v.breakdown <> 'total', v.breakdown, c.sort_order, v.category
    """
    return read_large(build, VALUES + where, measure, areas, periods)


CURVES = """
    select t.*, a.area_name, coalesce(c.label, t.ending) as ending_label, c.sort_order
    from published.time_to_event as t
    inner join published.areas as a using (dataset, area_code)
    left join published.categories as c
        on c.breakdown = 'ending' and lower(c.category) = t.ending
    where t.breakdown = 'total'
    order by t.ending <> 'hearing', t.ending, t.day
"""


def curve(
    build: Build, area_code: str, cohort: str, measure: str = "T2", ending: str = "hearing"
) -> pl.DataFrame:
    """The waiting-time curve of one area and cohort to one ending, by day."""
    asked = {"measure": measure, "cohort": cohort, "ending": ending}
    rows = read_of_area(build, CURVES, area_code, asked, is_packed=True)
    rows = without(rows, "ending_label", "sort_order")
    return _with_breaks(build, rows, measure, area_code, cohort)


def curves(build: Build, measure: str, area_code: str, cohort: str) -> pl.DataFrame:
    """The curves of all endings of one area and cohort, by ending and day."""
    asked = {"measure": measure, "cohort": cohort}
    rows = read_of_area(build, CURVES, area_code, asked, is_packed=True)
    return _with_breaks(build, rows, f"{measure}_12m", area_code, cohort)


def _with_breaks(
    build: Build, rows: pl.DataFrame, measure: str, area_code: str, cohort: str
) -> pl.DataFrame:
    """The rows of a curve, and whether rules changed about the period of their cohort."""
    found = _of_area(build, area_code, measure=measure, period=cohort)
    marks = found[["break_before", "break_within"]].head(1)
    said = (mark.to_list() or [None] for mark in marks)
    return put(
        rows,
        *(
            pl.Series(mark.name, value * rows.height, dtype=mark.dtype)
            for mark, value in zip(marks, said, strict=True)
        ),
    )


@lru_cache(maxsize=REMEMBERED)
def offered_periods(
    build: Build, measure: str, area_level: str, breakdown: str = "total"
) -> list[Period]:
    """Periods in which a measure is published for areas of this level."""
    query = """
        select distinct
            measure, area_level, breakdown, period, period_type, period_start, period_end
        from published.measure_values
        where period_type <> 'quarter'
    """
    asked = {"measure": measure, "area_level": area_level, "breakdown": breakdown}
    return _periods(read_at(build, query, **asked))


@lru_cache(maxsize=REMEMBERED)
def all_periods(build: Build) -> list[Period]:
    """All published windows, then years, the latest of each first."""
    query = """
        select distinct period, period_type, period_start, period_end
        from published.measure_values
        where period_type <> 'quarter'
        order by period_type desc, period_start desc
    """
    return _periods(read(build, query))


def areas(build: Build) -> pl.DataFrame:
    """Areas of the case records: all forces, then regions, then forces, by name."""
    query = """
        select area_code, area_name, area_level, region_code, is_fictional
        from published.areas
        order by
            case area_level when 'country' then 1 when 'region' then 2 else 3 end, area_name
    """
    return read(build, query)


def breakdowns(build: Build, measure: str, area_level: str) -> list[str]:
    """Dimensions by which a measure is published for areas of this level, one at a time."""
    query = """
        select distinct measure, area_level, breakdown from published.measure_values
        where breakdown <> 'total' and not contains(breakdown, '*')
        order by breakdown
    """
    found = read_at(build, query, measure=measure, area_level=area_level)
    return found["breakdown"].to_list()


def categories(build: Build, measure: str, breakdown: str) -> dict[str, str]:
    """Label by category, in the order in which to show them."""
    query = """
        select distinct
            v.measure, v.breakdown, v.category, coalesce(c.label, v.category) as label, c.sort_order
        from published.measure_values as v
        left join published.categories as c
            on v.breakdown = c.breakdown and v.category = c.category
        order by c.sort_order, v.category
    """
    rows = read_at(build, query, measure=measure, breakdown=breakdown)
    return dict(zip(rows["category"], rows["label"], strict=True))


def breaks(build: Build, event_basis: str, area_code: str) -> pl.DataFrame:
    """Breaks in an area's series of measures counted by this date: of the law, or its own."""
    with_own = _breaks(build, event_basis)["area_code"].to_list()
    # To all others only those of the law apply.
    return _breaks_of(build, event_basis, area_code if area_code in with_own else "")


@lru_cache(maxsize=REMEMBERED)
def _breaks_of(build: Build, event_basis: str, area_code: str) -> pl.DataFrame:
    own = pl.col("area_code").is_null() | (pl.col("area_code") == area_code)
    return _breaks(build, event_basis).filter(own).drop("area_code")


def declared_breaks(build: Build, event_basis: str) -> pl.DataFrame:
    """All breaks by this date, those of single forces among them."""
    return _breaks(build, event_basis).drop("area_code")


def _breaks(build: Build, event_basis: str) -> pl.DataFrame:
    query = """
        select date, title, source, area_code
        from published.breaks where applies_to = ? order by date, title
    """
    return read(build, query, event_basis)


def _periods(rows: pl.DataFrame) -> list[Period]:
    return [Period(*row) for row in rows.iter_rows()]
