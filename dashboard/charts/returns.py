"""Which force sent its return for which quarter: a filled square for received, a cross for not."""

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.style import CHOSEN, SECOND, blank, wrapped
from dashboard.frames import rowwise, where

ROW = 28
NAME_WIDTH = 25
MOST_LABELS = 3


def returns_figure(returns: pl.DataFrame, synthetic: bool) -> go.Figure:
    """`returns`: `area_name`, `quarter`, `is_received`, `status_label`, by area and quarter."""
    names = list(dict.fromkeys(returns["area_name"]))
    quarters = sorted(set(returns["quarter"]))
    figure = blank(ROW * len(names) + 90, synthetic, bottom=56)
    for received, mark, colour in ((True, "square", CHOSEN), (False, "x-thin-open", SECOND)):
        rows = where(returns, is_received=received)
        figure.add_scatter(
            x=rows["quarter"].to_list(),
            y=[wrapped(name, NAME_WIDTH) for name in rows["area_name"]],
            name="received" if received else "x",
            mode="markers",
            customdata=list(rowwise(rows, "area_name", "status_label")),
            hovertemplate="%{customdata[0]}, %{x}: %{customdata[1]}<extra></extra>",
            marker={
                "symbol": mark,
                "size": 10,
                "color": colour,
                "line": {"width": 2.5, "color": colour},
            },
        )
    _set_axes(figure, names, quarters)
    return figure


def _set_axes(figure: go.Figure, names: list[str], quarters: list[str]) -> None:
    step = -(-len(quarters) // MOST_LABELS) or 1
    figure.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=quarters,
        tickvals=quarters[::step],
        ticktext=[_two_lines(each) for each in quarters[::step]],
        showgrid=False,
        tickangle=0,
        range=[-0.7, len(quarters) - 0.3],
    )
    labels = [wrapped(name, NAME_WIDTH) for name in names]
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=labels[::-1],
        tickvals=labels,
        range=[-0.7, len(names) - 0.3],
        ticks="",
    )


def _two_lines(quarter: str) -> str:
    return f"{quarter[:7]}<br>{quarter[8:]}"
