"""Many small pictures on one scale, two abreast: lines over time, or bars by category."""

from collections.abc import Mapping, Sequence
from datetime import date

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.style import (
    BAND,
    CHOSEN,
    INK,
    LINE,
    OTHERS,
    SECOND,
    SHADE,
    blank,
    wrapped,
)
from dashboard.charts.trend import breaks_inside, placed, segments

# Three would leave 80 pixels on a narrow phone: too few for the name of a county.
ABREAST = 2
GAP = 0.04  # of the width, between two pictures
PICTURE = 90  # pixels of a picture with lines
BELOW, HEAD = 56, 6
NAME_WIDTH, LABEL_WIDTH = 16, 12
AXIS = {"tickangle": 0, "showline": True, "linecolor": OTHERS}
ROOM = 1.06
# Between two runs of a line, so that one trace holds them all.
NOTHING = {"at": None, "value": None, "symbol": None, "period": "", "words": ""}
SHAPES = {"u": "circle-open", "c": "diamond-open", "x": "x-thin-open", "z": "triangle-up-open"}

Groups = Mapping[str, pl.DataFrame]


def line_multiples(
    groups: Groups, chosen: str, whole: str, breaks: pl.DataFrame, synthetic: bool
) -> go.Figure:
    """`groups`: rows by name in order of time, with `words`; `whole` is dotted behind each other.

    The one called `chosen` has its name in bold; all have the same two axes.
    """
    lines = {name: placed(rows) for name, rows in groups.items()}
    longest = max(lines.values(), key=len)
    days = [day for day, _ in breaks_inside(breaks, longest)]
    traces = []
    for number, (name, rows) in enumerate(lines.items(), start=1):
        traces += [] if name == whole else _behind(lines.get(whole, []), days, number)
        traces += _line(name, rows, days, number)
    value_axis = {"range": [0, _highest(lines.values())], **_ticks(longest)}
    layout = _sheet(list(lines), chosen, PICTURE, _time_axis(longest), value_axis)
    layout["shapes"] = _breaks(days, len(lines)) + _grounds(list(lines.values()))
    return _figure(layout, traces, synthetic)


def bar_multiples(groups: Groups, chosen: str, synthetic: bool) -> go.Figure:
    """`groups`: rows by name, each with the same categories in the same order."""
    bars = {name: rows.to_dicts() for name, rows in groups.items()}
    longest = max(bars.values(), key=len)
    labels = [wrapped(row["category_label"], LABEL_WIDTH) for row in longest]
    traces = [
        trace
        for number, (name, rows) in enumerate(bars.items(), start=1)
        for trace in _bars(name, rows, number)
    ]
    value_axis = {"range": [0, _highest(bars.values())], **_ticks(longest)}
    bar = LINE * _most_lines(labels) + 9
    name_axis = {
        "categoryorder": "array",
        "categoryarray": labels[::-1],
        "range": [-0.6, len(labels) - 0.4],
        "showgrid": False,
        "automargin": True,
    }
    layout = _sheet(list(bars), chosen, bar * len(labels), value_axis, name_axis)
    return _figure(layout, traces, synthetic)


def _figure(layout: dict, traces: list[dict], synthetic: bool) -> go.Figure:
    height = layout.pop("height")
    figure = blank(height, synthetic, top=HEAD, bottom=BELOW)
    figure.update_layout(**layout, margin={"r": 8})
    for trace in traces:
        figure.add_scatter(**trace) if trace["type"] == "scatter" else figure.add_bar(**trace)
    return figure


