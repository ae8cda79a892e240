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


def hidden(build: Build) -> dict[str, int] | None:
    """How many counts are hidden and for which reason; None where nothing is published."""
    query = """
        select
            sum(cells) as cells,
            sum(hidden_small) as small,
            sum(hidden_beside) as beside,
            sum(hidden_by_audit) as by_audit,
            sum(hidden_small + hidden_beside + hidden_by_audit) as hidden
        from published.disclosure
    """
    found = {
        name: int(number or 0) for name, number in read(build, query).row(0, named=True).items()
    }
    return found if found["cells"] else None


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
