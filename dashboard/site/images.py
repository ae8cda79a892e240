"""Charts as SVG files, the same at each run: one for a desk, one for a phone, one for paper."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import plotly.graph_objects as go
from kaleido import Kaleido

from dashboard.site.browser import each_of

WIDE, NARROW, PAPER = 720, 360, 480
# On paper two stand abreast, so they are less high.
FLAT = 0.72
OWN_ID = re.compile(rb'id="defs-([0-9a-f]{6})"')


@dataclass(frozen=True)
class Chart:
    """A figure to draw: `name` without ending; a small one needs no version for phones."""

    name: str
    figure: go.Figure
    is_small: bool = False
    on_paper: bool = False

    @property
    def height(self) -> int:
        return self.figure.height

    @property
    def wide(self) -> int:
        return NARROW if self.is_small else WIDE

    @property
    def narrow(self) -> int:
        return NARROW


async def draw(
    browser: Kaleido, charts: Iterable[Chart], folder: Path, done: Callable[[], None]
) -> None:
    """Write each chart into the folder; `done` is called after each picture."""

    async def one(picture: tuple[Path, go.Figure, int, int]) -> None:
        path, figure, width, height = picture
        drawn = await browser.calc_fig(
            specification(figure), opts={"format": "svg", "width": width, "height": height}
        )
        path.write_bytes(steady(drawn))

    await each_of([each for chart in charts for each in pictures(chart, folder)], one, done)


def pictures(chart: Chart, folder: Path) -> list[tuple[Path, go.Figure, int, int]]:
    """File, figure, width and height of each picture of a chart."""
    sizes = {"": (chart.wide, chart.height)}
    if not chart.is_small:
        sizes["-narrow"] = (NARROW, chart.height)
    if chart.on_paper:
        sizes["-paper"] = (PAPER, round(chart.height * FLAT))
    return [
        (folder / f"{chart.name}{ending}.svg", chart.figure, *size)
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
