"""One official series over time, as printed; where no figure is printed stands the symbol."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.style import CHOSEN, INK, blank

HEIGHT = 380
MOST_TICKS = 5


def record_figure(rows: Sequence[dict]) -> go.Figure:
    """`rows`: one per period in order, with `period`, `period_words`, `value`, `symbol`, `words`.

    Days are placed by date, years and anything else side by side.
    """
    figure = blank(HEIGHT, synthetic=False, top=24)
    figure.add_scatter(
        x=[row["period"] for row in rows],
        y=[row["value"] for row in rows],
        name="value",
        mode="lines+markers",
        connectgaps=False,
        cliponaxis=False,
        line={"color": CHOSEN, "width": 2.5},
        marker={"size": 7, "color": CHOSEN},
        customdata=[[row["period_words"], row["words"]] for row in rows],
        hovertemplate="%{customdata[0]}: %{customdata[1]}<extra></extra>",
    )
    _add_symbols(figure, [row for row in rows if row["value"] is None])
    _set_axes(figure, rows)
    return figure


def _add_symbols(figure: go.Figure, rows: Sequence[dict]) -> None:
    if rows:
        figure.add_scatter(
            x=[row["period"] for row in rows],
            y=[0] * len(rows),
            name="symbol",
            mode="text",
            text=[row["symbol"] or "none" for row in rows],
            textposition="top center",
            textfont={"color": INK},
            hoverinfo="skip",
            cliponaxis=False,
        )


def _set_axes(figure: go.Figure, rows: Sequence[dict]) -> None:
    days = all(len(row["period"]) == len("2020-03-31") for row in rows)
    shown = rows[::-1][:: -(-len(rows) // MOST_TICKS)]
    figure.update_xaxes(
        type="date" if days else "category",
        tickvals=[row["period"] for row in shown],
        ticktext=[row["period"][:4] if days else row["period"] for row in shown],
        showgrid=False,
        tickangle=0,
    )
    figure.update_yaxes(
        rangemode="tozero",
        separatethousands=True,
        nticks=6,
        ticksuffix="%" if rows[0]["unit"] == "percent" else "",
    )
