"""Published rows for a reader's own extract, as they stand in the public file."""

import polars as pl

from dashboard.queries.connection import Build, read, read_large


def values(build: Build, measures: list[str], areas: list[str], periods: list[str]) -> pl.DataFrame:
    """All published values of these measures, areas and periods."""
    query = """
        select * from published.measure_values
        where measure in (select unnest(?::varchar[]))
            and area_code in (select unnest(?::varchar[]))
            and period in (select unnest(?::varchar[]))
    """
    return read_large(build, query, measures, areas, periods)


def topic_values(build: Build, topic: str) -> pl.DataFrame:
    """All published values of a topic."""
    query = """
        select v.* from published.measure_values as v
        inner join published.measures as m using (measure)
        where m.topic = ?
    """
    return read_large(build, query, topic)


def area_names(build: Build) -> pl.DataFrame:
    return read(build, "select dataset, area_code, area_name from published.areas")


def category_labels(build: Build) -> pl.DataFrame:
    return read(build, "select breakdown, category, label from published.categories")


def breakdowns(build: Build, measures: list[str]) -> list[str]:
    """What these measures are published by for any area, the total first."""
    query = """
        select distinct breakdown from published.measure_values
        where measure in (select unnest(?::varchar[]))
        order by breakdown <> 'total', breakdown
    """
    return read(build, query, measures)["breakdown"].to_list()


def counts(build: Build, measures: list[str], areas: list[str], periods: list[str]) -> pl.DataFrame:
    """All published counts on which these measures rest, each once, with the breaks of any."""
    query = """
        with chosen as (
            select * from published.measures where measure in (select unnest(?::varchar[]))
        ),
        measured as (
            select *, unnest([numerator_count, denominator_count]) as count_name
            from published.measure_values
            where measure in (select measure from chosen)
        )
        select
            n.dataset, n.count_name, n.area_code, a.area_name, n.area_level,
            n.period, n.period_type, n.breakdown, n.category,
            coalesce(c.label, n.category) as category_label, n.count, n.symbol,
            b.break_before, b.break_within
        from published.counts as n
        inner join published.areas as a using (dataset, area_code)
        left join published.categories as c
            on n.breakdown = c.breakdown and n.category = c.category
        left join (
            select
                dataset, count_name, area_code, period,
                bool_or(break_before) as break_before, bool_or(break_within) as break_within
            from measured
            group by all
        ) as b using (dataset, count_name, area_code, period)
        where n.count_name in (select unnest([numerator_count, denominator_count]) from chosen)
            and n.area_code in (select unnest(?::varchar[]))
            and n.period in (select unnest(?::varchar[]))
        order by
            n.count_name, a.area_name, n.period,
            n.breakdown <> 'total', n.breakdown, c.sort_order, n.category
    """
    return read_large(build, query, measures, areas, periods)
