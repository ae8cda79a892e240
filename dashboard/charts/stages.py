"""Median days of each stage on the way to a hearing, stacked for each cohort."""

from collections.abc import Sequence
from operator import itemgetter

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.key import add_key
from dashboard.charts.marks import ABSENT
from dashboard.charts.style import INK, blank
from dashboard.text.figures import is_shown
from dashboard.text.rows import grouped

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
    each = rows.to_dicts()
    columns = grouped(each, itemgetter("period"))
    whole = [name for name, part in columns.items() if all(map(is_shown, part))]
    tallest = max((_height(columns[name]) for name in whole), default=0) * 1.08 or 1
    labels = dict.fromkeys(row["category_label"] for row in each)
    for label, colour in zip(labels, COLOURS, strict=False):
        part = [row for row in each if row["category_label"] == label and row["period"] in whole]
        _add_stage(figure, part, colour, tallest)
    for name, part in columns.items():
        if name not in whole:
            _add_absent(figure, name, [row["symbol"] for row in part])
    if whole:
        add_key(figure, _key(columns[whole[-1]], tallest), PLOT)
    figure.update_layout(barmode="stack")
    order = list(columns)
    figure.update_xaxes(type="category", categoryorder="array", categoryarray=order, tickangle=0)
    figure.update_xaxes(range=[-0.6, len(order) - 0.4], showgrid=False)
    changed = {row["period"] for row in each if row["break_within"]}
    figure.update_xaxes(
        tickvals=order,
        ticktext=[_two_lines(name) + "<br>new<br>rules" * (name in changed) for name in order],
    )
    # No scale: the height of a column is no time.
    figure.update_yaxes(range=[0, tallest], showticklabels=False, ticks="", showgrid=False)
    return figure


def _height(part: Sequence[dict]) -> float:
    return sum(row["value"] for row in part)


def _add_stage(figure: go.Figure, part: Sequence[dict], colour: str, tallest: float) -> None:
    values = [row["value"] for row in part]
    figure.add_bar(
        x=[row["period"] for row in part],
        y=values,
        width=0.72,
        name=part[0]["category_label"] if part else "",
        marker={"color": colour, "line": {"color": "white", "width": 1}},
        text=[f"{v:,.0f}" if v >= tallest * LEAST_FOR_NUMBER else "" for v in values],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": INK if colour in LIGHT else "white"},
        customdata=[[row["category_label"], row["period"], row["words"]] for row in part],
        hovertemplate="%{customdata[0]}, %{customdata[1]}: %{customdata[2]}<extra></extra>",
    )


def _add_absent(figure: go.Figure, period: str, symbols: Sequence[str]) -> None:
    reason = next((name for name in ABSENT if name in symbols), "z")
    figure.add_annotation(x=period, y=0, yanchor="bottom", text=f"[{reason}]", font={"color": INK})


def _two_lines(period: str) -> str:
    # Four of them have no room beside one another on a phone.
    return period.replace("-", "-<br>")


def _key(part: Sequence[dict], tallest: float) -> list[tuple[str, str, float]]:
    found, below = [], 0.0
    for row, colour in zip(part, COLOURS, strict=False):
        found.append((row["category_label"], colour, (below + row["value"] / 2) / tallest))
        below += row["value"]
    return found
