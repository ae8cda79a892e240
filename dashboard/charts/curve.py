"""Share through a stage by day since it began, in steps, with the number still waiting below."""

from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.style import BAND, CHOSEN, OTHERS, blank

HEIGHT = 420
MARKED_DAYS = {182: "6 months", 365: "1 year", 548: "18 months", 730: "2 years", 1095: "3 years"}
MOST_MARKS = 3


def curve_figure(points: pl.DataFrame, synthetic: bool, start: str = "Notice") -> go.Figure:
    """`points`: `day`, `at_risk`, `estimate`, `lower`, `upper` (0 to 1), `words`, by day.

    `start` names what the days are counted from.
    """
    figure = blank(HEIGHT, synthetic, bottom=78)
    rows = [row for row in points.to_dicts() if row["estimate"] is not None]
    _add_band(figure, rows)
    figure.add_scatter(
        x=[row["day"] for row in rows],
        y=[row["estimate"] for row in rows],
        name="value",
        mode="lines",
        line={"shape": "hv", "color": CHOSEN, "width": 2.5},
        customdata=[row["words"] for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )
    figure.add_hline(y=0.5, line={"dash": "dot", "width": 1.5, "color": OTHERS})
    set_days_axis(figure, rows, start)
    return figure


def _add_band(figure: go.Figure, rows: Sequence[dict]) -> None:
    sure = [row for row in rows if row["lower"] is not None and row["upper"] is not None]
    for name, fill in (("lower", None), ("upper", "tonexty")):
        figure.add_scatter(
            x=[row["day"] for row in sure],
            y=[row[name] for row in sure],
            name=name,
            mode="lines",
            line={"shape": "hv", "width": 0},
            hoverinfo="skip",
            fill=fill,
            fillcolor=BAND,
        )


def set_days_axis(
    figure: go.Figure, rows: Sequence[dict], start: str, most: int = MOST_MARKS
) -> None:
    """Days since `start` with the number still waiting below; shares from 0 to 1 upwards."""
    last = max((row["day"] for row in rows), default=0) or 1
    days = [day for day in MARKED_DAYS if day <= last]
    if len(days) > most:
        days = [day for day in days if day % 365 == 0]
    if len(days) > most:
        days = [days[0], days[-1]]
    texts = [f"{MARKED_DAYS[day]}<br><br>{_waiting(rows, day)}" for day in days]
    figure.update_xaxes(
        tickvals=[0, *days],
        ticktext=[f"{start}<br>still<br>waiting:", *texts],
        range=[0, last],
        tickangle=0,
        showgrid=False,
    )
    figure.update_yaxes(range=[0, 1.02], tickformat=".0%", nticks=6)


def _waiting(rows: Sequence[dict], day: int) -> str:
    until = [row for row in rows if row["day"] <= day and row["at_risk"] is not None]
    return f"{until[-1]['at_risk']:,}" if until else ""
