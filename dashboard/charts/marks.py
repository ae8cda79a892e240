"""The marks on a chart: a dot for a figure, an open dot if unreliable, other shapes for none."""

from collections.abc import Callable, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.style import INK

Row = dict[str, Any]

SHOWN = {"value": "circle", "u": "circle-open"}
# What stands at the foot of a chart where there is no figure. It must not pass for zero.
ABSENT = {"c": "diamond-open", "x": "x-thin-open", "z": "triangle-up-open"}


def add_points(
    figure: go.Figure,
    rows: Sequence[Row],
    place: Callable[[Row, float], tuple[Any, Any]],
    colour: str,
    text_position: str,
    absent_only: bool = False,
) -> None:
    """A trace for each kind of mark, named by it.

    `place(row, height)` gives x and y; `height` is the row's figure, or 0 where it has none. Rows
    carry `name` and `words` to show on hover.
    """
    for kind, symbol in ({} if absent_only else SHOWN).items():
        _add(figure, [row for row in rows if _shown_as(row) == kind], place, kind, symbol, colour)
    for kind, symbol in ABSENT.items():
        absent = [row for row in rows if row["value"] is None and row["symbol"] == kind]
        text = {"text": f"[{kind}]", "textposition": text_position, "mode": "markers+text"}
        _add(figure, absent, place, kind, symbol, colour, **text)


def ring(figure: go.Figure, row: Row, at: Any) -> None:
    """A ring with its number round the one point that was asked for."""
    figure.add_scatter(
        x=[at],
        y=[row["value"]],
        name="chosen",
        mode="markers+text",
        text=[row["number"]],
        textposition="top left",
        hoverinfo="skip",
        cliponaxis=False,
        marker={"symbol": "circle-open", "size": 19, "color": INK, "line": {"width": 2}},
    )


def add_intervals(
    figure: go.Figure,
    rows: Sequence[Row],
    place: Callable[[Row, float], tuple[Any, Any]],
    colour: str,
) -> None:
    """A line from the lower to the upper end of each interval; the ends are those published."""
    sure = [row for row in rows if row.get("lower") is not None and row.get("upper") is not None]
    ends = [place(row, row[end]) for row in sure for end in ("lower", "upper")]
    # A gap after each pair of ends, so that one trace holds all lines.
    spaced = [point for pair in zip(ends[::2], ends[1::2], strict=True) for point in (*pair, None)]
    if not spaced:
        return
    figure.add_scatter(
        x=[None if point is None else point[0] for point in spaced],
        y=[None if point is None else point[1] for point in spaced],
        name="95% interval",
        mode="lines",
        hoverinfo="skip",
        line={"color": colour, "width": 2.5},
    )


def _shown_as(row: Row) -> str | None:
    if row["value"] is None:
        return None
    return "u" if row["symbol"] == "u" else "value"


def _add(
    figure: go.Figure,
    rows: Sequence[Row],
    place: Callable[[Row, float], tuple[Any, Any]],
    kind: str,
    symbol: str,
    colour: str,
    **look: Any,
) -> None:
    if not rows:
        return
    points = [place(row, row["value"] or 0) for row in rows]
    figure.add_scatter(
        **{"mode": "markers"} | look,
        x=[point[0] for point in points],
        y=[point[1] for point in points],
        name=kind,
        cliponaxis=False,
        customdata=[[row["name"], row["words"]] for row in rows],
        hovertemplate="%{customdata[0]}: %{customdata[1]}<extra></extra>",
        marker={
            "symbol": symbol,
            "size": 9,
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
    )
