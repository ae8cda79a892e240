"""Shares of a whole over time as columns of 100%, cut by the breaks in the series."""

from collections.abc import Sequence
from itertools import cycle
from operator import itemgetter

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.key import add_key
from dashboard.charts.marks import ABSENT
from dashboard.charts.style import INK, blank
from dashboard.charts.trend import add_breaks, breaks_inside, placed, room_for, set_periods_axis
from dashboard.text.rows import grouped

PLOT = 320
BELOW = 36
DAY = 86_400_000  # milliseconds, in which the axis measures widths
# A white line parts neighbours, so that none rests on colour alone. Grey for what is not followed.
COLOURS = ("#12436D", "#28A197", "#A285D1", "#801650", "#F46A25", "#3D3D3D")
OWN_COLOURS = {"RETURN_TO_FORCE": "#BFBFBF", "PENDING": "#767676"}
# Names stand at the right, which leaves less room for those of periods.
MOST_LABELS = 2


def stacked_figure(values: pl.DataFrame, breaks: pl.DataFrame, synthetic: bool) -> go.Figure:
    """`values`: one row per category and period, in both orders, with `value` and `words`."""
    groups = list(grouped(placed(values), itemgetter("category")).values())
    periods = groups[0] if groups else []
    inside = breaks_inside(breaks, periods)
    top = room_for(inside)
    figure = blank(PLOT + BELOW + top, synthetic, top=top, bottom=BELOW)
    colours = _colours(groups)
    for rows, colour in zip(groups, colours, strict=True):
        _add_columns(figure, rows, colour)
    _add_absent(figure, periods)
    add_breaks(figure, inside, periods)
    add_key(figure, _key(groups, colours), PLOT)
    set_periods_axis(figure, periods, MOST_LABELS)
    figure.update_layout(barmode="stack")
    figure.update_yaxes(range=[0, 100], ticksuffix="%", nticks=6)
    return figure


def _add_columns(figure: go.Figure, rows: Sequence[dict], colour: str) -> None:
    figure.add_bar(
        x=[row["at"] for row in rows],
        y=[row["value"] for row in rows],
        width=[(row["period_end"] - row["period_start"]).days * DAY * 0.86 for row in rows],
        name=rows[0]["category_label"],
        marker={"color": colour, "line": {"color": "white", "width": 1}},
        customdata=[[row["category_label"], row["period"], row["words"]] for row in rows],
        hovertemplate="%{customdata[0]}, %{customdata[1]}: %{customdata[2]}<extra></extra>",
    )


def _add_absent(figure: go.Figure, periods: Sequence[dict]) -> None:
    for row in periods:
        if row["value"] is None and row["symbol"] in ABSENT:
            figure.add_annotation(
                x=row["at"], y=0, yanchor="bottom", text=f"[{row['symbol']}]", font={"color": INK}
            )


def _colours(groups: Sequence[Sequence[dict]]) -> list[str]:
    free = cycle(COLOURS)
    return [OWN_COLOURS.get(rows[0]["category"]) or next(free) for rows in groups]


def _key(groups: Sequence[Sequence[dict]], colours: Sequence[str]) -> list[tuple[str, str, float]]:
    """Name, colour and middle of each part in the last column."""
    parts, below = [], 0.0
    for rows, colour in zip(groups, colours, strict=True):
        height = (rows[-1]["value"] or 0) / 100
        parts.append((rows[0]["category_label"], colour, below + height / 2))
        below += height
    return parts
