"""Endings of matters by day, stacked: what was heard, what ended otherwise, what waits."""

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.curve import set_days_axis
from dashboard.charts.key import add_key
from dashboard.charts.style import blank

PLOT = 330
BELOW = 78
# Days between drawn points; the curve is flat between its own steps.
STEP = 15
COLOURS = {
    "hearing": "#12436D",
    "meeting": "#28A197",
    "reflective_practice": "#F46A25",
    "no_proceedings": "#BFBFBF",
    "downgraded": "#A285D1",
    "withdrawn": "#801650",
}


def incidence_figure(points: pl.DataFrame, synthetic: bool) -> go.Figure:
    """`points`: `ending`, `ending_label`, `day`, `at_risk`, `estimate` (0 to 1), by ending, day."""
    figure = blank(PLOT + BELOW + 12, synthetic, bottom=BELOW)
    rows = [row for row in points.to_dicts() if row["estimate"] is not None]
    days = list(range(0, max((row["day"] for row in rows), default=0) + STEP, STEP))
    parts = {name: [row for row in rows if row["ending"] == name] for name in COLOURS}
    key, below = [], 0.0
    for name, part in parts.items():
        if not part:
            continue
        reached, label = held(part, days), part[0]["ending_label"]
        _add_area(figure, label, COLOURS[name], days, reached)
        key.append((label, COLOURS[name], below + reached[-1] / 2))
        below += reached[-1]
    if below < 1:
        key.append(("Still open", "#FFFFFF", (1 + below) / 2))
    add_key(figure, key, PLOT)
    # Most are assessed after day 0: those at risk on that day say nothing of a later one.
    later = sorted((row for row in rows if row["day"] > 0), key=itemgetter("day"))
    set_days_axis(figure, later, "Aware", most=2)
    figure.update_yaxes(range=[0, 1])
    return figure


def held(part: Sequence[dict], days: Sequence[int]) -> list[float]:
    """The share at each day: that of the last step, as nothing changes in between."""
    steps = sorted(part, key=itemgetter("day"))
    reached = [0.0, *(row["estimate"] for row in steps)]
    return [reached[bisect_right(steps, day, key=itemgetter("day"))] for day in days]


def _add_area(
    figure: go.Figure, name: str, colour: str, days: Sequence[int], reached: Sequence[float]
) -> None:
    figure.add_scatter(
        x=days,
        y=reached,
        name=name,
        mode="lines",
        stackgroup="endings",
        line={"shape": "hv", "color": "white", "width": 1},
        fillcolor=colour,
        hovertemplate=f"{name} by day %{{x:,}}: %{{y:.1%}}<extra></extra>",
    )
