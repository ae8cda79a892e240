"""Any published measure by up to two of: time, forces, regions, and what it is broken down by."""

from collections.abc import Iterable
from typing import NamedTuple

import polars as pl

from dashboard.queries.connection import Build, read
from dashboard.queries.published import values

TIME, FORCES, REGIONS, NOTHING = "time", "forces", "regions", "nothing"
LEVELS = {FORCES: "force", REGIONS: "region"}
TOTAL = "total"


class Grain(NamedTuple):
    """One way in which a measure is published: for which areas, split how, over what time."""

    level: str
    breakdown: str
    period_type: str


def grains(build: Build, measure: str) -> frozenset[Grain]:
    """Every way in which a measure is published."""
    query = """
        select distinct area_level, breakdown, period_type
        from published.measure_values where measure = ?
    """
    return frozenset(map(Grain._make, read(build, query, measure).rows()))


def splits(published: Iterable[Grain], level: str) -> list[str]:
    """What a measure is broken down by for areas of a level, one thing at a time."""
    found = {each.breakdown for each in published if each.level == level}
    return sorted(each for each in found if each != TOTAL and "*" not in each)


def both(published: Iterable[Grain], level: str, one: str, other: str) -> str | None:
    """The published breakdown by two things at once, in either order; None where there is none."""
    found = {each.breakdown for each in published if each.level == level}
    return next((name for name in (f"{one}*{other}", f"{other}*{one}") if name in found), None)


def categories_at(build: Build, measure: str, level: str) -> pl.DataFrame:
    """Each category of each breakdown for areas of a level: `breakdown`, `category`, `label`."""
    query = """
        select distinct
            v.breakdown, v.category, coalesce(c.label, v.category) as label, c.sort_order
        from published.measure_values as v
        left join published.categories as c
            on v.breakdown = c.breakdown and v.category = c.category
        where v.measure = ? and v.area_level = ?
            and v.breakdown <> 'total' and not contains(v.breakdown, '*')
        order by v.breakdown, c.sort_order, v.category
    """
    return read(build, query, measure, level)


def labels(build: Build, breakdown: str) -> dict[str, str]:
    """The words for the codes of a breakdown, in their own order."""
    query = """
        select category, label from published.categories where breakdown = ?
        order by sort_order, category
    """
    return dict(read(build, query, breakdown).rows())


def cells(
    build: Build, measure: str, area: str, breakdown: str, category: str, period: str
) -> pl.DataFrame:
    """Published rows of a measure: all forces first, then by area, category and time.

    `area` is the code of one area, or `force` or `region` for all of these beside the whole;
    `category` is one, or nothing for each; `period` is one, or a kind of period for each of it.
    """
    where = """
        where v.measure = ? and v.breakdown = ? and (? = '' or v.category = ?)
            and (v.area_code = ? or (? in ('force', 'region') and v.area_level in ('country', ?)))
            and (v.period = ? or v.period_type = ?)
        order by
            v.area_level <> 'country', v.area_name, v.sort_order, v.category, v.period_start
    """
    asked = [measure, breakdown, category, category, area, area, area, period, period]
    return values(build, where, *asked)
