"""From awareness to a hearing or another ending: what share got where by which day."""

import polars as pl
import streamlit as st

from dashboard.charts.incidence import incidence_figure
from dashboard.components.files import case_file, file_name
from dashboard.components.filters import Ask
from dashboard.components.panel import Panel
from dashboard.components.shared import shared
from dashboard.components.sources import about_measure, checks_words, source_words
from dashboard.queries import published
from dashboard.queries.connection import Build
from dashboard.queries.quality import inputs
from dashboard.text.incidence import endings_alt, endings_table, endings_title
from dashboard.text.markdown import plain
from dashboard.text.periods import fit
from dashboard.text.prose import prose, reading


@shared
def incidence(ask: Ask) -> Panel | None:
    """Cumulative incidence of each ending in the chosen area and cohort of awareness."""
    offered = published.offered_periods(ask.build, "T1_12m", ask.area.level)
    period, note = fit(ask.period, offered)
    if period is None:
        return None
    points = published.curves(ask.build, "T1", ask.area.code, period.name)
    if points.is_empty():
        return None
    shares = published.side_by_side(
        ask.build, ["T1_12m", "T1_24m"], ask.area.code, period.name
    ).to_dicts()
    hidden = points["symbol"].to_list().count("c")
    shown = points["estimate"].null_count() < points.height
    measure = published.measure(ask.build, "T1_12m")
    return Panel(
        name="incidence-T1",
        title=endings_title(shares),
        subtitle="Share of officers assessed for gross misconduct by how their matter ended, by "
        f"day since it came to attention: {ask.area.name}, matters from {period.dates}.",
        figure=incidence_figure(points, ask.build.synthetic) if shown else None,
        alt=endings_alt(points.to_dicts(), shares, ask.area.name, period),
        table=lambda: endings_table(points.to_dicts(), shares),
        file=lambda: case_file(points, ask.build),
        file_name=file_name(
            "awareness-to-hearing", ask.area.name, period.name, synthetic=ask.build.synthetic
        ),
        about=about_measure(ask.build, measure, pl.DataFrame({"interval_method": ["curve"]})),
        source=source_words(ask.build),
        checks=checks_words(ask.build),
        reading=reading("incidence"),
        marks=[prose("panels")["marks"]["c"]] if hidden else [],
        table_note=f"share by then, 95% interval; the file has all {points.height:,} steps",
        note=note,
        rows=points.height,
        hidden=hidden,
    )


def show_refusal(ask: Ask) -> bool:
    """Name the suppliers who delivered no open cases, and why; True where nobody delivered any."""
    words, is_all = refusal(ask.build)
    if words:
        st.warning(words)
    return is_all


@shared
def refusal(build: Build) -> tuple[str, bool]:
    """What `show_refusal` says, empty where all is well, and whether it is so of all suppliers."""
    deliveries = inputs(build, "delivery")
    closed = deliveries.filter(includes_open_cases=False)
    if closed.is_empty():
        return "", False
    is_all = closed.height == deliveries.height
    names = " and ".join(plain(name) for name in closed["supplier"].unique(maintain_order=True))
    words = prose("panels")["refused"]
    return words["nobody" if is_all else "some"].format(suppliers=names), is_all
