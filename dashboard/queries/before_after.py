"""Cohorts of notices before and after a change of rules, as published."""

import polars as pl

from dashboard.frames import rowwise
from dashboard.queries.connection import Build, read


def changes(build: Build) -> dict[str, str]:
    """Name by change of rules, the latest first; {} where none has a figure."""
    query = """
        select distinct c.break_id, b.title, b.date
        from published.before_after as c
        inner join published.breaks as b using (break_id)
        where c.value is not null
        order by b.date desc
    """
    return dict(rowwise(read(build, query), "break_id", "title"))


def cohorts(build: Build, change: str) -> pl.DataFrame:
    """Every share of a change, before and after, in the order in which they follow one another."""
    query = """
        select
            c.dataset, c.break_id, b.title as change_title, b.date as change_date,
            c.figure, c.side, c.period_start, c.period_end, c.followed_months,
            c.forces_expected, c.forces_counted, c.numerator, c.denominator,
            c.value, c.lower, c.upper, c.symbol,
            c.difference, c.difference_lower, c.difference_upper, c.finding
        from published.before_after as c
        inner join (select distinct break_id, title, date from published.breaks) as b
            using (break_id)
        where c.break_id = ?
        order by
            list_position(
                ['accelerated', 'former', 'in_flight', 'heard', 'proven', 'dismissed'], c.figure
            ),
            c.side = 'after'
    """
    return read(build, query, change)
