"""Forces in the order of the alphabet, each a dot with its interval. Never a rank."""

from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.marks import add_intervals, add_points
from dashboard.charts.style import CHOSEN, INK, OTHERS, blank, wrapped

ROW = 28
NAME_WIDTH = 25


def forces_figure(values: pl.DataFrame, chosen: set[str], synthetic: bool) -> go.Figure:
    """`values`: one row per area, in the order to show, with `words`; `chosen`: area codes to mark.

    A row of level `country` draws a reference line for the whole.
    """
    rows = [row | {"name": row["area_name"]} for row in values.to_dicts()]
    figure = blank(ROW * len(rows) + 60, synthetic)
    for colour, marked in ((OTHERS, False), (CHOSEN, True)):
        part = [row for row in rows if (row["area_code"] in chosen) == marked]
        add_intervals(figure, part, _place, colour)
        add_points(figure, part, _place, colour, text_position="middle right")
    for row in rows:
        if row["area_level"] == "country" and row["value"] is not None:
            figure.add_vline(x=row["value"], line={"dash": "dot", "width": 1.5, "color": INK})
    _set_axes(figure, rows)
    return figure


def _place(row: dict, height: float) -> tuple[float, str]:
    return height, _label(row)


def _label(row: dict) -> str:
    return wrapped(row["area_name"], NAME_WIDTH)


def _set_axes(figure: go.Figure, rows: Sequence[dict]) -> None:
    figure.update_xaxes(
        rangemode="tozero",
        ticksuffix="%" if rows and rows[0].get("per") == 100 else "",
        nticks=3,
        separatethousands=True,
        tickangle=0,
    )
    labels = [_label(row) for row in rows]
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=labels[::-1],
        tickvals=labels,
        range=[-0.7, len(rows) - 0.3],
        # Room between a name and a mark that stands at the foot.
        ticklen=10,
        tickcolor="white",
    )
