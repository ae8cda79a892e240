"""Bars by category in their own order, from zero, each with its interval and its figure."""

from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.marks import add_intervals, add_points
from dashboard.charts.style import CHOSEN, INK, SECOND, blank, wrapped

ROW = 50
NAME_WIDTH = 18
# Room to the right of the longest bar for the figure of it.
ROOM = 1.3


def bars_figure(values: pl.DataFrame, synthetic: bool) -> go.Figure:
    """`values`: one row per category, with `category_label`, `value`, `number` and `words`."""
    rows = [row | {"name": row["category_label"]} for row in values.to_dicts()]
    figure = blank(ROW * len(rows) + 60, synthetic)
    shown = [row for row in rows if row["value"] is not None]
    _add_bars(figure, shown)
    # Orange keeps 3:1 to the bar and to the page.
    add_intervals(figure, shown, _place, SECOND)
    _add_numbers(figure, shown)
    add_points(figure, rows, _place, CHOSEN, text_position="middle right", absent_only=True)
    _set_axes(figure, rows)
    return figure


def _place(row: dict, height: float) -> tuple[float, str]:
    return height, _label(row)


def _label(row: dict) -> str:
    return wrapped(row["category_label"], NAME_WIDTH)


def _add_bars(figure: go.Figure, rows: Sequence[dict]) -> None:
    figure.add_bar(
        x=[row["value"] for row in rows],
        y=[_label(row) for row in rows],
        name="value",
        orientation="h",
        marker={"color": CHOSEN},
        width=0.6,
        customdata=[[row["name"], row["words"]] for row in rows],
        hovertemplate="%{customdata[0]}: %{customdata[1]}<extra></extra>",
    )


def _add_numbers(figure: go.Figure, rows: Sequence[dict]) -> None:
    figure.add_scatter(
        x=[_end(row) for row in rows],
        y=[_label(row) for row in rows],
        name="figure",
        mode="text",
        hoverinfo="skip",
        cliponaxis=False,
        text=[f" {row['number']}" for row in rows],
        textposition="middle right",
        textfont={"color": INK},
    )


def _end(row: dict) -> float:
    return row["value"] if row.get("upper") is None else row["upper"]


def _set_axes(figure: go.Figure, rows: Sequence[dict]) -> None:
    longest = max((_end(row) for row in rows if row["value"] is not None), default=0)
    figure.update_xaxes(
        range=[0, longest * ROOM or 1],
        tickangle=0,
        ticksuffix="%" if rows and rows[0].get("per") == 100 else "",
        nticks=3,
        separatethousands=True,
    )
    labels = [_label(row) for row in rows]
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=labels[::-1],
        tickvals=labels,
        ticklen=10,
        tickcolor="white",
        showgrid=False,
    )
