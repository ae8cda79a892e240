"""One measure over time in two or three definitions: a line for each, named where it ends."""

from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.marks import add_intervals, add_points
from dashboard.charts.style import CHOSEN, INK, OTHERS, SECOND, blank
from dashboard.charts.trend import (
    add_breaks,
    breaks_inside,
    placed,
    room_for,
    segments,
    set_periods_axis,
)

HEIGHT = 380
LOOKS = ((CHOSEN, "solid"), (SECOND, "dash"), (OTHERS, "dot"))


def split_figure(values: pl.DataFrame, breaks: pl.DataFrame, synthetic: bool) -> go.Figure:
    """`values`: one row per category and period, in both orders, with `words`."""
    groups = [placed(part) for part in values.partition_by("category", maintain_order=True)]
    periods = groups[0] if groups else []
    inside = breaks_inside(breaks, periods)
    top = room_for(inside) + 8
    figure = blank(HEIGHT + top, synthetic, top=top)
    for rows, (colour, dash) in zip(groups, LOOKS, strict=False):
        _add_line(figure, rows, colour, dash)
    add_breaks(figure, inside, periods)
    set_periods_axis(figure, periods)
    suffix = "%" if periods and periods[0]["per"] == 100 else ""
    figure.update_yaxes(rangemode="tozero", ticksuffix=suffix, nticks=6, separatethousands=True)
    return figure


def _add_line(figure: go.Figure, rows: Sequence[dict], colour: str, dash: str) -> None:
    shown = [row for row in rows if row["value"] is not None]
    add_intervals(figure, shown, _place, colour)
    # Each line keeps to one set of rules, so no break parts it; what is unreliable is not joined.
    joined = [row | {"break_before": False, "value": _sure(row)} for row in rows]
    for run in segments(joined, []):
        figure.add_scatter(
            x=[row["at"] for row in run],
            y=[row["value"] for row in run],
            name="line",
            mode="lines",
            hoverinfo="skip",
            line={"color": colour, "width": 2.5, "dash": dash},
        )
    add_points(figure, shown, _place, colour, text_position="top center")
    sure = [row for row in shown if _sure(row) is not None] or shown
    if sure:
        # At the outer end, where the lines are apart.
        end, side = (sure[0], "left") if colour == CHOSEN else (sure[-1], "right")
        figure.add_annotation(
            x=end["at"],
            y=end["upper"] or end["value"],
            text=end["category_label"],
            name="category",
            xanchor=side,
            xshift=-6 if side == "left" else 6,
            yanchor="bottom",
            yshift=4,
            font={"color": INK},
            # Where a phone leaves no room beside the lines, the words stand over them.
            bgcolor="rgba(255, 255, 255, 0.85)",
        )


def _sure(row: dict) -> float | None:
    return None if row["symbol"] == "u" else row["value"]


def _place(row: dict, height: float) -> tuple:
    return row["at"], height
