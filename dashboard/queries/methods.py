"""What the methods page is built from: breaks, thresholds, rules and code lists as published."""

import polars as pl

from dashboard.queries.connection import Build, read


def breaks(build: Build) -> pl.DataFrame:
    """Each break once, with the kinds of date that it concerns."""
    query = """
        select
            date, title, list(applies_to order by applies_to) as applies_to,
            any_value(source) as source
        from published.breaks group by break_id, date, title order by date
    """
    return read(build, query)


def policy(build: Build) -> pl.DataFrame:
    """Thresholds of the tier by class of counts."""
    query = """
        select sensitivity, title, hide_up_to, hide_group_up_to, counts
        from published.policy order by hide_up_to, title
    """
    return read(build, query)


def rules(build: Build) -> pl.DataFrame:
    """Each check of the records: a rule may be tried on many fields."""
    query = """
        select rule, check_name, entity, title, severity
        from published.validation
        where kind in ('row', 'share')
        order by rule, check_name
    """
    return read(build, query)


def code_lists(build: Build) -> list[str]:
    """Breakdowns with words for their categories."""
    query = "select distinct breakdown from published.categories order by breakdown"
    return [name for name in read(build, query)["breakdown"] if name != "total"]


def codes(build: Build, breakdown: str) -> pl.DataFrame:
    """Words for the codes of one breakdown, in their own order."""
    query = """
        select category, label from published.categories where breakdown = ?
        order by sort_order, category
    """
    return read(build, query, breakdown)
