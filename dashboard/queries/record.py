"""The published record: any official figure by publisher, measure, category, area and edition."""

from typing import NamedTuple

import polars as pl

from dashboard.queries.connection import Build, read

AREA_LABEL = "f.area_name || if(f.area_level = 'region', ' (region)', '')"
LEVELS = "['country', 'region', 'force', 'body', 'joint']"
NEWEST = "newest"
COLUMNS = f"""
    f.figure_id, f.topic, f.source, f.publisher, f.publication, f.edition, f.published_on,
    f.table_name, f.cell, f.measure, f.unit, f.category, f.area_code, f.area_name,
    f.name_as_printed, f.area_level, f.period, f.value, f.symbol, f.note, f.is_newest,
    f.url, f.licence, f.quote, {AREA_LABEL} as area_label
"""


class Series(NamedTuple):
    """One series of official figures, in one edition or in the newest of each figure."""

    publisher: str
    measure: str
    unit: str
    category: str
    edition: str = NEWEST


_WHERE = """
    where f.publisher = ? and f.measure = ? and f.unit = ? and f.category = ?
        and case
            when ? = 'newest' then f.is_newest is distinct from false
            else f.source || ' ' || f.edition = ?
        end
"""
# A publisher prints some figures in several tables of one edition: one of them is enough.
_ONE_EACH = """
    qualify row_number() over (
        partition by
            f.publisher, f.measure, f.unit, f.category, f.area_name, f.area_level, f.period
        order by f.published_on desc nulls last, f.figure_id
    ) = 1
"""


def publishers(build: Build) -> list[str]:
    """Publishers, those with the most figures first."""
    query = """
        select publisher from published.official_figures
        group by publisher order by count(*) desc, publisher
    """
    return read(build, query)["publisher"].to_list()


def measures(build: Build, publisher: str) -> pl.DataFrame:
    """Measures of a publisher with their units, those with the most figures first."""
    query = """
        select measure, unit from published.official_figures where publisher = ?
        group by measure, unit order by count(*) desc, measure, unit
    """
    return read(build, query, publisher)


def categories(build: Build, publisher: str, measure: str, unit: str) -> list[str]:
    """Categories of a measure: the total first, then those with the most figures."""
    query = """
        select category from published.official_figures
        where publisher = ? and measure = ? and unit = ?
        group by category order by category <> 'total', count(*) desc, category
    """
    return read(build, query, publisher, measure, unit)["category"].to_list()


def areas(build: Build, publisher: str, measure: str, unit: str, category: str) -> list[str]:
    """Names of real areas with a figure: the whole, then regions, forces and other bodies by name.

    The name of a region says so, since a force can share it.
    """
    query = f"""
        select {AREA_LABEL} as area_label from published.official_figures as f
        where f.publisher = ? and f.measure = ? and f.unit = ? and f.category = ?
        group by f.area_name, f.area_level
        order by list_position({LEVELS}, f.area_level), f.area_name
    """
    return read(build, query, publisher, measure, unit, category)["area_label"].to_list()


def editions(build: Build, series: Series, area: str) -> pl.DataFrame:
    """Editions with figures of a series for an area, the latest first: `edition`, `name`."""
    query = f"""
        select
            source || ' ' || f.edition as edition,
            any_value(f.edition || ': ' || f.publication) as name
        from published.official_figures as f
        where f.publisher = ? and f.measure = ? and f.unit = ? and f.category = ?
            and {AREA_LABEL} = ?
        group by 1 order by max(published_on) desc nulls last, max(f.period) desc, 1
    """
    return read(build, query, *series[:4], area)


def over_time(build: Build, series: Series, area: str) -> pl.DataFrame:
    """The figures of one area by period, one for each, as printed."""
    query = f"select {COLUMNS} from published.official_figures as f {_WHERE}"
    query += f" and {AREA_LABEL} = ? {_ONE_EACH} order by f.period"
    return read(build, query, *series, series.edition, area)


def periods(build: Build, series: Series) -> list[str]:
    """Periods for which forces have a figure, the latest first."""
    query = f"""
        select f.period from published.official_figures as f {_WHERE}
            and f.area_level = 'force' and f.value is not null
        group by f.period order by f.period desc
    """
    return read(build, query, *series, series.edition)["period"].to_list()


