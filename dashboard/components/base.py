"""One measure over the base of the reader's choice: over time, across forces, and differences."""

from dashboard.components.breakdown import choose_base
from dashboard.components.comparison import show_forces
from dashboard.components.control_chart import show_control_chart
from dashboard.components.difference import show_difference
from dashboard.components.filters import Ask
from dashboard.components.over_time import show_trend


def show_over_bases(ask: Ask, name: str) -> None:
    """The measure, or a variant of it over another base."""
    measure = choose_base(ask, name)
    show_trend(ask, measure)
    show_control_chart(ask, measure)
    show_forces(ask, measure)
    show_difference(ask, measure)
