"""One finding with its chart, table, file and definition: four tabs over the same rows."""

from dataclasses import dataclass, field, fields
from functools import cached_property
from html import escape
from typing import Any, Self

import plotly.graph_objects as go
import polars as pl
import streamlit as st
from streamlit.proto.PlotlyChart_pb2 import PlotlyChart

from dashboard.charts.picture import Words, frame
from dashboard.charts.sketch import Sketch
from dashboard.components.drawing import as_sent, draw
from dashboard.components.files import size_words
from dashboard.components.handed_out import File, offer
from dashboard.components.later import Later
from dashboard.components.places import link_to
from dashboard.components.real_table import LINKS, is_link, table_html, told
from dashboard.components.section import section
from dashboard.components.words import put, say
from dashboard.text.markdown import bare, html, plain
from dashboard.text.prose import prose
from dashboard.text.search import explained

MOST_ROWS = 60
GRID_HEIGHT = 420
FEW_ROWS = 10
CHECKS = "All checks on these records: data quality"
TABS = ["Chart", "Table", "Download", "About"]


@dataclass(frozen=True)
class Panel:
    """Everything that is shown of one question; made from the same published rows throughout."""

    name: str
    title: str
    subtitle: str
    alt: str
    figure: go.Figure | None
    table: pl.DataFrame = Later()  # noqa: RUF009  (holds nothing itself)
    file: bytes = Later()
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
    is_wide: bool = False

    def but(self, **changed: Any) -> Self:
        """The same with some fields changed; what is not made yet stays so."""
        same = {each.name: vars(self)[each.name] for each in fields(self)}
        return type(self)(**same | changed)

    # What follows is made once for all readers, not at each redraw.

    @cached_property
    def sent(self) -> PlotlyChart:
        """The figure as it is sent."""
        return as_sent(self.name, self.drawing, self.alt)

    @property
    def drawing(self) -> Sketch:
        """The figure with what a picture of it says around it."""
        sent = self.figure.to_dict()
        around = frame(self.around, self.figure.height).told(self.picture_name)
        # Plotly passes it on and draws nothing of it.
        return Sketch(sent["layout"] | {"meta": around}, sent["data"], is_plain=True)

    @property
    def picture_name(self) -> str:
        """The name of a picture of the chart, without ending; of invented cases it says so."""
        return self.file_name.removesuffix(".csv")

    @cached_property
    def around(self) -> Words:
        """The words of a picture that goes out alone."""
        how = (
            f"{prose('panels')['picture']['reading']} {bare(self.reading)}" if self.reading else ""
        )
        said = [how, *self.marks, f"{bare(self.source)}."]
        return Words(self.title, self.subtitle, tuple(filter(None, said)))

    @cached_property
    def cells(self) -> str:
        """The table as it is sent."""
        return table_html(self.table, self.title)

    @cached_property
    def terms(self) -> str:
        """What the words of the title and subtitle mean, for those that the glossary has."""
        return explained(f"{self.title} {self.subtitle}")

    @property
    def about_what(self) -> str:
        """Its title without the finding: of another area the same, and so not drawn anew."""
        return self.title.split(":")[0]

    @cached_property
    def choice(self) -> str:
        """What is chosen with its tabs, for those who hear the page."""
        return f"{prose('panels')['tabs']['choice']}: {plain(self.about_what)}"

    @cached_property
    def under_title(self) -> str:
        """Subtitle and finding, each in a paragraph of its own."""
        return plain(self.subtitle) + (f"\n\n{plain(self.finding)}" if self.finding else "")

    @cached_property
    def under_chart(self) -> str:
        """What the marks mean, how to read the chart, and the status: in one part of the page."""
        marks = "\n".join(f"- {plain(mark)}" for mark in self.marks)
        how = f"**How to read this:** {self.reading}" if self.reading else ""
        return "\n\n".join(part for part in (marks, how, self.status) if part)

    @cached_property
    def saving(self) -> str:
        """The buttons that save the chart as a picture; `pictures.js` does it."""
        words = prose("panels")["picture"]
        buttons = "".join(
            f'<button type="button" data-picture="{kind}" aria-label="{words["save"]} {name}: '
            f'{escape(self.about_what)}">{name}</button>'
            for kind, name in (("png", "PNG"), ("svg", "SVG"))
        )
        said = "".join(f' data-{name}="{words[name]}"' for name in ("making", "made", "failed"))
        return f'<p class="picture">{words["lead"]} {buttons}<span role="status"{said}></span></p>'

    @cached_property
    def status(self) -> str:
        """Where the figures come from, how they passed the checks, how many are hidden."""
        many = "cell" if self.hidden == 1 else "cells"
        hidden = f"{self.hidden:,} {many} hidden \\[c\\]" if self.hidden else ""
        return " · ".join(part for part in (self.source, self.checks, hidden) if part)


