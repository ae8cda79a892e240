"""One or two sentences that answer a page's question for the chosen area and period."""

import polars as pl
import streamlit as st

from dashboard.components.filters import Ask
from dashboard.components.shared import shared
from dashboard.components.topic import since_before
from dashboard.components.words import say
from dashboard.queries import published
from dashboard.text.figures import figure_words
from dashboard.text.findings import change_words
from dashboard.text.markdown import plain
from dashboard.text.periods import fit
from dashboard.text.prose import prose


def summary(ask: Ask, name: str, breakdown: str = "total", category: str | None = "total") -> None:
    """The figure with its interval, and how it stands to the period before."""
    if category is not None and (words := summary_words(ask, name, breakdown, category)):
        say(words)


@shared
def summary_words(ask: Ask, name: str, breakdown: str = "total", category: str = "total") -> str:
    """The sentence of `summary` as Markdown; empty where nothing is published."""
    offered = published.offered_periods(ask.build, name, ask.area.level, breakdown)
    period, _ = fit(ask.period, offered)
    rows = published.windows(ask.build, name, ask.area.code, breakdown, category).to_dicts()
    if period is not None and period.type != "three_years":
        rows = published.series(ask.build, name, ask.area.code, breakdown, category).to_dicts()
    at = next((n for n, row in enumerate(rows) if period and row["period"] == period.name), None)
    if at is None:
        return ""
    row = rows[at]
    what = (
        row["measure_title"] if category == "total" else f"{row['category_label']}, {row['unit']}"
    )
    upto = pl.DataFrame(rows[: at + 1], infer_schema_length=None)
    change = change_words(row, rows[at - 1] if at else None, since_before(ask, upto))
    return (
        f"**{plain(row['area_name'])}, {plain(period.name)}:** {plain(what)}: "
        f"**{plain(figure_words(row))}**; {plain(change)}."
    )


def thinned(ask: Ask) -> None:
    """Where complaints of the demonstration are thinned, the share of one kind is far too high."""
    if words := thinned_words(ask):
        st.warning(words)


def thinned_words(ask: Ask) -> str:
    """What `thinned` says, if anything."""
    if not (ask.build.synthetic and ask.build.areas_note):
        return ""
    return f"{prose('panels')['thinned']['note']} {plain(ask.build.areas_note)}"
