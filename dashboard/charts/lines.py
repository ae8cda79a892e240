"""A few official series over time, each named at its line: no legend to look up."""

import plotly.graph_objects as go
import polars as pl
from afcharts.af_colours import get_af_colours

from dashboard.charts.style import INK, blank

HEIGHT = 400
LABEL_SPAN = 8  # points
DASHES = ("solid", "dash", "dot", "dashdot")


def lines_figure(values: pl.DataFrame) -> go.Figure:
    """`values`: `category`, `period` (ISO date), `value`, `words`; at most four categories."""
    figure = blank(HEIGHT, synthetic=False, top=24)
    looks = zip(get_af_colours("categorical", number_of_colours=4), DASHES, strict=True)
    groups = values.partition_by("category", maintain_order=True)
    for rows, (colour, dash) in zip(groups, looks, strict=False):
        _add_line(figure, rows, colour, dash)
    days = values["period"].unique().sort()[::-1].gather_every(-(-values["period"].n_unique() // 5))
    figure.update_xaxes(
        type="date",
        tickvals=days.to_list(),
        ticktext=[day[:4] for day in days],
        showgrid=False,
        tickangle=0,
    )
    figure.update_yaxes(rangemode="tozero", separatethousands=True, nticks=6)
    return figure


def _add_line(figure: go.Figure, rows: pl.DataFrame, colour: str, dash: str) -> None:
    name = rows["category"][0]
    shown = rows.drop_nulls("value")
    figure.add_scatter(
        x=rows["period"].to_list(),
        y=rows["value"].to_list(),
        name=name,
        mode="lines+markers",
        line={"color": colour, "dash": dash, "width": 2.5},
        marker={"size": 6},
        customdata=rows["words"].to_list(),
        hovertemplate=f"{name}, %{{x|%d %B %Y}}: %{{customdata}}<extra></extra>",
    )
    if shown.height:
        figure.add_annotation(
            x=shown["period"][-1],
            # Above all that the name reaches back over.
            y=shown["value"].tail(LABEL_SPAN).max(),
            text=name,
            yshift=14,
            xanchor="right",
            font={"color": INK},
        )
