"""Quarters between control limits: what routine alone does, and the quarters that signal more."""

from collections.abc import Iterator, Sequence

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.marks import add_points
from dashboard.charts.style import CHOSEN, INK, OTHERS, SECOND, blank
from dashboard.charts.trend import (
    add_breaks,
    below,
    breaks_inside,
    placed,
    room_for,
    set_periods_axis,
)

HEIGHT = 380
LIMITS = {
    "mean": {"width": 1.5, "color": INK},
    "lower_natural": {"width": 1.5, "color": OTHERS, "dash": "dash"},
    "upper_natural": {"width": 1.5, "color": OTHERS, "dash": "dash"},
}
TRIAL = "dot"


def control_figure(values: pl.DataFrame, breaks: pl.DataFrame, synthetic: bool) -> go.Figure:
    """`values`: quarters in order of time, with `segment`, limits, `is_signal` and `words`.

    `breaks`: `date` and `title`. Limits and line begin anew with each segment.
    """
    rows = placed(values)
    inside = breaks_inside(breaks, rows)
    top = room_for(inside)
    figure = blank(HEIGHT + top, synthetic, top=top, bottom=below(rows))
    for run in _runs(rows):
        _add_run(figure, run)
    usual = [row for row in rows if not row["is_signal"]]
    add_points(figure, usual, _place, CHOSEN, text_position="top center")
    _add_signals(figure, [row for row in rows if row["is_signal"]])
    add_breaks(figure, inside, rows)
    set_periods_axis(figure, rows)
    suffix = "%" if rows and rows[0]["per"] == 100 else ""
    figure.update_yaxes(rangemode="tozero", ticksuffix=suffix, nticks=6, separatethousands=True)
    return figure


def _place(row: dict, height: float) -> tuple:
    return row["at"], height


def _runs(rows: Sequence[dict]) -> Iterator[list[dict]]:
    """Neighbours of one segment that have figures."""
    run: list[dict] = []
    for row in rows:
        if run and row["segment"] != run[-1]["segment"]:
            yield run
            run = []
        if row["segment"] is not None:
            run.append(row)
    if run:
        yield run


def _add_run(figure: go.Figure, run: list[dict]) -> None:
    # To the ends of the quarters, so that a limit is seen to hold for the whole of them.
    for name, line in LIMITS.items():
        if run[0][name] is None:
            continue
        dash = {"dash": TRIAL} if run[0]["is_trial"] and name != "mean" else {}
        figure.add_scatter(
            x=[run[0]["period_start"], run[-1]["period_end"]],
            y=[run[0][name], run[-1][name]],
            name=name,
            mode="lines",
            line=line | dash,
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=[row["at"] for row in run],
        y=[row["value"] for row in run],
        name="line",
        mode="lines",
        line={"color": CHOSEN, "width": 1.5},
        hoverinfo="skip",
    )


def _add_signals(figure: go.Figure, rows: Sequence[dict]) -> None:
    """Filled diamonds outside the limits, open ones where several quarters together signal."""
    for name, symbol, is_outside in (
        ("signal", "diamond-open", False),
        ("outside", "diamond", True),
    ):
        part = [row for row in rows if row["outside_limits"] == is_outside]
        if part:
            _add_diamonds(figure, part, name, symbol)


def _add_diamonds(figure: go.Figure, rows: Sequence[dict], name: str, symbol: str) -> None:
    figure.add_scatter(
        x=[row["at"] for row in rows],
        y=[row["value"] for row in rows],
        name=name,
        mode="markers",
        cliponaxis=False,
        customdata=[[row["name"], row["words"], row["signals"]] for row in rows],
        hovertemplate="%{customdata[0]}: %{customdata[1]}<br>%{customdata[2]}<extra></extra>",
        marker={
            "symbol": symbol,
            "size": 11,
            "color": SECOND,
            "line": {"width": 2, "color": SECOND},
        },
    )
