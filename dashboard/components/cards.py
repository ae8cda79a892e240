"""Cards of the Overview: figure, interval, change since the window before, small line, link."""

from dataclasses import dataclass
from functools import cached_property

import plotly.graph_objects as go
import polars as pl
import streamlit as st
from streamlit.proto.PlotlyChart_pb2 import PlotlyChart

from dashboard.charts.spark import spark_figure
from dashboard.components.drawing import as_sent, draw
from dashboard.components.files import file_name, official_file
from dashboard.components.filters import Ask
from dashboard.components.panel import Panel
from dashboard.components.places import link_to
from dashboard.components.shared import shared
from dashboard.components.topic import since_before
from dashboard.components.words import say
from dashboard.queries import official, published
from dashboard.queries.connection import Build
from dashboard.text.figures import base_named, interval_words, is_shown, symbol_words, value_words
from dashboard.text.findings import change_words
from dashboard.text.markdown import plain
from dashboard.text.official import headline_table
from dashboard.text.periods import fit
from dashboard.text.prose import prose
from dashboard.text.search import explained


@dataclass(frozen=True)
class Card:
    """One topic in one small box."""

    title: str
    page: str
    value: str
    says: str
    detail: str
    change: str
    figure: go.Figure
    alt: str

    @cached_property
    def sent(self) -> PlotlyChart:
        """The small line as it is sent, made once for all readers."""
        return as_sent(f"spark-{self.page}", self.figure, self.alt)


def show_cards(ask: Ask) -> None:
    """Four topics side by side, or below one another on a narrow screen."""
    grid = st.grid("auto", min_column_width=240, gap="small")
    for card in prose("overview")["cards"]:
        with grid.container(border=True, height="stretch"):
            made = card_of(ask, card["measure"])
            if made is None:
                say(f"**{card['title']}**\n\nNothing is published for this choice.")
            else:
                _show(made)


def _show(card: Card) -> None:
    st.metric(card.title, card.value, help=explained(card.says) or None)
    say(f"{plain(card.says)}\n\n{plain(card.detail)}\n\n**{plain(card.change)}**")
    draw(card.sent, card.figure.height)
    link_to(card.page, f"More on {card.title.lower()}")


@shared
def card_of(ask: Ask, measure: str) -> Card | None:
    """The card of a measure for the window asked for; None where nothing is published."""
    card = next(each for each in prose("overview")["cards"] if each["measure"] == measure)
    series = published.windows(
        ask.build, measure, ask.area.code, card["breakdown"], card["category"]
    )
    offered = published.offered_periods(ask.build, measure, ask.area.level, card["breakdown"])
    period, _ = fit(ask.period, [each for each in offered if each.type == "three_years"])
    rows = series.to_dicts()
    at = next((n for n, row in enumerate(rows) if period and row["period"] == period.name), None)
    if at is None:
        return None
    row, before = rows[at], rows[at - 1] if at else None
    basis = published.measure(ask.build, measure)["event_basis"]
    breaks = published.breaks(ask.build, basis, ask.area.code)
    return Card(
        title=card["title"],
        page=card["page"],
        value=value_words(row) if is_shown(row) else symbol_words(row).split("]")[0] + "]",
        says=card["says"] if is_shown(row) else symbol_words(row),
        detail="; ".join(part for part in _details(row) if part),
        change=_sentence(change_words(row, before, since_before(ask, series.head(at + 1))))
        + (", provisional" if row["provisional"] else ""),
        figure=spark_figure(series, breaks, ask.build.synthetic),
        alt=_alt(card, rows),
    )


def _details(row: dict) -> list[str]:
    interval = interval_words(row)
    where = f"{row['area_name']}, {row['period']}"
    return [where, base_named(row), f"95% interval {interval}" if interval else ""]


def _alt(card: dict, rows: list[dict]) -> str:
    told = "; ".join(f"{row['period']} {value_words(row)}" for row in rows)
    return f"Small line of {card['title'].lower()} by three-year window: {told}"


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]


@shared
def headlines(build: Build) -> Panel | None:
    """One published national figure or two per topic, each with its publisher."""
    frames = [
        official.headline(build, each["topic"], each["measure"], each["category"])
        for each in prose("overview")["headlines"]
    ]
    rows = pl.concat(frames)
    if rows.is_empty():
        return None
    return Panel(
        name="published-headlines",
        title="Headline figures",
        subtitle="The latest that ships with this project; newer editions may be out.",
        alt="",
        figure=None,
        table=headline_table(rows.to_dicts(), with_source=True),
        file=official_file(rows),
        file_name=file_name("published headline figures"),
        about="Figures as their publishers print them; each row of the table links to its source.",
        source="Source: named in each row of the table",
        rows=rows.height,
    )