def by_force(build: Build, series: Series, period: str) -> pl.DataFrame:
    """The figures of one period for the whole, forces and other bodies, by name."""
    query = f"select {COLUMNS} from published.official_figures as f {_WHERE}"
    query += f"""
            and f.period = ? and f.area_level in ('country', 'force', 'body') {_ONE_EACH}
        order by f.area_level <> 'country', f.area_name
    """
    return read(build, query, *series, series.edition, period)


def coverage(build: Build, figure_ids: list[str]) -> pl.DataFrame:
    """From how many forces the figures shown come, where some forces give none.

    One row per period and category: `period`, `forces`, `expected`, `missing` (names).
    """
    query = """
        select distinct c.period, c.forces, c.expected, c.missing
        from published.official_coverage as c
        inner join published.official_figures as f
            using (source, edition, measure, unit, category, period)
        where f.figure_id in (select unnest(?::varchar[]))
            and coalesce(f.table_name, '') = c.table_name and c.forces < c.expected
        order by c.period desc
    """
    return read(build, query, figure_ids)


def restatements(build: Build, figure_ids: list[str]) -> pl.DataFrame:
    """Every edition's value of those of these figures that an edition restates."""
    query = f"""
        select {COLUMNS}, r.position, r.change
        from published.revisions as r
        inner join published.official_figures as f using (figure_id)
        where r.is_restated
            and (r.measure, r.unit, r.category, r.area_name, r.area_level, r.period) in (
                select (s.measure, s.unit, s.category, s.area_name, s.area_level, s.period)
                from published.official_figures as s
                where s.figure_id in (select unnest(?::varchar[]))
            )
        order by f.area_name, f.period desc, r.position
    """
    return read(build, query, figure_ids)


def every_edition(build: Build, series: Series, area: str) -> pl.DataFrame:
    """What each edition gives for an area, where several give one period: a revision triangle.

    One row per period and edition, the columns of figures with `position` and `change`.
    """
    query = f"""
        select {COLUMNS}, r.position, r.change
        from published.revisions as r
        inner join published.official_figures as f using (figure_id)
        where f.publisher = ? and f.measure = ? and f.unit = ? and f.category = ?
            and {AREA_LABEL} = ?
        order by f.period desc, r.position
    """
    return read(build, query, *series[:4], area)


def outlines(build: Build) -> pl.DataFrame:
    """The outline of each territorial force, with its publisher."""
    query = """
        select area_code, area_name, geometry, publisher, licence, url
        from published.boundaries order by area_name
    """
    return read(build, query)


def forces(build: Build) -> list[str]:
    """Territorial forces, then other bodies, with official figures, each by name."""
    query = """
        select f.area_name from published.official_figures as f
        where f.area_level in ('force', 'body')
        group by f.area_name, f.area_level order by f.area_level desc, f.area_name
    """
    return read(build, query)["area_name"].to_list()


def profile(build: Build, force: str) -> pl.DataFrame:
    """All that is printed of a force, each series in its latest period and newest edition."""
    query = f"""
        select * from (
            select {COLUMNS} from published.official_figures as f
            where f.area_name = ? and f.area_level in ('force', 'body')
                and f.is_newest is distinct from false {_ONE_EACH}
        )
        qualify period = max(period) over (partition by publisher, measure, unit, category)
        order by measure, unit, category <> 'total', category
    """
    return read(build, query, force)


def bridges(build: Build) -> pl.DataFrame:
    """The steps between published figures of a year, in order, each with its official figure.

    One row per step of `published.bridges`; a remainder has no figure of a publisher.
    """
    columns = """
        f.publisher, f.publication, f.edition, f.table_name, f.cell, f.measure, f.category,
        f.note, f.url, f.licence, f.quote, f.published_on
    """
    query = f"""
        select b.*, {columns}
        from published.bridges as b
        left join published.official_figures as f using (figure_id)
        order by b.period desc, b.bridge, b.position
    """
    return read(build, query)
