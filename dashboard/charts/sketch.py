"""A figure put together as plain words and numbers, which Plotly checks only when it is asked to.

Plotly checks each part as it is added, and copies the whole whenever it is drawn: that took two
thirds of the time of a page. Tests hold every chart of every page against those checks.
"""

import json
from collections.abc import Sequence
from datetime import date
from math import isfinite
from typing import Any, Self

import plotly.graph_objects as go
from plotly.io.json import to_json_plotly


class Sent(dict):
    """What is in the form already in which it is sent, and the same in several figures."""


AS_THEY_ARE = {str, int, bool, type(None), Sent}
NUMBERS = {float, int, type(None)}


class Sketch(go.Figure):
    """Takes what charts here add to a figure. What it holds is sent as it stands, at each redraw.

    `data` and `layout` are those of a figure that has passed Plotly's checks.
    """

    def __init__(
        self, layout: dict, traces: list[dict] | None = None, is_plain: bool = False
    ) -> None:
        # Not the parent's, whose checks are what this is for.
        self._parts: dict[str, Any] = {"data": traces or [], "layout": layout}
        self._is_plain = is_plain
        self._checked: go.Figure | None = None

    # --- What is added ----------------------------------------------------------------------------

    def add_scatter(self, **trace: Any) -> Self:
        return self._add_trace("scatter", trace)

    def add_bar(self, **trace: Any) -> Self:
        return self._add_trace("bar", trace)

    def add_heatmap(self, **trace: Any) -> Self:
        return self._add_trace("heatmap", trace)

    def add_annotation(self, **note: Any) -> Self:
        return self._add_to_layout("annotations", note)

    def add_shape(self, **shape: Any) -> Self:
        return self._add_to_layout("shapes", shape)

    def add_hline(self, y: Any, **look: Any) -> Self:
        """A line across the whole plot."""
        across = {"type": "line", "x0": 0, "x1": 1, "y0": y, "y1": y}
        return self.add_shape(**across, **look, xref="x domain", yref="y")

    def add_vline(self, x: Any, **look: Any) -> Self:
        """A line from the foot of the plot to its top."""
        up = {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1}
        return self.add_shape(**up, **look, xref="x", yref="y domain")

    def add_vrect(self, x0: Any, x1: Any, **look: Any) -> Self:
        """A ground from the foot of the plot to its top."""
        ground = {"type": "rect", "x0": x0, "x1": x1, "y0": 0, "y1": 1}
        return self.add_shape(**ground, **look, xref="x", yref="y domain")

    def update_layout(self, **layout: Any) -> Self:
        _merge(self._parts["layout"], _said(layout))
        return self._changed()

    def update_xaxes(self, **axis: Any) -> Self:
        return self.update_layout(xaxis=axis)

    def update_yaxes(self, **axis: Any) -> Self:
        return self.update_layout(yaxis=axis)

    def _add_trace(self, kind: str, trace: dict) -> Self:
        self._parts["data"].append(_said(trace) | {"type": kind})
        return self._changed()

    def _add_to_layout(self, where: str, part: dict) -> Self:
        self._parts["layout"].setdefault(where, []).append(_said(part))
        return self._changed()

    def _changed(self) -> Self:
        self._is_plain, self._checked = False, None
        return self

    # --- What is read -----------------------------------------------------------------------------

    def to_dict(self) -> dict:
        """The figure as it is sent, dates as text; one and the same at each call."""
        if not self._is_plain:
            self._parts, self._is_plain = _sent(self._parts), True
        return self._parts

    def copied(self) -> Self:
        """A figure to which more can be added while this one stays as it is."""
        kept = self.to_dict()
        return type(self)(_sent(kept["layout"]), list(map(Sent, kept["data"])))

    @property
    def height(self) -> int:
        """In pixels."""
        return int(self._parts["layout"]["height"])

    @property
    def data(self) -> tuple:
        return self._figure.data

    @property
    def layout(self) -> go.Layout:
        return self._figure.layout

    @property
    def _figure(self) -> go.Figure:
        if self._checked is None:
            self._checked = go.Figure(self._parts)
        return self._checked


def _said(values: dict) -> dict:
    """Without what is None: that is left to Plotly."""
    return {
        name: _said(value) if isinstance(value, dict) else value
        for name, value in values.items()
        if value is not None
    }


def _merge(into: dict, new: dict) -> None:
    for name, value in new.items():
        if isinstance(value, dict) and isinstance(into.get(name), dict):
            _merge(into[name], value)
        else:
            into[name] = value


def _sent(value: Any) -> Any:
    """As Plotly sends it: dates as text, nothing for what is no number."""
    kind = type(value)
    if kind is dict:
        return {name: _sent(part) for name, part in value.items()}
    if kind is list or kind is tuple:
        return _sent_list(value)
    if kind is float:
        return value if isfinite(value) else None
    if kind in AS_THEY_ARE:
        return value
    return value.isoformat() if kind is date else json.loads(to_json_plotly(value))


def _sent_list(values: Sequence[Any]) -> list:
    kinds = set(map(type, values))
    if kinds <= AS_THEY_ARE:
        return list(values)
    if kinds <= NUMBERS:
        return [value if value is None or isfinite(value) else None for value in values]
    return [_sent(value) for value in values]
