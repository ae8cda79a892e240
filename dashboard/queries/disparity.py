"""Relative likelihoods as published."""

import polars as pl

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


def breakdowns(build: Build, area_code: str) -> list[str]:
    """What groups are compared by in an area."""
    query = "select distinct breakdown from published.disparity where area_code = ?"
    return sorted(read(build, query, area_code)["breakdown"])


def periods(build: Build, breakdown: str, area_code: str) -> list[str]:
    """Windows in which anything can be compared, the latest first."""
    query = """
        select distinct period from published.disparity
        where breakdown = ? and area_code = ? and ratio is not null order by period desc
    """
    return read(build, query, breakdown, area_code)["period"].to_list()


def steps(build: Build, breakdown: str, area_code: str, period: str) -> pl.DataFrame:
    """All steps and groups of one window, with words for the groups, in the order of the steps."""
    query = """
        select
            d.*, coalesce(c.label, d.category) as category_label,
            coalesce(r.label, d.reference) as reference_label
        from published.disparity as d
        left join published.categories as c
            on d.breakdown = c.breakdown and d.category = c.category
        left join published.categories as r
            on d.breakdown = r.breakdown and d.reference = r.category
        where d.breakdown = ? and d.area_code = ? and d.period = ?
        order by c.sort_order, d.category
    """
    rows = read(build, query, breakdown, area_code, period)
    order = {step: number for number, step in enumerate(STEPS)}
    at = pl.col("step").replace_strict(order, return_dtype=pl.Int64)
    return rows.sort(at, maintain_order=True)
