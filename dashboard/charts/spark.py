"""A small line for a card: the shape of a series, without axes."""

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.style import CHOSEN, blank, label
from dashboard.charts.trend import placed, segments

HEIGHT = 92


def spark_figure(values: pl.DataFrame, breaks: pl.DataFrame, synthetic: bool) -> go.Figure:
    """`values` as for a trend. The line is cut at breaks as it is there."""
    rows = placed(values)
    figure = blank(HEIGHT, synthetic=False, top=6, bottom=30 if synthetic else 6)
    for run in segments(rows, breaks["date"].to_list()):
        figure.add_scatter(
            x=[row["at"] for row in run],
            y=[row["value"] for row in run],
            mode="lines+markers",
            name="value",
            hoverinfo="skip",
            line={"color": CHOSEN, "width": 2},
            marker={"size": 5},
        )
    hide = {"showgrid": False, "showticklabels": False, "ticks": "", "showline": False}
    figure.update_xaxes(**hide)
    figure.update_yaxes(rangemode="tozero", **hide)
    if synthetic:
        label(figure, "Synthetic data")
    figure.update_layout(hovermode=False)
    return figure
