"""A figure that is put together unchecked is the one that Plotly would have made."""

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from math import inf, nan

import numpy as np
import plotly.graph_objects as go
import pytest
from plotly.io.json import to_json_plotly

from dashboard.charts.sketch import Sketch
from dashboard.charts.style import blank
from dashboard.components.filters import Area, Ask
from dashboard.components.shared import shared_by_periods
from dashboard.text.periods import Period

STEPS: dict[str, Callable[[go.Figure], object]] = {
    "scatter": lambda figure: figure.add_scatter(
        x=[date(2020, 2, 1), None], y=[1.5, None], name="value", text=None,
        line={"color": "#12436D", "dash": None}, customdata=[["a", "b"], ("c", "d")],
    ),
    "bar": lambda figure: figure.add_bar(x=[1, 2], y=["a", "b"], orientation="h", width=0.6),
    "heatmap": lambda figure: figure.add_heatmap(z=[[1, None], [2, 3]], x=["a", "b"], y=["c", "d"]),
    "note": lambda figure: figure.add_annotation(x=0, y=1, yref="paper", text="lower", xshift=-8),
    "shape": lambda figure: figure.add_shape(type="line", x0=0, x1=1, y0=0, y1=1, name="break"),
    "hline": lambda figure: figure.add_hline(y=0.5, line={"dash": "dot", "width": 1.5}),
    "vline": lambda figure: figure.add_vline(x=date(2020, 2, 1), line={"dash": "dash"}, name="a"),
    "vrect": lambda figure: figure.add_vrect(x0=1, x1=2, line={"width": 0}, layer="below"),
    "axes": lambda figure: (
        figure.update_xaxes(range=[0, 1], title={"text": "a", "font": {"size": 12}}),
        figure.update_xaxes(title={"standoff": 6}, tickvals=[1, 2]),
        figure.update_yaxes(showgrid=False, tickfont={"size": 12}),
    ),
    "layout": lambda figure: figure.update_layout(margin={"r": 118}, plot_bgcolor="white"),
}  # fmt: skip


def layout() -> dict:
    look = {"layout": {"font": {"size": 14}}}
    return {"template": look, "height": 300, "margin": {"l": 8, "r": 16}, "dragmode": False}


@pytest.mark.parametrize("step", STEPS)
def test_each_way_of_adding_gives_what_plotly_gives(step: str):
    sketch, figure = Sketch(layout()), go.Figure(layout=layout())
    STEPS[step](sketch)
    STEPS[step](figure)
    assert json.loads(sketch.to_json()) == json.loads(figure.to_json())


def test_what_is_added_after_a_look_is_seen_at_the_next():
    sketch = Sketch(layout())
    assert (sketch.data, sketch.height) == ((), 300)
    sketch.add_scatter(x=[1], y=[2], name="first")
    sent = sketch.to_dict()
    assert sketch.to_dict() is sent
    sketch.add_scatter(x=[date(2020, 2, 1)], y=[2], name="second")
    assert [trace.name for trace in sketch.data] == ["first", "second"]
    assert sketch.layout.margin.r == 16
    assert sketch.to_dict()["data"][1]["x"] == ["2020-02-01"]


def test_values_are_sent_as_plotly_sends_them():
    values = [nan, inf, 1.5, 2, True, None, "NaN", "<b>", date(2020, 2, 1), (1, [2]), {"a": nan}]
    others = [datetime(2020, 2, 1, 12), Decimal("1.5"), np.float64(2), np.array([1, 2])]
    sent = Sketch({"height": 1}).add_scatter(x=values + others).to_dict()["data"][0]["x"]
    assert sent == json.loads(to_json_plotly(values + others))


def test_what_all_charts_share_is_sent_as_one_and_the_same():
    one, other = (blank(300, synthetic=True).to_dict()["layout"] for _ in range(2))
    assert one["template"] is other["template"]
    assert one["margin"] is not other["margin"]


def test_what_is_added_to_a_copy_leaves_the_figure_as_it_was():
    figure = Sketch(layout()).add_scatter(x=[1], y=[2]).add_annotation(x=1, y=2, text="a")
    before = figure.to_json()
    copy = figure.copied().add_scatter(x=[3], y=[4]).add_annotation(x=3, y=4, text="b")
    copy.update_layout(margin={"r": 1})
    assert figure.to_json() == before
    assert [len(copy.data), len(copy.layout.annotations), copy.layout.margin.r] == [2, 2, 1]
    assert copy.to_dict()["data"][0]["x"] is figure.to_dict()["data"][0]["x"]


def test_what_plotly_would_refuse_is_refused_when_it_is_looked_at():
    sketch = Sketch(layout()).add_scatter(x=[1], y=[2], colour="blue")
    with pytest.raises(ValueError, match="colour"):
        _ = sketch.data


def test_what_shows_all_periods_is_made_once_and_cannot_ask_for_one(build):
    made: list[Ask] = []

    @shared_by_periods
    def panel(ask: Ask, name: str) -> int:
        made.append(ask)
        return len(made)

    area = Area("X1", "Northmoor", "force", None)
    asks = [Ask(build, area, Period(name, "three_years", None, None)) for name in ("a", "b")]
    assert [panel(ask, "R1") for ask in asks] == [1, 1]
    assert [ask.period for ask in made] == [None]
