"""Published official figures: real forces, real publishers. Never joined to case records."""

import polars as pl

from dashboard.queries.connection import Build, read

_COLUMNS = """
    select
        figure_id, topic, publisher, publication, edition, table_name, measure, unit,
        area_code, area_name, area_level, period, category, value, symbol, note, url, licence
    from published.official_figures
"""


def national(build: Build, topic: str, period: str) -> pl.DataFrame:
    """Figures of a topic for the publisher's whole, in one period."""
    where = """
        where topic = ? and period = ? and area_level = 'country'
        order by publisher, measure, category <> 'total', category, figure_id
    """
    return read(build, _COLUMNS + where, topic, period)


def national_periods(build: Build, topic: str) -> list[str]:
    """Periods with national figures on a topic, the latest first."""
    query = """
        select distinct period from published.official_figures
        where topic = ? and area_level = 'country'
        order by period desc
    """
    return read(build, query, topic)["period"].to_list()


def headline(build: Build, topic: str, measure: str, category: str) -> pl.DataFrame:
    """The latest national figure of this name: one row or none."""
    where = """
        where topic = ? and measure = ? and category = ? and area_level = 'country'
        order by period desc, figure_id limit 1
    """
    return read(build, _COLUMNS + where, topic, measure, category)


def by_force(build: Build, topic: str, measure: str, category: str) -> pl.DataFrame:
    """One published measure in its latest period: the whole, then forces by name."""
    where = """
        where topic = ? and measure = ? and category = ?
            and area_level in ('country', 'force', 'body')
        qualify period = max(period) over ()
        order by area_level <> 'country', area_name
    """
    return read(build, _COLUMNS + where, topic, measure, category)


def by_category(build: Build, topic: str, measure: str) -> pl.DataFrame:
    """One published national measure by category in its latest period, as printed."""
    where = """
        where topic = ? and measure = ? and category <> 'total'
            and area_level = 'country'
        qualify period = max(period) over ()
        order by figure_id
    """
    return read(build, _COLUMNS + where, topic, measure)


def over_time(
    build: Build, topic: str, unit: str, area_name: str, categories: list[str]
) -> pl.DataFrame:
    """One area's figures in one unit over time, by category, from one edition.

    Headline figures of other editions are left out: they restate the same dates.
    """
    where = """
        where topic = ? and unit = ? and area_name = ?
            and source in (
                select source from published.official_figures where area_level = 'force'
            )
            and category in (select unnest(?::varchar[]))
        order by category, period, figure_id
    """
    return read(build, _COLUMNS + where, topic, unit, area_name, categories)


def forces(build: Build, topic: str) -> list[str]:
    """Names of real forces and bodies with figures on a topic."""
    query = """
        select distinct area_name from published.official_figures
        where topic = ? and area_level in ('force', 'body') order by area_name
    """
    return read(build, query, topic)["area_name"].to_list()


def categories(build: Build, topic: str, measure: str) -> list[str]:
    """Categories of a measure that is published by force, in the publisher's order."""
    query = """
        select category from published.official_figures
        where topic = ? and measure = ? and area_level = 'force'
        group by category order by min(figure_id)
    """
    return read(build, query, topic, measure)["category"].to_list()
