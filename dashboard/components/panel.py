"""One finding with its chart, table, file and definition: four tabs over the same rows."""

from dataclasses import dataclass, field

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from dashboard.charts.style import CONFIG
from dashboard.components.files import size_words
from dashboard.text.markdown import plain

MOST_ROWS = 60
GRID_HEIGHT = 420
TABS = ["Chart", "Table", "Download", "About"]


@dataclass(frozen=True)
class Panel:
    """Everything that is shown of one question; made from the same published rows throughout."""

    name: str
    title: str
    subtitle: str
    alt: str
    figure: go.Figure | None
    table: pl.DataFrame
    file: bytes
    file_name: str
    about: str
    source: str
    reading: str = ""
    marks: list[str] = field(default_factory=list)
    note: str = ""
    finding: str = ""
    table_note: str = ""
    rows: int = 0
    hidden: int = 0
    checks: str = ""


def show(panel: Panel | None, nothing: str = "Nothing is published for this choice.") -> None:
    """Draw a panel, or say that there is nothing to draw."""
    if panel is None:
        st.info(nothing)
        return
    st.subheader(plain(panel.title), anchor=False)
    st.markdown(plain(panel.subtitle))
    if panel.note:
        st.info(panel.note)
    if panel.finding:
        st.markdown(plain(panel.finding))
    tabs = TABS if panel.figure is not None else TABS[1:]
    for name, tab in zip(tabs, st.tabs(tabs, key=f"tabs-{panel.name}"), strict=True):
        with tab:
            _BODIES[name](panel)
    _show_source(panel)
    st.space("small")


def show_table(table: pl.DataFrame, name: str) -> None:
    """A real HTML table, whose cells are taken as text; a long one as a grid."""
    said = [column for column in table.columns if any(table[column])]
    if table.height > MOST_ROWS:
        # So long a table would bury the page; this one scrolls in its place.
        st.dataframe(table.select(said), hide_index=True, height=GRID_HEIGHT, alt=name)
        return
    cells = {column: [_cell(value) for value in table[column]] for column in said}
    st.table(pl.DataFrame(cells), hide_index=True, border="horizontal", alt=name)


def _show_chart(panel: Panel) -> None:
    st.plotly_chart(
        panel.figure,
        key=panel.name,
        theme=None,
        height=int(panel.figure.layout.height),
        config=CONFIG,
        alt=panel.alt,
    )
    if panel.marks:
        st.markdown("\n".join(f"- {plain(mark)}" for mark in panel.marks))
    if panel.reading:
        st.markdown(f"**How to read this:** {panel.reading}")


def _show_table(panel: Panel) -> None:
    show_table(panel.table, panel.title)
    if panel.table_note:
        st.markdown(f"All figures: {plain(panel.table_note)}.")


def _cell(value: str) -> str:
    # A link is the one command that a table of official figures may hold.
    if value.startswith("[") and "](http" in value:
        return value
    return plain(value)


def _show_download(panel: Panel) -> None:
    st.markdown("The file holds exactly the rows that are shown here, with a note in each row.")
    st.download_button(
        f"Download {panel.file_name} (CSV, {panel.rows:,} rows, {size_words(panel.file)})",
        panel.file,
        file_name=panel.file_name,
        mime="text/csv",
        key=f"download-{panel.name}",
        on_click="ignore",
        wrap=True,
    )


def _show_about(panel: Panel) -> None:
    st.markdown(panel.about)


def _show_source(panel: Panel) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(panel.source, width="content")
        if panel.checks:
            st.page_link(
                "views/data_quality.py", label=panel.checks, icon=":material/fact_check:", help=""
            )
        if panel.hidden:
            cells = "cell" if panel.hidden == 1 else "cells"
            st.markdown(f"{panel.hidden:,} {cells} hidden \\[c\\]", width="content")


_BODIES = {
    "Chart": _show_chart,
    "Table": _show_table,
    "Download": _show_download,
    "About": _show_about,
}
