"""Where to look further: the figures of forces that chance and usual spread do not explain."""

import streamlit as st

from dashboard.components.filters import Ask
from dashboard.components.glance import windowed
from dashboard.components.panel import Panel, show
from dashboard.components.shared import shared
from dashboard.components.topic import measure_panel, worded
from dashboard.queries import comparisons, published
from dashboard.text.further import further_table, further_title
from dashboard.text.prose import prose


def show_further(ask: Ask) -> None:
    """The list, or plainly that there is nobody on it."""
    made = further(ask)
    words = prose("overview")["further"]
    if made is not None and not made.rows:
        st.info(f"{made.title}. {words['empty']}")
        return
    show(made, nothing=words["nothing"])


@shared
def further(ask: Ask) -> Panel | None:
    """Forces to look at in the window, by name; None where forces are not compared."""
    period = windowed(ask).period
    if not comparisons.has_signals(ask.build, period.name):
        return None
    rows = worded(comparisons.look_further(ask.build, period.name))
    words = prose("overview")["further"]
    measure = published.measures(ask.build).row(0, named=True)
    return measure_panel(
        ask,
        measure | {"topic": "overview", "measure": "look-further"},
        rows,
        kind="area",
        title=further_title(rows.to_dicts(), period.name),
        subtitle=words["subtitle"],
        figure=None,
        alt="",
        table=further_table(rows.to_dicts()),
        named=[period.name],
        about=words["about"],
    )
