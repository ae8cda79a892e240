"""Shares before and after a change of rules, one beside the other, each with its interval."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts.marks import add_intervals, add_points
from dashboard.charts.style import CHOSEN, INK, LINE, OTHERS, blank, wrapped

ROW = 62
APART = 0.17
NAME_WIDTH = 18
HEAD = 2 * LINE + 10
LOOKS = {"before": OTHERS, "after": CHOSEN}


def before_after_figure(
    rows: Sequence[dict], names: dict[str, str], sides: dict[str, str], synthetic: bool
) -> go.Figure:
    """`rows`: a share for each figure and side, with `words`; `names` and `sides` in words."""
    listed = [name for name in names if any(row["figure"] == name for row in rows)]
    figure = blank(ROW * len(listed) + 60 + HEAD, synthetic, top=HEAD)

    def place(row: dict, height: float) -> tuple[float, float]:
        middle = len(listed) - 1 - listed.index(row["figure"])
        return height, middle + (APART if row["side"] == "before" else -APART)

    for side, colour in LOOKS.items():
        part = [row | {"name": sides[side]} for row in rows if row["side"] == side]
        shown = [row for row in part if row["value"] is not None]
        add_intervals(figure, shown, place, colour)
        add_points(figure, shown, place, colour, text_position="middle right")
    _name_sides(figure, sides)
    figure.update_xaxes(range=[0, 102], ticksuffix="%", nticks=3, tickangle=0)
    figure.update_yaxes(
        tickvals=list(range(len(listed))),
        ticktext=[wrapped(names[name], NAME_WIDTH) for name in reversed(listed)],
        range=[-0.6, len(listed) - 0.4],
        showgrid=False,
    )
    return figure


def _name_sides(figure: go.Figure, sides: dict[str, str]) -> None:
    for number, (side, colour) in enumerate(LOOKS.items()):
        figure.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=6 + LINE * (len(sides) - 1 - number),
            text=f'<span style="color:{colour}">●</span> {sides[side]}',
            name="key",
            font={"color": INK},
        )
