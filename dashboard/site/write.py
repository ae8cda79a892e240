"""The whole site, written beside its place and moved there when nothing is missing."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from plotly.offline import get_plotlyjs

from dashboard.components.citing import citation
from dashboard.queries.connection import Build
from dashboard.site import reference
from dashboard.site.asks import asks
from dashboard.site.browser import FAULTS, opened
from dashboard.site.files import Offered, own_files, release_files
from dashboard.site.images import draw, pictures, script
from dashboard.site.markup import environment
from dashboard.site.model import Page, stem
from dashboard.site.packs import pack_html, print_packs
from dashboard.site.plan import Site, Tell, planned
from dashboard.text.periods import day_words
from dashboard.text.prose import prose
from etl.errors import OutputFolderError

ASSETS = Path(__file__).with_name("assets")
FOLDERS = ("areas", "assets", "charts", "files", "packs")
KINDS = {"country": "All forces", "region": "Regions", "force": "Forces"}


def write_site(
    build: Build, out: Path, browser: Path | None, areas: list[str] | None, tell: Tell
) -> Site:
    """Write the pages into `out`, a new or empty folder.

    `browser` None leaves out pictures and packs; `areas` leaves only these pages of areas. `tell`
    is given a step and the number of its parts, and returns what to call after each part.
    """
    with _beside(out) as folder:
        site = planned(Site(build, folder, out, asks(build, areas)), tell)
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


def _write_files(site: Site) -> None:
    """Stylesheets, scripts, the charts for those who open them, and a file per panel."""
    for path in sorted(ASSETS.iterdir()):
        shutil.copyfile(path, site.folder / "assets" / path.name)
    (site.folder / "assets" / "plotly.min.js").write_text(get_plotlyjs(), encoding="utf-8")
    for chart in site.charts.values():
        (site.folder / "charts" / f"{chart.name}.js").write_text(script(chart), encoding="utf-8")
    for page in site.pages:
        for panel in page.panels:
            name = stem(page, panel)
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
    site.packs = {pack: (site.folder / pack).read_bytes() for pack in waiting}
    only_printed = [*waiting.values(), site.folder / "assets" / "pack.css"]
    for path in [*only_printed, *(site.folder / "charts").glob("*-paper.svg")]:
        path.unlink()


def _write_pages(site: Site) -> None:
    listed = [page for page in site.pages if page.pack]
    found = release_files(site.out)
    files = found or own_files(site)
    sentence = prose("site")["downloads"]["release" if found else "own"]
    site.pages += [reference.areas_page(listed), reference.downloads_page(sentence)]
    shared = _shared(site, files, listed)
    template = environment().get_template("page.html")
    for page in site.pages:
        stems = {panel.name: stem(page, panel) for panel in page.panels}
        html = template.render(page=page, stems=stems, **shared)
        (site.folder / page.path).write_text(html, encoding="utf-8")


def _shared(site: Site, files: list[Offered], listed: list[Page]) -> dict[str, Any]:
    """What the templates are told on every page."""
    levels = {ask.area.label: ask.area.level for ask in site.asks}
    return {
        "build": site.build,
        "day": day_words(site.build.built_on),
        "menu": _menu(site),
        "drawn": site.drawn,
        "packs": site.packs,
        "cards": site.cards,
        "known": {page.code: page for page in listed},
        "cite": lambda page: citation(site.build, f"“{page.title}”."),
        "files": [
            {"name": each.name, "href": quote(each.href), "size": each.size} for each in files
        ],
        "areas": [
            (title, [page for page in listed if levels[page.title] == level])
            for level, title in KINDS.items()
        ],
    }


def _menu(site: Site) -> list[tuple[str, str]]:
    """Where each entry of the menu leads, in its own order."""
    paths = {page.nav: page.path for page in site.pages if "/" not in page.path}
    return [(paths[key], key) for key in prose("site")["pages"] if key in paths]
