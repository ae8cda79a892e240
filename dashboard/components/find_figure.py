"""Find an official figure: by publisher, measure, category, area and edition."""

import polars as pl
import streamlit as st

from dashboard.charts.forces import forces_figure
from dashboard.charts.record import record_figure
from dashboard.components.files import file_name
from dashboard.components.filters import choose
from dashboard.components.official_panel import official_panel, worded
from dashboard.components.panel import Panel, show
from dashboard.components.shared import shared
from dashboard.queries import record
from dashboard.queries.connection import Build
from dashboard.queries.record import Series
from dashboard.text import record as words
from dashboard.text.official import period_words

NEWEST = "The newest of each figure"
NOTHING = "No official figures came with this build."


def show_find(build: Build) -> Series | None:
    """The choices, the figures they lead to, and what later editions restated."""
    chosen = choose_series(build)
    if chosen is None:
        st.info(NOTHING)
        return None
    series, area = chosen
    panel = figures(build, series, area)
    show(panel, nothing="This edition has no figure for this choice.")
    if restated := restatements(build, series, area):
        show(restated)
    if editions := triangle(build, series, area):
        show(editions)
    return series


def choose_series(build: Build) -> tuple[Series, str] | None:
    """The series and the area that the reader wants; None in a build without official figures."""
    publishers = record.publishers(build)
    if not publishers:
        return None
    left, right = st.columns(2)
    with left:
        publisher = choose("Publisher", "published_by", publishers, width="stretch")
    with right:
        measure, unit = _choose_measure(build, publisher)
    left, right = st.columns(2)
    with left:
        offered = record.categories(build, publisher, measure, unit)
        named = {"total": "Total"}
        category = choose("Category", "published_category", offered, named, width="stretch")
    with right:
        offered = record.areas(build, publisher, measure, unit, category)
        area = choose("Area of the figure", "published_area", offered, width="stretch")
    series = Series(publisher, measure, unit, category)
    return series._replace(edition=_choose_edition(build, series, area)), area


def _choose_measure(build: Build, publisher: str) -> tuple[str, str]:
    rows = record.measures(build, publisher).rows()
    offered = {f"{measure} ({unit})": (measure, unit) for measure, unit in rows}
    return offered[choose("Measure", "published_measure", list(offered), width="stretch")]


def _choose_edition(build: Build, series: Series, area: str) -> str:
    rows = record.editions(build, series, area)
    names = dict(zip(rows["edition"], rows["name"], strict=True))
    if len(names) < 2:
        return record.NEWEST
    offered = [record.NEWEST, *names]
    return choose("Edition", "published_edition", offered, {record.NEWEST: NEWEST} | names)


@shared
def figures(build: Build, series: Series, area: str) -> Panel | None:
    """One area over time; where there is one period only, that period by force."""
    rows = worded(record.over_time(build, series, area))
    if rows.height > 1:
        return _trend(build, rows)
    shown = [] if rows.is_empty() else [rows["period"][0]]
    for period in shown:
        forces = worded(record.by_force(build, series, period))
        if area in forces["area_label"] and forces.filter(area_level="force").height > 1:
            return _by_force(build, forces, area)
    return _panel(build, rows, None, "", "") if shown else None


@shared
def restatements(build: Build, series: Series, area: str) -> Panel | None:
    """What the editions print for those figures of an area of which one edition changed another."""
    shown = record.over_time(build, series, area)
    rows = worded(record.restatements(build, shown["figure_id"].to_list()))
    if rows.is_empty():
        return None
    title = f"Restated: {words.title(rows.row(0, named=True))}, {area}"
    return official_panel(
        rows,
        name="restated",
        title=title,
        subtitle="What each edition prints for the same day or year, first edition first.",
        table=words.restated_table(rows.to_dicts()),
        is_wide=True,
        file_name=file_name("published", title),
    )


@shared
def triangle(build: Build, series: Series, area: str) -> Panel | None:
    """What each edition prints for each period that several print, side by side."""
    rows = worded(record.every_edition(build, series, area))
    if rows.is_empty():
        return None
    title = f"Every edition: {words.title(rows.row(0, named=True))}, {area}"
    return official_panel(
        rows,
        name="editions",
        title=title,
        subtitle="One column per edition, earlier ones first; a figure that an edition changed is "
        "marked.",
        table=words.triangle_table(rows.to_dicts()),
        is_wide=True,
        file_name=file_name("published", title),
    )


def _trend(build: Build, rows: pl.DataFrame) -> Panel:
    each = rows.to_dicts()
    return _panel(build, rows, record_figure(each), words.trend_alt(each), "record_line")


def _by_force(build: Build, rows: pl.DataFrame, area: str) -> Panel:
    chosen = set(rows.filter(area_label=area)["area_code"])
    figure = forces_figure(rows, chosen, synthetic=False)
    return _panel(build, rows, figure, words.forces_alt(rows.to_dicts()), "record_forces")


def _panel(build: Build, rows: pl.DataFrame, figure: object, alt: str, kind: str) -> Panel:
    first = rows.row(0, named=True)
    periods = rows["period"].n_unique()
    where = first["area_label"] if rows["area_label"].n_unique() == 1 else "by area"
    when = "over time" if periods > 1 else period_words(first["period"])
    gaps = record.coverage(build, rows["figure_id"].to_list()).to_dicts()
    title = f"{words.title(first)}, {where}, {when}"
    return official_panel(
        rows,
        name="record",
        title=title,
        subtitle=f"In {first['unit']}, as printed by {first['publisher']}.",
        finding=words.coverage_words(gaps, with_period=periods > 1),
        table=words.source_table(rows.to_dicts()),
        file_name=file_name("published", title),
        figure=figure,
        alt=alt,
        kind=kind,
    )
