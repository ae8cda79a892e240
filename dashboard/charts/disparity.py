"""Ratios on a scale of equal ratios, each a dot with its interval beside the line at 1."""

from collections.abc import Sequence
from math import log10

import plotly.graph_objects as go

from dashboard.charts.style import CHOSEN, INK, LINE, blank, wrapped

ROW = 36  # pixels; a name on three lines takes more
HEADING = 0.8  # of a row
NAMES = 140  # pixels that the names of groups take; on a phone the headings need them, too
BELOW = 66
NAME_WIDTH = 16
# The scale ends here; an interval that runs on says so on hover and in the table.
LEAST, MOST = 0.1, 10.0
TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10)


def disparity_figure(rows: Sequence[dict], synthetic: bool) -> go.Figure:
    """`rows` with ratio, lower, upper, `heading`, `name` and `words`, in the order to show.

    Each heading stands over the rows that share it.
    """
    places, headings = _places(rows)
    deep = sum(map(_deep, rows)) + HEADING * len(headings)
    figure = blank(int(ROW * deep) + BELOW + 30, synthetic, bottom=BELOW)
    for at, row in zip(places, rows, strict=True):
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
        y=places,
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
    _set_axes(figure, rows, places)
    figure.update_layout(margin={"l": NAMES + 8})
    for at, words in headings:
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", xshift=-NAMES, y=at, text=f"<b>{words}</b>",
            bgcolor="white", font={"color": INK},
        )  # fmt: skip
    return figure


def _places(rows: Sequence[dict]) -> tuple[list[float], list[tuple[float, str]]]:
    """Heights of the rows, and of the headings above them."""
    places: list[float] = []
    headings: list[tuple[float, str]] = []
    at, last = 0.0, ""
    for row in rows:
        if row["heading"] != last:
            headings.append((at, row["heading"]))
            at, last = at + HEADING, row["heading"]
        half = _deep(row) / 2
        places.append(at + half - 0.5)
        at += 2 * half
    return places, headings


def _deep(row: dict) -> float:
    """How many rows a row takes, by the lines of its name."""
    return max(1, LINE * (wrapped(row["name"], NAME_WIDTH).count("<br>") + 1) / ROW)


def _inside(value: float) -> float:
    return min(max(value, LEAST), MOST)


def _set_axes(figure: go.Figure, rows: Sequence[dict], places: Sequence[float]) -> None:
    ends = [_inside(end) for row in rows for end in (row["lower"] or LEAST, row["upper"] or MOST)]
    low, high = min([*ends, 0.5]), max([*ends, 2.0])
    figure.update_xaxes(
        type="log",
        range=[log10(low) - 0.03, log10(high) + 0.03],
        tickvals=[tick for tick in TICKS if low * 0.99 <= tick <= high * 1.01],
        tickangle=0,
        title={"text": "times as likely"},
    )
    figure.update_yaxes(
        tickvals=places,
        ticktext=[wrapped(row["name"], NAME_WIDTH) for row in rows],
        range=[places[-1] + _deep(rows[-1]) / 2 + 0.2, -0.7],
        automargin=False,
    )
