"""A map of police forces: five shades of one colour, hatched where no figure is printed.

The outlines are drawn as plain shapes. A map of Plotly's own would fetch a base map from another
machine and has no hatching.
"""

import json
from collections.abc import Sequence
from math import cos, radians

import plotly.graph_objects as go

from dashboard.charts.style import INK, blank

HEIGHT = 620
SHADES = ("#DCE6F0", "#A9C1DA", "#6F97C0", "#3A6A9C", "#12436D")
MIDDLE = 52.8  # degrees north: where a degree of longitude is drawn as long as it is
NO_FIGURE = "No figure"


def map_figure(outlines: Sequence[dict], rows: Sequence[dict]) -> go.Figure:
    """`outlines`: `area_code`, `area_name`, `geometry`; `rows`: `area_code`, `value`, `words`."""
    figure = blank(HEIGHT, synthetic=False, bottom=12)
    found = {row["area_code"]: row for row in rows}
    classes = shade_classes([row["value"] for row in rows if row["value"] is not None])
    for name, colour in [*_keys(rows, classes), (NO_FIGURE, None)]:
        _add_key(figure, name, colour)
    # The smallest last, so that no force lies hidden under the one that surrounds it.
    for outline in sorted(outlines, key=_extent, reverse=True):
        row = found.get(outline["area_code"])
        _add_force(figure, outline, row, _shade(row, classes))
    _set_look(figure)
    return figure


def shade_classes(values: Sequence[float]) -> list[float]:
    """The highest figure of each shade: each holds about a fifth of the forces, equals together."""
    ordered = sorted(values)
    last = len(ordered) - 1
    places = [round(last * part / len(SHADES)) for part in range(1, len(SHADES) + 1)]
    return sorted({ordered[place] for place in places}) if ordered else []


def _shade(row: dict | None, classes: Sequence[float]) -> str | None:
    if row is None or row["value"] is None:
        return None
    place = next(n for n, highest in enumerate(classes) if row["value"] <= highest)
    return SHADES[place + len(SHADES) - len(classes)]


def _keys(rows: Sequence[dict], classes: Sequence[float]) -> list[tuple[str, str]]:
    """What each shade holds, from the lowest to the highest figure in it."""
    shown = sorted((row for row in rows if row["value"] is not None), key=lambda row: row["value"])
    keys = []
    for shade in SHADES:
        inside = [row["number"] for row in shown if _shade(row, classes) == shade]
        if inside:
            ends = list(dict.fromkeys([inside[0], inside[-1]]))
            keys.append((" to ".join(ends), shade))
    return keys


def _fill(colour: str | None) -> dict:
    if colour:
        return {"fillcolor": colour}
    hatch = {"shape": "/", "fgcolor": "#767676", "bgcolor": "white", "size": 6, "solidity": 0.25}
    return {"fillpattern": hatch, "fillcolor": "#D6D6D6"}


def _add_key(figure: go.Figure, name: str, colour: str | None) -> None:
    figure.add_scatter(
        x=[None],
        y=[None],
        name=name,
        mode="markers",
        marker={
            "symbol": "square" if colour else "square-cross-open",
            "size": 14,
            "color": colour or "#767676",
            "line": {"width": 1, "color": INK},
        },
    )


def _add_force(figure: go.Figure, outline: dict, row: dict | None, colour: str | None) -> None:
    words = row["words"] if row else NO_FIGURE.lower()
    points = [point for ring in _rings(outline) for point in [*ring, (None, None)]]
    figure.add_scatter(
        x=[x for x, _ in points],
        y=[y for _, y in points],
        name=f"{outline['area_name']}: {words}",
        mode="lines",
        showlegend=False,
        fill="toself",
        hoveron="fills",
        hoverinfo="name",
        hoverlabel={"namelength": -1},
        line={"color": INK, "width": 0.6},
        **_fill(colour),
    )


def _rings(outline: dict) -> list[list]:
    shape = json.loads(outline["geometry"])
    parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [ring for part in parts for ring in part]


def _extent(outline: dict) -> float:
    points = [point for ring in _rings(outline) for point in ring]
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def _set_look(figure: go.Figure) -> None:
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False, scaleanchor="x", scaleratio=1 / cos(radians(MIDDLE)))
    figure.update_layout(
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "itemclick": False},
        margin={"t": 64},
    )
