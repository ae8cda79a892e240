"""Counts by two dimensions: a square for each pair, darker where there are more, with the count."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.style import INK, OTHERS, blank, wrapped

ROW = 56
BELOW, HEAD = 78, 12
NAME_WIDTH, COLUMN_WIDTH = 9, 11
# From white to a blue on which dark figures keep their contrast.
SCALE = ((0.0, "#FFFFFF"), (1.0, "#7FA5C8"))


def grid_figure(rows: Sequence[dict], synthetic: bool) -> go.Figure:
    """`rows` with `line`, `column` (names, in their order), `value`, `number` and `words`."""
    lines = list(dict.fromkeys(row["line"] for row in rows))
    columns = list(dict.fromkeys(row["column"] for row in rows))
    figure = blank(ROW * len(lines) + BELOW + HEAD, synthetic, top=HEAD, bottom=BELOW)
    most = max((row["value"] or 0 for row in rows), default=0) or 1
    at = {(row["line"], row["column"]): row for row in rows}
    figure.add_heatmap(
        x=columns,
        y=lines,
        z=[[at[line, column]["value"] for column in columns] for line in lines],
        customdata=[[at[line, column]["words"] for column in columns] for line in lines],
        hovertemplate="%{customdata}<extra></extra>",
        colorscale=SCALE,
        zmin=0,
        zmax=most,
        showscale=False,
        xgap=3,
        ygap=3,
        name="count",
    )
    for row in rows:
        figure.add_annotation(
            x=row["column"], y=row["line"], text=row["number"], font={"color": INK}
        )
    # White squares need an edge to be seen as squares.
    figure.update_layout(plot_bgcolor=OTHERS)
    _set_axes(figure, lines, columns)
    return figure


def _set_axes(figure: go.Figure, lines: list[str], columns: list[str]) -> None:
    figure.update_xaxes(
        tickvals=columns,
        ticktext=[wrapped(name, COLUMN_WIDTH) for name in columns],
        tickangle=0,
        showgrid=False,
    )
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=lines[::-1],
        tickvals=lines,
        ticktext=[wrapped(name, NAME_WIDTH) for name in lines],
        showgrid=False,
    )
