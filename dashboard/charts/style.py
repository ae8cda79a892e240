"""One look for all charts: the Analysis Function's palette, plain axes, no zoom.

A chart of synthetic data says so in the picture itself.
"""

import textwrap
from functools import cache

import plotly.graph_objects as go
import plotly.io as pio
from afcharts import pio_template  # noqa: F401  (registers the template "afcharts")
from afcharts.af_colours import get_af_colours

from dashboard.charts.sketch import Sketch

CHOSEN, SECOND = get_af_colours("duo")
# Lighter greys of the palette fall below 3:1 on white.
OTHERS = "#767676"
INK = "#1F1F1F"
GRID = "#D6D6D6"
SHADE = "rgba(118, 118, 118, 0.14)"
BAND = "rgba(18, 67, 109, 0.16)"
FONT = "Arial, Helvetica, sans-serif"
SIZE = 14
SMALL = 13

SYNTHETIC = "Synthetic data: invented cases, fictional forces"

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


@cache
def _template() -> dict:
    # The shipped text size, 18.6 px, leaves no room for names on a phone.
    template = go.layout.Template(pio.templates["afcharts"])
    template.layout.update(
        font={"family": FONT, "size": SIZE, "color": INK},
        annotationdefaults={"font": {"size": SMALL}, "showarrow": False},
        hoverlabel={"font": {"size": SMALL}, "bgcolor": "white", "align": "left"},
        hovermode="closest",
        showlegend=False,
        uniformtext=None,
        plot_bgcolor="white",
        paper_bgcolor="white",
    )
    for axis in (template.layout.xaxis, template.layout.yaxis):
        axis.update(tickfont={"size": SMALL}, fixedrange=True, zeroline=False)
    return template.to_plotly_json()


def blank(height: int, synthetic: bool, top: int = 12, bottom: int = 62) -> Sketch:
    """A figure without data, of fixed height, that says so if its data are synthetic."""
    figure = Sketch(
        {
            "template": _template(),
            "height": height,
            "margin": {"l": 8, "r": 16, "t": top, "b": bottom},
            "dragmode": False,
        }
    )
    if synthetic:
        label(figure, SYNTHETIC)
    return figure


def label(figure: go.Figure, text: str) -> None:
    """Words at the foot of the picture itself, that go where it goes."""
    # As a title, since notes can be placed in the plot only, whose left edge moves with the names.
    figure.update_layout(
        title={
            "text": text,
            "x": 0.01,
            "xref": "container",
            "xanchor": "left",
            "y": 0.01,
            "yref": "container",
            "yanchor": "bottom",
            "font": {"size": 12, "color": "#505A5F"},
        }
    )


def wrapped(text: str, width: int) -> str:
    """Text on several lines, for labels that must not be cut."""
    return "<br>".join(textwrap.wrap(text, width, break_long_words=False)) or text
