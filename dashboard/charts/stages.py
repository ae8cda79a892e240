"""Median days of each stage on the way to a hearing, stacked for each cohort."""

from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.key import add_key
from dashboard.charts.marks import ABSENT
from dashboard.charts.style import INK, blank

PLOT = 340
BELOW = 98
# Of the tallest column; thinner parts have no room for their number.
LEAST_FOR_NUMBER = 0.07
# White on these falls below the contrast for text.
LIGHT = ("#28A197", "#A285D1")
COLOURS = ("#12436D", "#28A197", "#A285D1", "#801650")


def stages_figure(rows: pl.DataFrame, synthetic: bool) -> go.Figure:
    """`rows`: one per period and stage, in both orders, with `category_label`, `value`, `words`.

    A column stands only where every stage has its median: one that lacks a part would look short.
    """
    figure = blank(PLOT + BELOW + 12, synthetic, bottom=BELOW)
    columns = rows.partition_by("period", maintain_order=True, as_dict=True)
    whole = [name for (name,), part in columns.items() if part["value"].null_count() == 0]
    tallest = max((columns[name,]["value"].sum() for name in whole), default=0) * 1.08 or 1
    labels = rows["category_label"].unique(maintain_order=True).to_list()
    for label, colour in zip(labels, COLOURS, strict=False):
        part = rows.filter(pl.col("category_label") == label, pl.col("period").is_in(whole))
        _add_stage(figure, part, colour, tallest)
    for (name,), part in columns.items():
        if name not in whole:
            _add_absent(figure, name, part["symbol"].drop_nulls().to_list())
    if whole:
        add_key(figure, _key(columns[whole[-1],], tallest), PLOT)
    figure.update_layout(barmode="stack")
    order = [name for (name,) in columns]
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=order, tickangle=0)
    figure.update_xaxes(range=[-0.6, len(order) - 0.4], showgrid=False)
    changed = set(rows.filter("break_within")["period"])
    figure.update_xaxes(
        tickvals=order,
        ticktext=[_two_lines(name) + "<br>new<br>rules" * (name in changed) for name in order],
    )
    # No scale: the height of a column is no time.
    figure.update_yaxes(range=[0, tallest], showticklabels=False, ticks="", showgrid=False)
    return figure


def _add_stage(figure: go.Figure, part: pl.DataFrame, colour: str, tallest: float) -> None:
    values = part["value"].to_list()
    figure.add_bar(
        x=part["period"].to_list(),
        y=values,
        width=0.72,
        name=part["category_label"][0] if part.height else "",
        marker={"color": colour, "line": {"color": "white", "width": 1}},
        text=[f"{v:,.0f}" if v >= tallest * LEAST_FOR_NUMBER else "" for v in values],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": INK if colour in LIGHT else "white"},
        customdata=part.select("category_label", "period", "words").rows(),
        hovertemplate="%{customdata[0]}, %{customdata[1]}: %{customdata[2]}<extra></extra>",
    )


def _add_absent(figure: go.Figure, period: str, symbols: Sequence[str]) -> None:
    reason = next((name for name in ABSENT if name in symbols), "z")
    figure.add_annotation(x=period, y=0, yanchor="bottom", text=f"[{reason}]", font={"color": INK})


def _two_lines(period: str) -> str:
    # Four of them have no room beside one another on a phone.
    return period.replace("-", "-<br>")


def _key(part: pl.DataFrame, tallest: float) -> list[tuple[str, str, float]]:
    found, below = [], 0.0
    for row, colour in zip(part.iter_rows(named=True), COLOURS, strict=False):
        found.append((row["category_label"], colour, (below + row["value"] / 2) / tallest))
        below += row["value"]
    return found
