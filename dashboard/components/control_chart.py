"""A measure's quarters between control limits, or plainly why there is no such chart."""

import polars as pl
import streamlit as st

from dashboard.charts.control import control_figure
from dashboard.components.filters import Ask
from dashboard.components.of_whole import of_whole
from dashboard.components.panel import show
from dashboard.components.ringed import Series, ringed
from dashboard.components.sources import about_measure
from dashboard.components.topic import measure_panel, subject, unit, worded
from dashboard.queries import comparisons, published
from dashboard.text.control import (
    control_alt,
    control_finding,
    control_marks,
    control_table,
    control_title,
    no_chart_words,
    signal_words,
)
from dashboard.text.prose import prose


def show_control_chart(ask: Ask, name: str) -> None:
    """The quarters of all forces together; smaller areas have too few cases in a quarter."""
    made = control_chart(ask, name)
    if made is None:
        st.info(no_chart_words(published.measure(ask.build, name)))
        return
    show(made)


@of_whole
@ringed
def control_chart(ask: Ask, name: str) -> Series | None:
    """All forces by quarter with limits and signals; None where no quarter has a figure."""
    points = comparisons.control_chart(ask.build, name, ask.area.code)
    rows = published.series(ask.build, name, ask.area.code, by="quarter")
    rows = worded(_since_first(rows).join(points, on="period", maintain_order="left"))
    if rows.drop_nulls("segment").is_empty():
        return None
    rows = rows.with_columns(
        pl.Series("signals", [signal_words(row) for row in rows.to_dicts()], dtype=pl.String)
    )
    measure = published.measure(ask.build, name)
    breaks = published.breaks(ask.build, measure["event_basis"], ask.area.code)
    each = rows.to_dicts()
    panel = measure_panel(
        ask,
        measure,
        rows,
        kind="control",
        title=control_title(subject(measure, rows), each),
        subtitle=f"{unit(measure, rows)}: {ask.area.name}, by quarter, "
        f"{rows['period'][0]} to {rows['period'][-1]}.",
        finding=control_finding(each),
        figure=control_figure(rows, breaks, ask.build.synthetic),
        alt=control_alt(measure, each, ask.area.name),
        table=lambda: control_table(each),
        marks=control_marks(each),
        named=[ask.area.name, "quarters"],
        about=about_measure(ask.build, measure, rows)
        + "\n"
        + prose("panels")["about"]["control"].strip(),
    )
    return panel, each


def _since_first(rows: pl.DataFrame) -> pl.DataFrame:
    """Without the quarters before the first figure, such as those before a scheme began."""
    shown = rows.drop_nulls("value")
    if shown.is_empty():
        return rows.clear()
    return rows.filter(pl.col("period_start") >= shown["period_start"].min())
