"""Relative likelihoods as published."""

import polars as pl

from dashboard.frames import ordered, rowwise, where
from dashboard.queries.connection import Build, read

STEPS = (
    "assessed",
    "assessed_gross",
    "case_to_answer",
    "to_hearing",
    "proven",
    "dismissed",
    "answer_found",
)


# A few hundred rows: read once, since a query takes milliseconds however little it finds.
ALL = """
    select
        d.*, coalesce(c.label, d.category) as category_label,
        coalesce(r.label, d.reference) as reference_label
    from published.disparity as d
    left join published.categories as c
        on d.breakdown = c.breakdown and d.category = c.category
    left join published.categories as r
        on d.breakdown = r.breakdown and d.reference = r.category
    order by c.sort_order, d.category
"""


def breakdowns(build: Build, area_code: str) -> list[str]:
    """What groups are compared by in an area."""
    return sorted(set(where(read(build, ALL), area_code=area_code)["breakdown"]))


def periods(build: Build, breakdown: str, area_code: str) -> list[str]:
    """Windows in which anything can be compared, the latest first."""
    rows = where(read(build, ALL), breakdown=breakdown, area_code=area_code)
    compared = {period for period, ratio in rowwise(rows, "period", "ratio") if ratio is not None}
    return sorted(compared, reverse=True)


def steps(build: Build, breakdown: str, area_code: str, period: str) -> pl.DataFrame:
    """All steps and groups of one window, with words for the groups, in the order of the steps."""
    rows = where(read(build, ALL), breakdown=breakdown, area_code=area_code, period=period)
    return ordered(rows, [STEPS.index(step) for step in rows["step"]])
