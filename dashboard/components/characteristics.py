"""Which protected characteristics are named, and one of them over time and across forces."""

from dashboard.components import topic
from dashboard.components.breakdown import NAMED_TOO_SELDOM
from dashboard.components.comparison import show_forces
from dashboard.components.filters import Ask
from dashboard.components.panel import show

MEASURE, SPLIT = "D2", "characteristic"


def show_characteristics(ask: Ask, followed: str | None) -> None:
    """All characteristics side by side, then the one that is followed."""
    show(topic.parts(ask, MEASURE, SPLIT))
    if followed:
        show(topic.trend(ask, MEASURE, SPLIT, followed), NAMED_TOO_SELDOM)
        show_forces(ask, MEASURE, SPLIT, followed, key="characteristic_as")
