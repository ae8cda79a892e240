"""One look for all charts: the Analysis Function's palette, plain axes, no zoom.

A chart of synthetic data says so in the picture itself.
"""

import json
import textwrap
from functools import cache, lru_cache

import plotly.graph_objects as go
import plotly.io as pio
from afcharts import pio_template  # noqa: F401  (registers the template "afcharts")
from afcharts.af_colours import get_af_colours
from plotly.io.json import to_json_plotly

from dashboard.charts.sketch import Sent, Sketch

CHOSEN, SECOND = get_af_colours("duo")
# Lighter greys of the palette fall below 3:1 on white.
OTHERS = "#767676"
INK = "#1F1F1F"
GRID = "#D6D6D6"
SHADE = "rgba(118, 118, 118, 0.14)"
BAND = "rgba(18, 67, 109, 0.16)"
FONT = "Arial, Helvetica, sans-serif"
SIZE = 16  # pixels, which are 12 points
LINE = 21  # from one line of words to the next
# Room at the foot for the words that data are synthetic, on two lines for a phone.
FOOT = 2 * LINE + 8
# Half of what the last name of an axis takes, which else would be left out.
EDGE = 32

SYNTHETIC = "Synthetic data: invented cases, fictional forces"
ON_TWO_LINES = SYNTHETIC.replace(": ", ":<br>")

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


@cache
def _template() -> Sent:
    # The shipped size of text, 18.6 pixels, leaves no room for names on a phone.
    template = go.layout.Template(pio.templates["afcharts"])
    template.layout.update(
        font={"family": FONT, "size": SIZE, "color": INK},
        annotationdefaults={"font": {"size": SIZE}, "showarrow": False},
        hoverlabel={"font": {"size": SIZE}, "bgcolor": "white", "align": "left"},
        hovermode="closest",
        showlegend=False,
        legend={"font": {"size": SIZE}},
        uniformtext=None,
        plot_bgcolor="white",
        paper_bgcolor="white",
    )
    for axis in (template.layout.xaxis, template.layout.yaxis):
        axis.update(tickfont={"size": SIZE}, fixedrange=True, zeroline=False)
        axis.title.font.size = SIZE
    return Sent(json.loads(to_json_plotly(template)))


def blank(height: int, synthetic: bool, top: int = 12, bottom: int = 36) -> Sketch:
    """A figure without data, of fixed height, that says so below it if its data are synthetic.

    `bottom`: pixels for the names of the lower axis, of `height`; the words come on top of it.
    """
    foot = FOOT if synthetic else 0
    figure = Sketch(
        {
            "template": _template(),
            "height": height + foot,
            "margin": {"l": 8, "r": EDGE, "t": top, "b": bottom + foot},
            "dragmode": False,
        }
    )
    if synthetic:
        label(figure, ON_TWO_LINES)
    return figure


def label(figure: go.Figure, text: str) -> None:
    """Words at the foot of the picture itself, that go where it goes."""
    # As a title, since notes can be placed in the plot only, whose left edge moves with the names.
    # A title is anchored by its first line.
    first = LINE * text.count("<br>") + 4
    figure.update_layout(
        title={
            "text": text,
            "x": 0.01,
            "xref": "container",
            "xanchor": "left",
            "y": first / figure.height,
            "yref": "container",
            "yanchor": "bottom",
            "font": {"size": SIZE, "color": "#505A5F"},
        }
    )


# Names of areas and categories are the same few hundred again and again.
@lru_cache(maxsize=5000)
def wrapped(text: str, width: int) -> str:
    """Text on several lines, for labels that must not be cut."""
    return "<br>".join(textwrap.wrap(text, width, break_long_words=False)) or text
