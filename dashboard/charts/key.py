"""Names of the parts of a stack, each beside its part at the end: no legend to look up."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.style import INK, LINE, wrapped

WIDTH = 13
ROOM = 122


def add_key(figure: go.Figure, parts: Sequence[tuple[str, str, float]], height: int) -> None:
    """`parts`: name, colour and place (0 to 1), from the lowest; `height`: pixels of the plot.

    Where parts are too thin for their names, the names are spread out in the same order.
    """
    names = [wrapped(name, WIDTH) for name, _, _ in parts]
    halves = [LINE * (name.count("<br>") + 1) / 2 + 2 for name in names]
    places = _spread([place * height for _, _, place in parts], halves, height)
    for (_, colour, _), name, place in zip(parts, names, places, strict=True):
        figure.add_annotation(
            x=1,
            xref="paper",
            xanchor="left",
            xshift=4,
            y=place / height,
            yref="paper",
            yanchor="middle",
            align="left",
            text=f'<span style="color:{colour}">■</span> {name}',
            name="key",
            font={"color": INK},
        )
    figure.update_layout(margin={"r": ROOM})


def _spread(wanted: Sequence[float], halves: Sequence[float], height: float) -> list[float]:
    """Places as near to the wanted ones as room for each allows, in order."""
    places: list[float] = []
    low = 0.0
    for place, half in zip(wanted, halves, strict=True):
        places.append(max(place, low + half))
        low = places[-1] + half
    high = float(height)
    for number in range(len(places) - 1, -1, -1):
        places[number] = min(places[number], high - halves[number])
        high = places[number] - halves[number]
    return places
