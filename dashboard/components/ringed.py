"""A series with a ring round the chosen period, on a panel that is made once for all periods."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from dashboard.charts.marks import ring
from dashboard.components.panel import Panel
from dashboard.components.shared import shared, shared_by_periods
from dashboard.text.figures import value_words
from dashboard.text.marks import ring_words
from dashboard.text.periods import Period, middle, point_of

# A panel, and the rows of its series in order of time.
Series = tuple[Panel, list[dict]]


def ringed(make: Callable[..., Series | None]) -> Callable[..., Panel | None]:
    """`make` is asked once for all periods; the ring is added for each period that is chosen."""
    kept = shared_by_periods(make)

    @wraps(make)
    def made(ask: Any, *more: Any, **named: Any) -> Panel | None:
        found = kept(ask, *more, **named)
        return found and _with_ring(*found, ask.period)

    return shared(made)


def _with_ring(panel: Panel, rows: list[dict], period: Period) -> Panel:
    point = point_of(period, rows)
    row = next((row for row in rows if row["period"] == point and row["value"] is not None), None)
    if row is None:
        return panel
    figure = panel.figure.copied()
    ring(figure, row, middle(row["period_start"], row["period_end"]))
    return panel.but(
        figure=figure,
        marks=[ring_words(period.name, point), *panel.marks],
        alt=f"{panel.alt} Ringed: {point}, {value_words(row)}.",
    )
