"""Endings of matters by day, stacked: what was heard, what ended otherwise, what waits."""

from collections.abc import Sequence

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
    rows = points.filter(pl.col("estimate").is_not_null())
    days = list(range(0, (rows["day"].max() or 0) + STEP, STEP))
    order = [name for name in COLOURS if name in set(rows["ending"])]
    drawn = [(name, rows.filter(ending=name)) for name in order]
    key, below = [], 0.0
    for name, part in drawn:
        reached = held(part, days)
        _add_area(figure, part["ending_label"][0], COLOURS[name], days, reached)
        key.append((part["ending_label"][0], COLOURS[name], below + reached[-1] / 2))
        below += reached[-1]
    if below < 1:
        key.append(("Still open", "#FFFFFF", (1 + below) / 2))
    add_key(figure, key, PLOT)
    # Most are assessed after day 0: those at risk on that day say nothing of a later one.
    set_days_axis(figure, rows.filter(pl.col("day") > 0).sort("day"), "Aware", most=2)
    figure.update_yaxes(range=[0, 1])
    return figure


def held(part: pl.DataFrame, days: Sequence[int]) -> list[float]:
    """The share at each day: that of the last step, as nothing changes in between."""
    asked = pl.DataFrame({"day": days}, schema={"day": pl.Int64})
    steps = part.select("day", "estimate").sort("day")
    found = asked.join_asof(steps, on="day", strategy="backward")
    return found["estimate"].fill_null(0.0).to_list()


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
