"""Forces by the size of their base, between limits of what chance alone does. Never a rank."""

from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.marks import add_points
from dashboard.charts.style import CHOSEN, INK, OTHERS, blank

HEIGHT = 460
# Thin and far from red and green: the limits are a ruler, not a verdict.
LINES = {
    "centre": {"width": 1.5, "color": INK, "dash": "dot"},
    "lower_95": {"width": 1.5, "color": OTHERS, "dash": "dash"},
    "upper_95": {"width": 1.5, "color": OTHERS, "dash": "dash"},
    "lower_998": {"width": 2, "color": INK},
    "upper_998": {"width": 2, "color": INK},
}
NAMES = {"upper_95": "95%", "upper_998": "99.8%"}
# More names than this lie on one another.
MOST_NAMES = 8


def funnel_figure(
    values: pl.DataFrame, chosen: set[str], base_words: str, synthetic: bool
) -> go.Figure:
    """`values`: one row per force shown, with `base`, the five limits, `is_outside` and `words`.

    `chosen`: area codes to mark; `base_words`: what the base counts, for the axis.
    """
    rows = [row | {"name": row["area_name"]} for row in values.sort("base", "area_name").to_dicts()]
    figure = blank(HEIGHT, synthetic, top=16, bottom=82)
    _add_limits(figure, rows)
    for colour, marked in ((OTHERS, False), (CHOSEN, True)):
        part = [row for row in rows if (row["area_code"] in chosen) == marked]
        add_points(figure, part, _place, colour, text_position="middle right")
    _add_names(figure, rows, chosen)
    _set_axes(figure, rows, base_words)
    return figure


def _place(row: dict, height: float) -> tuple[float, float]:
    return row["base"], height


def _add_limits(figure: go.Figure, rows: Sequence[dict]) -> None:
    for name, line in LINES.items():
        figure.add_scatter(
            x=[row["base"] for row in rows],
            y=[row[name] for row in rows],
            name=name,
            mode="lines",
            line=line,
            hoverinfo="skip",
        )
        if rows and name in NAMES:
            figure.add_annotation(
                x=rows[-1]["base"],
                y=rows[-1][name],
                text=NAMES[name],
                name="limit",
                xanchor="left",
                xshift=6,
                font={"size": 12},
            )


def _add_names(figure: go.Figure, rows: Sequence[dict], chosen: set[str]) -> None:
    named = [row for row in rows if row["is_outside"]]
    if len(named) > MOST_NAMES:
        named = []
    if len(chosen) == 1:
        named += [row for row in rows if row["area_code"] in chosen and row not in named]
    widest = max((row["base"] for row in rows), default=1)
    for row in named:
        # To the side on which there is room, and away from the funnel.
        on_left = row["base"] > widest / 2
        figure.add_annotation(
            x=row["base"],
            y=row["value"],
            text=row["area_name"],
            name="outside",
            xanchor="right" if on_left else "left",
            xshift=-8 if on_left else 8,
            yshift=8 if row["value"] >= row["centre"] else -8,
            bgcolor="rgba(255, 255, 255, 0.75)",
            borderpad=0,
            font={"size": 12},
        )


def _set_axes(figure: go.Figure, rows: Sequence[dict], base_words: str) -> None:
    widest = max((row["base"] for row in rows), default=1)
    figure.update_xaxes(
        title={"text": base_words, "font": {"size": 12}, "standoff": 6},
        # Room at the right for the names of the limits.
        range=[0, widest * 1.14],
        nticks=5,
        separatethousands=True,
        tickangle=0,
        showgrid=False,
    )
    figure.update_yaxes(
        rangemode="tozero",
        nticks=6,
        ticksuffix="%" if rows and rows[0]["per"] == 100 else "",
        separatethousands=True,
    )
