"""Charts as SVG files, the same at each run: one for a desk, one for a phone, one for paper."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import plotly.graph_objects as go
from kaleido import Kaleido

from dashboard.charts.picture import Words, frame, framed
from dashboard.site.browser import each_of

WIDE, NARROW, PAPER = 720, 360, 480
# On paper two stand abreast, so they are less high.
FLAT = 0.72
OWN_ID = re.compile(rb'id="defs-([0-9a-f]{6})"')


@dataclass(frozen=True)
class Chart:
    """A figure to draw: `name` without ending; a small one needs no version for phones.

    With words `around` it the picture can go out alone; pages show the chart in it only.
    """

    name: str
    figure: go.Figure
    is_small: bool = False
    on_paper: bool = False
    around: Words | None = None

    @property
    def height(self) -> int:
        return self.figure.height

    @property
    def wide(self) -> int:
        return NARROW if self.is_small else WIDE

    @property
    def narrow(self) -> int:
        return NARROW


@dataclass(frozen=True)
class Picture:
    """One file of a chart, with the size of the chart in it."""

    path: Path
    figure: go.Figure
    width: int
    height: int
    around: Words | None


async def draw(
    browser: Kaleido, charts: Iterable[Chart], folder: Path, done: Callable[[], None]
) -> None:
    """Write each chart into the folder; `done` is called after each picture."""

    async def one(picture: Picture) -> None:
        size = {"width": picture.width, "height": picture.height}
        asked = {"format": "svg"} | size
        drawn = steady(await browser.calc_fig(specification(picture.figure), opts=asked))
        if picture.around:
            around = frame(picture.around, picture.height, picture.width)
            drawn = framed(drawn.decode(), around).encode()
        picture.path.write_bytes(drawn)

    await each_of([each for chart in charts for each in pictures(chart, folder)], one, done)


def pictures(chart: Chart, folder: Path) -> list[Picture]:
    """The pictures of a chart; on paper its words stand around it already."""
    sizes = {"": (chart.wide, chart.height, chart.around)}
    if not chart.is_small:
        sizes["-narrow"] = (NARROW, chart.height, chart.around)
    if chart.on_paper:
        sizes["-paper"] = (PAPER, round(chart.height * FLAT), None)
    return [
        Picture(folder / f"{chart.name}{ending}.svg", chart.figure, *size)
        for ending, size in sizes.items()
    ]


def specification(figure: go.Figure) -> dict:
    """The figure with names of its traces that Plotly would otherwise draw by lot."""
    made = json.loads(figure.to_json())
    for number, trace in enumerate(made["data"]):
        trace["uid"] = f"t{number}"
    return made


def steady(picture: bytes) -> bytes:
    """The picture without what changes from one drawing to the next."""
    found = OWN_ID.search(picture)
    if found:
        picture = picture.replace(found[1], b"000000")
    # Plotly leaves an empty style behind, before or after the box as it drew others before.
    return picture.replace(b' style=""', b"", 1)


def script(chart: Chart) -> str:
    """The figure for those who open it; a script, as a page opened as a file may read no other."""
    figure = specification(chart.figure)
    sent = json.dumps(figure, ensure_ascii=True, separators=(",", ":"))
    return f"conductChart({json.dumps(chart.name)},{sent});\n"