def _sheet(names: Sequence[str], chosen: str, height: int, x: dict, y: dict) -> dict:
    """Axes and names of the pictures. All axes are alike; only the outer ones have labels."""
    above = LINE * _most_lines([wrapped(name, NAME_WIDTH) for name in names]) + 4
    inside = -(-len(names) // ABREAST) * (above + height)
    layout: dict = {"annotations": [], "height": inside + HEAD + BELOW}
    wide = (1 - GAP * (ABREAST - 1)) / ABREAST
    for number, name in enumerate(names):
        row, column = divmod(number, ABREAST)
        left, top = column * (wide + GAP), 1 - (row * (above + height) + above) / inside
        axes = _axes(number + 1)
        layout[axes["xaxis"].replace("x", "xaxis")] = (
            AXIS
            | x
            | {
                "domain": [left, left + wide],
                "anchor": axes["yaxis"],
                "showticklabels": number + ABREAST >= len(names),
            }
        )
        layout[axes["yaxis"].replace("y", "yaxis")] = (
            AXIS
            | y
            | {
                # Not a hair below nothing, which rounding could make it.
                "domain": [max(0.0, top - height / inside), top],
                "anchor": axes["xaxis"],
                "showticklabels": column == 0,
            }
        )
        layout["annotations"].append(_named(name, left, top, name == chosen))
    return layout


def _most_lines(words: Sequence[str]) -> int:
    return max(each.count("<br>") + 1 for each in words)


def _time_axis(rows: Sequence[dict]) -> dict:
    start, end = rows[0]["period_start"], rows[-1]["period_end"]
    return {
        "range": [start, end],
        "showgrid": False,
        "ticks": "",
        # One name in the middle: two at the ends would run into the next picture's on a phone.
        "tickvals": [start + (end - start) / 2],
        "ticktext": [f"{rows[0]['period']} to<br>{rows[-1]['period']}"],
    }


def _named(name: str, left: float, top: float, is_chosen: bool) -> dict:
    words = wrapped(name, NAME_WIDTH)
    return {
        "x": left, "y": top, "xref": "paper", "yref": "paper", "xanchor": "left",
        "yanchor": "bottom", "align": "left", "showarrow": False, "name": "picture",
        "text": f"<b>{words}</b>" if is_chosen else words, "font": {"color": INK},
    }  # fmt: skip


def _line(name: str, rows: Sequence[dict], days: Sequence[date], number: int) -> list[dict]:
    """Band, line and marks of one picture."""
    axes = _axes(number)
    runs = list(segments(rows, days))
    sure = [[row for row in run if row["lower"] is not None] for run in runs]
    band = [point for run in sure if run for point in (*_round(run), (None, None))]
    spaced = [row for run in runs for row in (*run, NOTHING)]
    open_at = ["circle-open" if row["symbol"] == "u" else "circle" for row in spaced]
    shown = dict(type="scatter",
        x=[row["at"] for row in spaced], y=[row["value"] for row in spaced], name="value",
        mode="lines+markers", line={"color": CHOSEN, "width": 1.5},
        marker={"size": 4, "color": CHOSEN, "symbol": open_at},
        customdata=[f"{name}, {row['period']}: {row['words']}" for row in spaced],
        hovertemplate="%{customdata}<extra></extra>", **axes,
    )  # fmt: skip
    ground = dict(type="scatter",
        x=[x for x, _ in band], y=[y for _, y in band], name="95% interval", mode="lines",
        line={"width": 0}, fill="toself", fillcolor=BAND, hoverinfo="skip", **axes,
    )  # fmt: skip
    return [ground, shown, *_absent(name, rows, axes, "at", "period")]


def _round(run: Sequence[dict]) -> list[tuple]:
    """The outline of a band: out along the upper ends, back along the lower."""
    out = [(row["at"], row["upper"]) for row in run]
    return out + [(row["at"], row["lower"]) for row in reversed(run)]


def _behind(rows: Sequence[dict], days: Sequence[date], number: int) -> list[dict]:
    spaced = [row for run in segments(rows, days) for row in (*run, NOTHING)]
    return [dict(type="scatter",
        x=[row["at"] for row in spaced], y=[row["value"] for row in spaced],
        name="whole", mode="lines", hoverinfo="skip",
        line={"color": OTHERS, "width": 1.5, "dash": "dot"}, **_axes(number),
    )] if spaced else []  # fmt: skip


def _bars(name: str, rows: Sequence[dict], number: int) -> list[dict]:
    """Bars, intervals and marks of one picture."""
    axes = _axes(number)
    for row in rows:
        row["label"] = wrapped(row["category_label"], LABEL_WIDTH)
    shown = [row for row in rows if row["value"] is not None]
    sure = [row for row in shown if row["lower"] is not None]
    ends = [point for row in sure for point in (row["lower"], row["upper"], None)]
    return [
        dict(type="bar",
            x=[row["value"] for row in shown], y=[row["label"] for row in shown], name="value",
            orientation="h", width=0.6, marker={"color": CHOSEN},
            customdata=[f"{name}, {row['category_label']}: {row['words']}" for row in shown],
            hovertemplate="%{customdata}<extra></extra>", **axes,
        ),
        dict(type="scatter",
            x=ends, y=[row["label"] for row in sure for _ in range(3)], name="95% interval",
            mode="lines", line={"color": SECOND, "width": 2}, hoverinfo="skip", **axes,
        ),
        *_absent(name, rows, axes, None, "category_label"),
    ]  # fmt: skip


def _absent(name: str, rows: Sequence[dict], axes: dict, at: str | None, what: str) -> list[dict]:
    """What has no figure, marked at the foot of its picture."""
    none = [row for row in rows if row["value"] is None and row["symbol"] in SHAPES]
    foot = [0] * len(none)
    return [dict(type="scatter",
        x=[row[at] for row in none] if at else foot,
        y=foot if at else [row["label"] for row in none],
        name="absent", mode="markers", cliponaxis=False,
        marker={
            "symbol": [SHAPES[row["symbol"]] for row in none], "size": 7, "color": CHOSEN,
            "line": {"width": 1.5, "color": CHOSEN},
        },
        customdata=[f"{name}, {row[what]}: {row['words']}" for row in none],
        hovertemplate="%{customdata}<extra></extra>", **axes,
    )] if none else []  # fmt: skip


def _breaks(days: Sequence[date], pictures: int) -> list[dict]:
    return [
        {
            "type": "line", "x0": day, "x1": day, "y0": 0, "y1": 1, "name": "break",
            "xref": _axes(number)["xaxis"], "yref": f"{_axes(number)['yaxis']} domain",
            "line": {"dash": "dash", "width": 1, "color": INK},
        }
        for number in range(1, pictures + 1) for day in days
    ]  # fmt: skip


def _grounds(groups: Sequence[Sequence[dict]]) -> list[dict]:
    """Grey behind the periods that later returns may change."""
    return [
        {
            "type": "rect", "x0": row["period_start"], "x1": row["period_end"], "y0": 0, "y1": 1,
            "xref": _axes(number)["xaxis"], "yref": f"{_axes(number)['yaxis']} domain",
            "line": {"width": 0}, "fillcolor": SHADE, "layer": "below", "name": "provisional",
        }
        for number, rows in enumerate(groups, start=1) for row in rows if row["provisional"]
    ]  # fmt: skip


def _axes(number: int) -> dict[str, str]:
    tail = str(number) if number > 1 else ""
    return {"xaxis": f"x{tail}", "yaxis": f"y{tail}"}


def _highest(groups: Sequence) -> float:
    """Where the one scale of all pictures ends."""
    ends = [
        row["upper"] or row["value"] for rows in groups for row in rows if row["value"] is not None
    ]
    return max(ends, default=0) * ROOM or 1


def _ticks(rows: Sequence[dict]) -> dict:
    return {
        "nticks": 3, "separatethousands": True,
        "ticksuffix": "%" if rows and rows[0]["per"] == 100 else "",
    }  # fmt: skip