def show(
    panel: Panel | None, nothing: str = "Nothing is published for this choice.", note: str = ""
) -> None:
    """Draw a panel, with a note in place of its own if one is given; or say that there is none."""
    if panel is None:
        st.info(nothing)
        return
    st.subheader(plain(panel.title), anchor=False, help=panel.terms or None)
    if note or panel.note:
        st.info(note or panel.note)
    say(panel.under_title)
    _show_tabs(panel)


@section
def _show_tabs(panel: Panel) -> None:
    names = [name for name in TABS if _has(panel, name)]
    # One choice in the look of tabs (`modes.py`): Streamlit's own are five parts of a page each.
    # The open tab is part of the address; the others are filled when they are opened.
    opened = st.radio(
        panel.choice,
        names,
        key=f"tab-{panel.name}",
        bind="query-params",
        horizontal=True,
        label_visibility="collapsed",
        width="stretch",
    )
    _BODIES[opened](panel)


def _has(panel: Panel, tab: str) -> bool:
    """Whether there is anything under a tab: an empty one helps nobody."""
    return {"Chart": panel.figure is not None, "About": bool(panel.about or panel.checks)}.get(
        tab, True
    )


def show_table(table: pl.DataFrame, name: str, sent: str = "", is_wide: bool = False) -> None:
    """A real HTML table, whose cells are taken as text; a long or wide one as a grid."""
    if table.height > MOST_ROWS or is_wide:
        # So long a table would bury the page, and one wider than a phone could not be scrolled by
        # keyboard; this one scrolls in its place.
        _show_grid(told(table), name)
        return
    put(sent or table_html(table, name))


def _show_grid(table: pl.DataFrame, name: str) -> None:
    links = [name for name in LINKS if name in table.columns and all(map(is_link, table[name]))]
    # A grid takes no Markdown; it has links of its own.
    plain_links = table.with_columns(pl.col(links).str.extract(r"\]\((http[^)]+)\)"))
    named = {link: st.column_config.LinkColumn(link, display_text="Open") for link in links}
    st.dataframe(
        plain_links,
        hide_index=True,
        height="auto" if table.height <= FEW_ROWS else GRID_HEIGHT,
        alt=name,
        column_config=named or None,
    )


def _show_chart(panel: Panel) -> None:
    draw(panel.sent, panel.figure.height)
    put(panel.saving + html(panel.under_chart))


def _show_table(panel: Panel) -> None:
    show_table(panel.table, panel.title, panel.cells, panel.is_wide)
    if panel.table_note:
        say(f"All figures: {plain(panel.table_note)}.")
    say(panel.status)


def _show_download(panel: Panel) -> None:
    say("The file holds exactly the rows that are shown here, with a note in each row.")
    offer(
        f"Download {panel.file_name} (CSV, {panel.rows:,} rows, {size_words(panel.file)})",
        File(panel.file_name, "text/csv", panel.name, panel.subtitle, panel.rows),
        lambda: panel.file,
        f"download-{panel.name}",
    )
    say(panel.status)


def _show_about(panel: Panel) -> None:
    say(panel.about)
    if panel.checks:
        link_to("data_quality", CHECKS, icon=":material/fact_check:")
    say(panel.status)


_BODIES = {
    "Chart": _show_chart,
    "Table": _show_table,
    "Download": _show_download,
    "About": _show_about,
}
