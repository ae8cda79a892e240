"""One difference with its interval beside zero: where the line touches zero, nothing is clear."""

import plotly.graph_objects as go

from dashboard.charts.style import CHOSEN, INK, blank

HEIGHT = 150


def difference_figure(row: dict, words: str, synthetic: bool) -> go.Figure:
    """`row`: a published difference with its two ends; `words`: what to say on hover."""
    figure = blank(HEIGHT, synthetic, top=30)
    low, high = row["difference_lower"], row["difference_upper"]
    if low is not None and high is not None:
        figure.add_scatter(
            x=[low, high],
            y=[0, 0],
            name="95% interval",
            mode="lines",
            hoverinfo="skip",
            line={"color": CHOSEN, "width": 3},
        )
    figure.add_scatter(
        x=[row["difference"]],
        y=[0],
        name="value",
        mode="markers",
        marker={"size": 12, "color": CHOSEN},
        customdata=[words],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
    figure.add_vline(x=0, line={"dash": "dot", "width": 1.5, "color": INK})
    for text, side, shift in (("lower", "right", -8), ("higher", "left", 8)):
        figure.add_annotation(
            x=0, yref="paper", y=1, yanchor="bottom", text=text, xanchor=side, xshift=shift
        )
    widest = max(abs(end) for end in (low, high, row["difference"]) if end is not None) or 1
    figure.update_xaxes(
        # Zero stands in the middle, so that both ways look alike.
        range=[-widest * 1.1, widest * 1.1],
        nticks=5,
        separatethousands=True,
        tickangle=0,
    )
    figure.update_yaxes(visible=False, range=[-1, 1])
    return figure
