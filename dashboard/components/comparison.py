"""Forces beside one another: a funnel plot first, then each in the order of the alphabet."""

import streamlit as st

from dashboard.components.filters import Ask, choose
from dashboard.components.funnel import funnel
from dashboard.components.panel import show
from dashboard.components.section import section
from dashboard.components.topic import forces
from dashboard.queries import published
from dashboard.text.comparisons import no_funnel_words

VIEWS = {
    "spread": "Funnel plot, usual spread of forces allowed for",
    "funnel": "Funnel plot",
    "dots": "Each force with its interval",
}
FEWEST = 2  # forces: one alone cannot be compared


@section
def show_forces(
    ask: Ask, name: str, breakdown: str = "total", category: str = "total", key: str = "forces_as"
) -> None:
    """The forces of the records in the chosen period, or plainly why they are not compared."""
    listed = published.areas(ask.build)["area_level"].to_list().count("force")
    measure = published.measure(ask.build, name)
    made = funnel(ask, name, breakdown, category)
    wide = funnel(ask, name, breakdown, category, with_spread=True)
    if made is None:
        st.info(no_funnel_words(measure, listed))
    if listed < FEWEST:
        return
    shown = {"spread": wide, "funnel": made, "dots": None}
    offered = [view for view in VIEWS if view == "dots" or shown[view]]
    view = made and choose("Forces shown as", key, offered, words=VIEWS)
    show(shown.get(view) or forces(ask, name, breakdown, category))
