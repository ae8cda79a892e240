"""Ratios on a scale of equal ratios, each a dot with its interval beside the line at 1."""

from collections.abc import Sequence
from math import log10

import plotly.graph_objects as go

from dashboard.charts.style import CHOSEN, INK, blank, wrapped

ROW = 30
NAME_WIDTH = 26
# The scale ends here; an interval that runs on says so on hover and in the table.
LEAST, MOST = 0.1, 10.0
TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10)


def disparity_figure(rows: Sequence[dict], synthetic: bool) -> go.Figure:
    """`rows` with ratio, lower, upper, `name` and `words`, in the order to show."""
    figure = blank(ROW * len(rows) + 100, synthetic)
    for at, row in enumerate(rows):
        figure.add_scatter(
            x=[_inside(row["lower"] or LEAST), _inside(row["upper"] or MOST)],
            y=[at, at],
            mode="lines",
            name="95% interval",
            hoverinfo="skip",
            line={"color": CHOSEN, "width": 2},
        )
    figure.add_scatter(
        x=[_inside(row["ratio"]) for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        name="ratio",
        customdata=[row["words"] for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
        marker={
            "size": 10,
            "color": ["white" if row["symbol"] == "u" else CHOSEN for row in rows],
            "line": {"color": CHOSEN, "width": 2},
        },
    )
    figure.add_vline(x=1, line={"dash": "dot", "width": 1.5, "color": INK})
    _set_axes(figure, rows)
    return figure


def _inside(value: float) -> float:
    return min(max(value, LEAST), MOST)


def _set_axes(figure: go.Figure, rows: Sequence[dict]) -> None:
    ends = [_inside(end) for row in rows for end in (row["lower"] or LEAST, row["upper"] or MOST)]
    low, high = min([*ends, 0.5]), max([*ends, 2.0])
    figure.update_xaxes(
        type="log",
        range=[log10(low) - 0.03, log10(high) + 0.03],
        tickvals=[tick for tick in TICKS if low * 0.99 <= tick <= high * 1.01],
        tickangle=0,
        title="times as likely as the reference group",
    )
    figure.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=[wrapped(row["name"], NAME_WIDTH) for row in rows],
        range=[len(rows) - 0.3, -0.7],
        tickfont={"size": 12},
    )
