"""A bridge from one figure to the next: full bars for figures, short ones for what lies between."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.style import CHOSEN, INK, OTHERS, blank, wrapped

ROW = 50
NAME_WIDTH = 20
ROOM = 1.4
NO_COLOUR = "white"
HATCH = {"shape": "/", "fgcolor": INK, "size": 6, "solidity": 0.25}
LOOKS = {
    "total": {"color": CHOSEN},
    "less": {"color": OTHERS},
    "remainder": {"color": NO_COLOUR, "line": {"color": INK, "width": 1}, "pattern": HATCH},
}


def bridge_figure(steps: Sequence[dict]) -> go.Figure:
    """`steps` in order: `role`, `label`, `words`, and `start_value`, `end_value` or None."""
    figure = blank(ROW * len(steps) + 60, synthetic=False)
    places = list(range(len(steps)))[::-1]
    for kind, look in LOOKS.items():
        shown = [
            (place, step)
            for place, step in zip(places, steps, strict=True)
            if step["role"] == kind and step["end_value"] is not None
        ]
        figure.add_bar(
            x=[step["end_value"] - step["start_value"] for _, step in shown],
            base=[step["start_value"] for _, step in shown],
            y=[place for place, _ in shown],
            name=kind,
            orientation="h",
            width=0.62,
            marker=look,
            customdata=[[step["label"], step["words"]] for _, step in shown],
            hovertemplate="%{customdata[0]}: %{customdata[1]}<extra></extra>",
        )
    _add_words(figure, places, steps)
    _set_axes(figure, places, steps)
    return figure


def _add_words(figure: go.Figure, places: Sequence[int], steps: Sequence[dict]) -> None:
    figure.add_scatter(
        x=[_right(step) for step in steps],
        y=places,
        name="figure",
        mode="text",
        text=[f" {step['words']}" for step in steps],
        textposition="middle right",
        textfont={"color": INK},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _right(step: dict) -> float:
    return 0.0 if step["end_value"] is None else max(step["start_value"], step["end_value"])


def _set_axes(figure: go.Figure, places: Sequence[int], steps: Sequence[dict]) -> None:
    longest = max(map(_right, steps), default=0)
    figure.update_xaxes(
        range=[0, longest * ROOM or 1], nticks=3, separatethousands=True, tickangle=0
    )
    figure.update_yaxes(
        tickvals=places,
        ticktext=[wrapped(step["label"], NAME_WIDTH) for step in steps],
        range=[-0.7, len(steps) - 0.3],
        ticklen=10,
        tickcolor="white",
        showgrid=False,
    )
