"""Published official figures: real forces, real publishers. Never joined to case records."""

import polars as pl

from dashboard.queries.connection import Build, read

_COLUMNS = """
    select
        figure_id, topic, publisher, publication, edition, table_name, measure, unit,
        area_code, area_name, area_level, period, category, value, symbol, note, cell, url, licence
    from published.official_figures
"""


def headlines(build: Build, topic: str, url: str) -> pl.DataFrame:
    """Figures of a topic for the publisher's whole that stand in the text of one publication."""
    where = """
        where topic = ? and url = ? and area_level = 'country' and quote is not null
        order by period desc, unit = 'percent', measure, category <> 'total', category
    """
    return read(build, _COLUMNS + where, topic, url)


def publications(build: Build, topic: str, first: str) -> dict[str, str]:
    """Name by address of the publications with such figures.

    First stands the one with the latest figure of the measure `first`, then the latest.
    """
    query = """
        select
            url,
            any_value(publisher || ': ' || publication) as name,
            max(case when measure = ? then period end) as leads,
            max(period) as latest
        from published.official_figures
        where topic = ? and area_level = 'country' and quote is not null
        group by url
        order by leads desc nulls last, latest desc, url
    """
    rows = read(build, query, first, topic)
    return dict(zip(rows["url"], rows["name"], strict=True))


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
                select source from published.official_figures
                where topic = 'workforce' and area_level = 'force'
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
