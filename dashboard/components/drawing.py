"""A chart as it is sent to a browser, made once for all readers.

`st.plotly_chart` writes and checks a figure anew at each redraw: a tenth of a page of nine. One
function of Streamlit's own is used for that; tests in a browser tell when it has moved.
"""

import json
from hashlib import blake2b

import plotly.graph_objects as go
import streamlit as st
from streamlit.elements.lib.layout_utils import LayoutConfig
from streamlit.proto.PlotlyChart_pb2 import PlotlyChart

from dashboard.charts.style import CONFIG

_CONFIG = json.dumps(CONFIG)
ID = "$$ID-{}-{}"  # as Streamlit writes them


def as_sent(name: str, figure: go.Figure, alt: str) -> PlotlyChart:
    """The chart of that name on a page, with the words for it, without the theme of the page."""
    spec = figure.to_json(validate=False)
    # A browser draws a chart anew only where its id is another one.
    shown = blake2b(f"{spec}\n{alt}".encode(), digest_size=16).hexdigest()
    return PlotlyChart(id=ID.format(shown, name), spec=spec, config=_CONFIG, alt=alt)


def draw(sent: PlotlyChart, height: int) -> None:
    """Put it on the page, as wide as there is room and so many pixels high."""
    st._main._enqueue("plotly_chart", sent, LayoutConfig(width="stretch", height=height))
