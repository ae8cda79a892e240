"""Several lines in one picture: up to four told apart by name, or one in blue among the others."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
import polars as pl
from afcharts.af_colours import get_af_colours

from dashboard.charts.marks import add_intervals, add_points
from dashboard.charts.style import CHOSEN, INK, LINE, OTHERS, blank, wrapped
from dashboard.charts.trend import (
    add_breaks,
    below,
    breaks_inside,
    placed,
    room_for,
    segments,
    set_periods_axis,
    shade_provisional,
)

HEIGHT = 440
MOST = 4  # lines that a reader can tell apart
DASHES = ("solid", "dash", "dot", "dashdot")
NAME_WIDTH = 13
ROOM = 132  # pixels beside the lines for their names
THIN = 1.0
# Names stand at the right, which leaves less room for those of periods.
MOST_LABELS = 2

Rows = Sequence[dict]
Groups = Mapping[str, pl.DataFrame]


def together_figure(
    groups: Groups, chosen: str, whole: str, breaks: pl.DataFrame, synthetic: bool
) -> go.Figure:
    """`groups`: rows by name, in order of time, with `words`; more than four become grey.

    `chosen`: the name of the one in blue. `whole`: that of the dotted one, if any.
    """
    lines = {name: placed(rows) for name, rows in groups.items()}
    longest = max(lines.values(), key=len, default=[])
    inside = breaks_inside(breaks, longest)
    top = room_for(inside) + 8
    figure = blank(HEIGHT + top, synthetic, top=top, bottom=below(longest))
    shade_provisional(figure, longest)
    days = [day for day, _ in inside]
    looks = _looks(list(lines), chosen, whole)
    for name in sorted(lines, key=lambda name: looks[name]["rank"]):
        _add_line(figure, name, lines[name], days, looks[name])
    add_breaks(figure, inside, longest)
    _add_names(figure, {name: rows for name, rows in lines.items() if looks[name]["rank"]}, looks)
    set_periods_axis(figure, longest, MOST_LABELS)
    suffix = "%" if longest and longest[0]["per"] == 100 else ""
    figure.update_yaxes(rangemode="tozero", ticksuffix=suffix, nticks=6, separatethousands=True)
    return figure


def _looks(names: Sequence[str], chosen: str, whole: str) -> dict[str, dict]:
    """Colour, dash and width of each line; those of a higher rank lie on top and are named."""
    if len(names) <= MOST:
        colours = get_af_colours("categorical", number_of_colours=MOST)
        each = zip(names, colours, DASHES, strict=False)
        return {name: _look(colour, dash, 2.5, 1) for name, colour, dash in each}
    named = {name: _look(OTHERS, "solid", THIN, 0) for name in names}
    if whole in named:
        named[whole] = _look(INK, "dot", 2.0, 1)
    if chosen in named:
        named[chosen] = _look(CHOSEN, "solid", 3.0, 2)
    return named


def _look(colour: str, dash: str, width: float, rank: int) -> dict:
    return {"colour": colour, "dash": dash, "width": width, "rank": rank}


def _add_line(figure: go.Figure, name: str, rows: Rows, breaks: Sequence, look: dict) -> None:
    runs = list(segments(rows, breaks))
    # A gap after each run, so that one trace holds the whole line.
    spaced = [row for run in runs for row in (*run, None)]
    figure.add_scatter(
        x=[None if row is None else row["at"] for row in spaced],
        y=[None if row is None else row["value"] for row in spaced],
        name="line",
        # A run of one is no line; among many its dot shows it.
        mode="lines" if look["rank"] else "lines+markers",
        marker={"size": 3, "color": look["colour"]},
        line={"color": look["colour"], "dash": look["dash"], "width": look["width"]},
        customdata=[
            "" if row is None else f"{name}, {row['period']}: {row['words']}" for row in spaced
        ],
        hovertemplate="%{customdata}<extra></extra>",
        opacity=1 if look["rank"] else 0.55,
    )
    if look["rank"]:
        add_intervals(figure, rows, _place, look["colour"])
        add_points(figure, [row | {"name": f"{name}, {row['period']}"} for row in rows], _place,
                   look["colour"], text_position="top center")  # fmt: skip


def _add_names(figure: go.Figure, lines: Mapping[str, Rows], looks: Mapping[str, dict]) -> None:
    """The name of each line beside its last figure, spread out where they would lie on another."""
    ends = [(rows, name) for name, rows in lines.items()]
    ends = [([row for row in rows if row["value"] is not None], name) for rows, name in ends]
    ends = sorted((shown[-1]["value"], name) for shown, name in ends if shown)
    for number, (height, name) in enumerate(ends):
        figure.add_annotation(
            x=1,
            xref="paper",
            xanchor="left",
            xshift=6,
            y=height,
            # Apart by their order, the lowest lowest.
            yshift=(number - (len(ends) - 1) / 2) * LINE,
            align="left",
            text=_key(name, looks[name]["colour"]),
            name="key",
            font={"color": INK},
        )
    figure.update_layout(margin={"r": ROOM})


def _key(name: str, colour: str) -> str:
    return f'<span style="color:{colour}">■</span> {wrapped(name, NAME_WIDTH)}'


def _place(row: dict, height: float) -> tuple:
    return row["at"], height
