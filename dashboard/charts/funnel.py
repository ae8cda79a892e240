"""Forces by the size of their base, between limits of what chance alone does. Never a rank."""

from collections.abc import Sequence
from math import log10, sqrt

import plotly.graph_objects as go

from dashboard.charts.marks import Row, add_points
from dashboard.charts.sketch import Sketch
from dashboard.charts.style import CHOSEN, INK, OTHERS, blank

HEIGHT = 460
ENDS = ("lower", "upper")
# Thin and far from red and green: the limits are a ruler, not a verdict.
LINES = {
    "centre": {"width": 1.5, "color": INK, "dash": "dot"},
    "lower_95": {"width": 1.5, "color": OTHERS, "dash": "dash"},
    "upper_95": {"width": 1.5, "color": OTHERS, "dash": "dash"},
    "lower_998": {"width": 2, "color": INK},
    "upper_998": {"width": 2, "color": INK},
}
LIMIT_NAMES = {"95": "95%", "998": "99.8%"}
# Where the limits also allow for the usual spread, those of chance alone stay to compare with.
CHANCE = {f"chance_{end}_998": {"width": 1.5, "color": OTHERS, "dash": "dot"} for end in ENDS}
# More names than this lie on one another.
MOST_NAMES = 8
# One force is many times the size of the others: only steps of equal ratio show them all.
MARKED = [step * 10**power for power in range(7) for step in (1, 2, 5)]
MOST_MARKS = 3


def funnel_ground(values: Sequence[Row], base_words: str, synthetic: bool) -> Sketch:
    """Limits and axes, which are the same whichever force is chosen.

    `values`: one row per force shown, with `base` and the five limits; `base_words`: what the base
    counts, for the axis. With `chance_lower_998` and `chance_upper_998` these are drawn, too.
    """
    rows = _in_order(values)
    figure = blank(HEIGHT, synthetic, top=16, bottom=66)
    _add_limits(figure, rows)
    _set_axes(figure, rows, base_words)
    return figure


def funnel_figure(ground: Sketch, values: Sequence[Row], chosen: set[str]) -> Sketch:
    """The forces on their ground; `chosen`: area codes to mark.

    `values`: as for the ground, with `is_outside` and `words`.
    """
    rows = _in_order(values)
    figure = ground.copied()
    for colour, marked in ((OTHERS, False), (CHOSEN, True)):
        part = [row for row in rows if (row["area_code"] in chosen) == marked]
        add_points(figure, part, _place, colour, text_position="middle right")
    _add_names(figure, rows, chosen)
    return figure


def _in_order(values: Sequence[Row]) -> list[Row]:
    rows = [row | {"name": row["area_name"]} for row in values]
    return sorted(rows, key=lambda row: (row["base"], row["name"]))


def _place(row: dict, height: float) -> tuple[float, float]:
    return row["base"], height


def _add_limits(figure: go.Figure, rows: Sequence[dict]) -> None:
    more = CHANCE if rows and CHANCE.keys() <= rows[0].keys() else {}
    for name, line in (LINES | more).items():
        figure.add_scatter(
            x=[row["base"] for row in rows],
            y=[row[name] for row in rows],
            name=name,
            mode="lines",
            line=line,
            hoverinfo="skip",
        )
    if rows:
        _name_limits(figure, rows[0])


def _name_limits(figure: go.Figure, first: dict) -> None:
    # Where the funnel is wide, and on the side where the two do not lie on one another.
    side = "upper" if first["upper_95"] < first["upper_998"] else "lower"
    for name in ("95", "998"):
        figure.add_annotation(
            x=log10(first["base"]),
            y=first[f"{side}_{name}"],
            text=LIMIT_NAMES[name],
            name="limit",
            xanchor="right",
            xshift=-4,
        )
    if first.get("chance_upper_998") is not None:
        # On the other side, where no name stands that it could lie on.
        other = "lower" if side == "upper" else "upper"
        figure.add_annotation(
            x=log10(first["base"]),
            y=first[f"chance_{other}_998"],
            text="chance",
            name="limit",
            xanchor="right",
            xshift=-4,
        )


def _add_names(figure: go.Figure, rows: Sequence[dict], chosen: set[str]) -> None:
    named = [row for row in rows if row["is_outside"]]
    if len(named) > MOST_NAMES:
        named = []
    if len(chosen) == 1:
        named += [row for row in rows if row["area_code"] in chosen and row not in named]
    middle = sqrt(rows[0]["base"] * rows[-1]["base"]) if rows else 1
    for row in named:
        # To the side on which there is room, and away from the funnel.
        on_left = row["base"] > middle
        figure.add_annotation(
            x=log10(row["base"]),
            y=row["value"],
            text=row["area_name"],
            name="outside",
            xanchor="right" if on_left else "left",
            xshift=-8 if on_left else 8,
            yshift=8 if row["value"] >= row["centre"] else -8,
            bgcolor="rgba(255, 255, 255, 0.75)",
            borderpad=0,
        )


def _set_axes(figure: go.Figure, rows: Sequence[dict], base_words: str) -> None:
    low, high = (rows[0]["base"], rows[-1]["base"]) if rows else (1, 10)
    marks = [mark for mark in MARKED if low <= mark <= high]
    figure.update_xaxes(
        type="log",
        title={"text": base_words, "standoff": 6},
        # Room at the left for the names of the limits.
        range=[log10(low) - 0.42, log10(high) + 0.08],
        tickvals=marks[:: -(-len(marks) // MOST_MARKS) or 1],
        tickformat=",",
        tickangle=0,
        showgrid=False,
    )
    figure.update_yaxes(
        nticks=6,
        ticksuffix="%" if rows and rows[0]["per"] == 100 else "",
        separatethousands=True,
    )
