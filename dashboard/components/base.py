"""One measure, over the base of the reader's choice or not, in all panels that compare it."""

from dashboard.components.breakdown import choose_base
from dashboard.components.comparison import show_forces
from dashboard.components.control_chart import show_control_chart
from dashboard.components.difference import show_difference
from dashboard.components.filters import Ask
from dashboard.components.over_time import show_trend
from dashboard.components.panel import show
from dashboard.components.topic import trend


def show_over_bases(ask: Ask, name: str) -> None:
    """The measure, or a variant of it over another base."""
    show_measure(ask, choose_base(ask, name))


def show_measure(ask: Ask, measure: str) -> None:
    """One measure over time, between its control limits, across forces, and by difference."""
    show_trend(ask, measure)
    show_control_chart(ask, measure)
    show_forces(ask, measure)
    show_difference(ask, measure)


def show_trends(ask: Ask, *names: str) -> None:
    """Each of these measures over time; nothing of one that this build does not publish."""
    for name in names:
        if made := trend(ask, name):
            show(made)
