"""The whole site, written beside its place and moved there when nothing is missing."""

import asyncio
import os
import shutil
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from collections.abc import Iterator
from urllib.parse import quote

from plotly.offline import get_plotlyjs

from dashboard.components.cards import Card, card_of
from dashboard.components.filters import Ask
from dashboard.queries.connection import Build
from dashboard.site import reference, topics
from dashboard.site.areas import area_page
from dashboard.site.asks import asks
from dashboard.site.browser import FAULTS, opened
from dashboard.site.files import own_files, release_files
from dashboard.site.images import Chart, draw, pictures, script
from dashboard.site.markup import environment
from dashboard.site.model import Page, anchor, stem
from dashboard.site.packs import PICTURES, pack_html, print_packs
from dashboard.text.periods import day_words
from dashboard.text.prose import prose
from etl.errors import OutputFolderError

ASSETS = Path(__file__).with_name("assets")
FOLDERS = ("areas", "assets", "charts", "files", "packs")
KINDS = {"country": "All forces", "region": "Regions", "force": "Forces"}
Tell = Callable[[str, int], Callable[[], None]]


@dataclass
class Site:
    """What is written where, as far as it is known."""

    build: Build
    folder: Path
    out: Path
    asks: list[Ask]
    pages: list[Page] = field(default_factory=list)
    charts: dict[str, Chart] = field(default_factory=dict)
    drawn: dict[str, Chart] = field(default_factory=dict)
    packs: dict[str, bytes] = field(default_factory=dict)
    cards: list[tuple[Card, str]] = field(default_factory=list)


def write_site(
    build: Build, out: Path, browser: Path | None, areas: list[str] | None, tell: Tell
) -> Site:
    """Write the pages into `out`, a new or empty folder.

    `browser` None leaves out pictures and packs; `areas` leaves only these pages of areas. `tell`
    is given a step and the number of its parts, and returns what to call after each part.
    """
    with _beside(out) as folder:
        site = Site(build, folder, out, asks(build, areas))
        _plan(site, tell)
        _write_files(site)
        if browser is not None:
            asyncio.run(_draw(site, browser, tell))
        _write_pages(site)
    return site


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """A folder that takes the place of `out` at the end; of a run that fails nothing is left."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise OutputFolderError(f"{out} is not empty. Name a new folder for the site.")
    folder = out.absolute().with_name(f".{out.name}.{os.getpid()}.part")
    try:
        for name in FOLDERS:
            (folder / name).mkdir(parents=True)
        yield folder
        if out.exists():
            out.rmdir()
        folder.rename(out.absolute())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _plan(site: Site, tell: Tell) -> None:
    """All pages but those that list what was written, and what is to be drawn."""
    first = site.asks[0] if site.asks else None
    done = tell("Pages", len(site.asks) + 1)
    site.pages = [topics.overview(site.build, first), *topics.topics(site.build, first)]
    done()
    for ask in site.asks:
        site.pages.append(area_page(ask))
        done()
    site.pages += [
        reference.data_quality(site.build, first),
        reference.methods_page(site.build),
    ]
    for page in site.pages:
        for panel in page.panels:
            if panel.figure is not None:
                name = stem(site.build, page, panel)
                on_paper = bool(page.pack) and panel.name in PICTURES
                site.charts[name] = Chart(name, panel.figure, on_paper=on_paper)
    if first:
        _plan_cards(site, first)


def _plan_cards(site: Site, ask: Ask) -> None:
    for each in prose("overview")["cards"]:
        if card := card_of(ask, each["measure"]):
            synthetic = "-synthetic" if site.build.synthetic else ""
            name = f"card-{anchor(card.title)}{synthetic}"
            site.cards.append((card, name))
            site.charts[name] = Chart(name, card.figure, is_small=True)


def _write_files(site: Site) -> None:
    """Stylesheets, scripts, the charts for those who open them, and a file per panel."""
    for path in sorted(ASSETS.iterdir()):
        shutil.copyfile(path, site.folder / "assets" / path.name)
    (site.folder / "assets" / "plotly.min.js").write_text(get_plotlyjs(), encoding="utf-8")
    for chart in site.charts.values():
        (site.folder / "charts" / f"{chart.name}.js").write_text(script(chart), encoding="utf-8")
    for page in site.pages:
        for panel in page.panels:
            name = stem(site.build, page, panel)
            (site.folder / "files" / f"{name}.csv").write_bytes(panel.file)


async def _draw(site: Site, browser: Path, tell: Tell) -> None:
    """Pictures, then packs, which hold pictures, in one browser."""
    charts, folder = list(site.charts.values()), site.folder / "charts"
    many = sum(len(pictures(chart, folder)) for chart in charts)
    try:
        async with opened(browser) as running:
            await draw(running, charts, folder, tell("Pictures", many))
            site.drawn = dict(site.charts)
            await _print(site, running, tell)
    except* FAULTS as group:
        raise group.exceptions[0] from None


async def _print(site: Site, running: Any, tell: Tell) -> None:
    pages = {page.path: page for page in site.pages if page.pack}
    asked = dict(zip(pages, site.asks, strict=True))
    waiting: dict[str, Path] = {}
    for number, (path, page) in enumerate(pages.items()):
        # At the root, where its pictures and styles are found; gone when it is printed.
        waiting[page.pack] = site.folder / f"pack-{number}.html"
        html = pack_html(asked[path], page, site.drawn)
        waiting[page.pack].write_text(html, encoding="utf-8")
    done = tell("Board packs", len(waiting))
    await print_packs(running, waiting, site.folder, site.build.built_on, done)
    for pack, page in waiting.items():
        page.unlink()
        site.packs[pack] = (site.folder / pack).read_bytes()


def _write_pages(site: Site) -> None:
    listed = [page for page in site.pages if page.pack]
    found = release_files(site.out)
    text = prose("site")["downloads"]
    codes = [ask.area.code for ask in site.asks]
    files = found or own_files(site.build, codes, site.folder / "files")
    areas = reference.areas_page(listed)
    downloads = reference.downloads_page(text["release" if found else "own"])
    site.pages += [areas, downloads]
    levels = {ask.area.label: ask.area.level for ask in site.asks}
    shared = {
        "build": site.build,
        "day": day_words(site.build.built_on),
        "text": prose("site"),
        "menu": _menu(site),
        "drawn": site.drawn,
        "packs": site.packs,
        "cards": site.cards,
        "files": [{"name": each.name, "href": quote(each.href), "size": each.size} for each in files],
        "areas": [
            (title, [page for page in listed if levels[page.title] == level])
            for level, title in KINDS.items()
        ],
    }
    template = environment().get_template("page.html")
    for page in site.pages:
        stems = {panel.name: stem(site.build, page, panel) for panel in page.panels}
        html = template.render(page=page, stems=stems, **shared)
        (site.folder / page.path).write_text(html, encoding="utf-8")


def _menu(site: Site) -> list[tuple[str, str]]:
    """Where each entry of the menu leads, in its own order."""
    paths = {page.nav: page.path for page in site.pages if "/" not in page.path}
    return [(paths[key], key) for key in prose("site")["pages"] if key in paths]
