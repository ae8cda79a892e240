"""Static pages and board packs of the demonstration in a real Chromium, scripts off."""

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from dashboard.queries.connection import current_build
from dashboard.site.areas import area_page
from dashboard.site.asks import asks
from dashboard.site.packs import pack_html
from etl.config import CHECKOUT, Settings
from tests.browser.pages import watch
from tests.browser.test_pages import NARROWEST, PHONE
from tests.dashboard.reading import NUMBER, numbers, rows_of
from tests.dashboard.site_pages import Read, pages, read
from tests.figures import OF_WORDS, counts, named, number, parts, short, without_blanks
from tests.soak import SOAKING

DESK = {"width": 1280, "height": 900}
WHOLE, REGION, FORCE = "X92000001", "X12000001", "X23000043"
ALL = [
    WHOLE,
    *(f"X12{number:06}" for number in range(1, 11)),
    *(f"X23{number:06}" for number in range(1, 44)),
]
AREAS = ALL if SOAKING else [WHOLE, REGION, FORCE]
TOPICS = ("referrals", "gross_misconduct", "discrimination", "time_to_hearing", "data_quality")
MOST = 300_000  # bytes, compressed, before an interactive chart is opened
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# So long that pictures further down are fetched, too.
PATIENCE = 100  # looks at whether all pictures are there
LONG = {"width": 1280, "height": 16_000}
FOOT = re.compile(r"Synthetic data: invented cases|^\d+ / \d+$")
UNDRAWN = """[...document.querySelectorAll('img')]
    .filter(each => !each.complete || !each.naturalWidth).map(each => each.src)"""
UNFOLD = "document.querySelectorAll('details').forEach(each => each.open = true)"
SIDEWAYS = "document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture(scope="module")
def site(
    built: Settings, chromium_path: Path, once_per_run: Callable[[str, Callable[[Path], Any]], Path]
) -> Path:
    """The site of the demonstration with a handful of areas or all, as the command writes it."""

    def make(folder: Path) -> None:
        command = [sys.executable, "-m", "etl", "site", "--out", folder, "--data", built.data_dir]
        if not SOAKING:
            command += [word for code in AREAS[1:] for word in ("--areas", code)]
        done = subprocess.run(
            command,
            cwd=CHECKOUT,
            env=os.environ | {"CONDUCT_CHROMIUM": str(chromium_path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "board packs" in done.stdout

    return once_per_run("site", make)


@pytest.fixture(scope="module")
def every(site: Path) -> dict[str, Read]:
    return {path.relative_to(site).as_posix(): read(path) for path in pages(site)}


@pytest.fixture(scope="module")
def published(built: Settings) -> dict[str, list[dict]]:
    """By area, every three-year figure of a measure that does not merely explain another."""
    query = """
        select v.*, m.title, m.topic, c.label
        from published.measure_values as v
        inner join published.measures as m using (measure)
        left join published.categories as c on (v.breakdown, v.category) = (c.breakdown, c.category)
        where v.period_type = 'three_years' and m.explains is null
    """
    with duckdb.connect(str(built.public_file.resolve()), read_only=True) as connection:
        rows = connection.execute(query).pl().to_dicts()
    whole = {row["measure"] for row in rows if row["breakdown"] == "total"}
    rows = [
        row
        for row in rows
        if "*" not in row["breakdown"]
        and (row["breakdown"] == "total" or row["measure"] not in whole)
    ]
    return {code: [row for row in rows if row["area_code"] == code] for code in AREAS}


class Quiet(SimpleHTTPRequestHandler):
    """Sends files and writes no log."""

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """Any web host: it sends files and does nothing else."""
    sends = partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), sends) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def plain(browser: Browser, problems: list[str]) -> Iterator[Page]:
    """A page in a browser that runs no script."""
    context = browser.new_context(viewport=DESK, java_script_enabled=False)
    page = context.new_page()
    watch(page, problems)
    yield page
    context.close()
    assert not problems, "\n".join(problems)


def found(every: dict[str, Read], code: str) -> tuple[str, Read]:
    return next(each for each in every.items() if each[0].endswith(f"-{code.lower()}.html"))


# --- Figures --------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", AREAS)
def test_every_measure_of_an_area_is_the_same_in_table_file_and_published_rows(
    site: Path, every: dict[str, Read], published: dict[str, list[dict]], code: str
):
    name, page = found(every, code)
    files = {}
    for topic in TOPICS:
        path = site / "files" / f"{Path(name).stem}-figures-{topic.replace('_', '-')}-synthetic.csv"
        for row in rows_of(path.read_bytes()):
            files[row["measure"], row["category"], row["period"]] = row
    assert len(files) == len(published[code]) > 150
    for row in published[code]:
        header, *lines = page.tables[f"figures-{row['topic']}-table-caption"]
        line = next(line for line in lines if line[0] == named(row))
        cell = line[header.index(row["period"])]
        told = files[row["measure"], row["category"], row["period"]]
        if row["value"] is None:
            assert cell.startswith(f"[{row['symbol']}]"), (named(row), cell)
            assert (told["value"], told["symbol"]) == ("", row["symbol"])
        else:
            assert parts(row) <= numbers(cell) <= parts(row) | OF_WORDS | counts(row), named(row)
            assert float(told["value"]) == row["value"]


@pytest.mark.parametrize("code", AREAS)
def test_a_chart_draws_the_rows_of_its_table(site: Path, every: dict[str, Read], code: str):
    name, page = found(every, code)
    drawn = 0
    for measure in ("r1", "g4", "d1", "t2"):
        stem = f"{Path(name).stem}-trend-{measure}-synthetic"
        rows = rows_of((site / "files" / f"{stem}.csv").read_bytes())
        figure = (site / "charts" / f"{stem}.js").read_text(encoding="utf-8")
        _, chart = json.loads("[" + figure.removeprefix("conductChart(").removesuffix(");\n") + "]")
        points = [y for trace in chart["data"] if trace.get("name") in ("value", "u")
                  for y in trace["y"]]  # fmt: skip
        assert sorted(points) == sorted(float(row["value"]) for row in rows if row["value"])
        table = page.tables[f"trend-{measure.upper()}-table-caption"][1:]
        for row, line in zip(rows, table, strict=True):
            per = float(row["per"]) if row["per"] else None
            expected = number(float(row["value"]), per) if row["value"] else f"[{row['symbol']}]"
            assert line[1].startswith(expected)
        drawn += len(points)
    assert drawn > 10


@pytest.mark.parametrize("code", AREAS)
def test_a_pack_is_tagged_has_an_outline_fits_four_sides_and_holds_every_figure(
    site: Path, published: dict[str, list[dict]], code: str
):
    path = next((site / "packs").glob(f"*-{code.lower()}-synthetic.pdf"))
    content = path.read_bytes()
    # Each picture has its words; a force whose curve is hidden has no picture of it.
    pictures = content.count(b"/S /Figure")
    assert pictures == content.count(b"/Alt (") + content.count(b"/Alt <")
    assert pictures == 4 or (SOAKING and pictures == 3)
    pack = PdfReader(path)
    root = pack.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert root["/Lang"] == "en-GB"
    assert "board pack (synthetic)" in pack.metadata.title
    assert len(pack.pages) <= 4
    titles = [each.title for each in flat(pack.outline)]
    for title in ("What changed", "The four topics", "Questions to ask", "What this does not show",
                  "Quality of the records"):  # fmt: skip
        assert title in titles
    assert all("Synthetic data" in page.extract_text() for page in pack.pages)
    text = without_blanks("".join(page.extract_text() for page in pack.pages))
    last = sorted({row["period"] for row in published[code]})[-2:]
    shown = [row for row in published[code] if row["value"] is not None and row["period"] in last]
    for row in shown:
        assert short(row) in text, (row["measure"], row["category"], short(row))
    assert len(shown) > 50


@pytest.mark.parametrize("code", AREAS)
def test_a_pack_on_paper_says_what_its_page_to_print_says(site: Path, built: Settings, code: str):
    ask = asks(current_build(built.public_file), [code])[-1]
    to_print = Read(pack_html(ask, area_page(ask), {}))
    path = next((site / "packs").glob(f"*-{code.lower()}-synthetic.pdf"))
    lines = [line for page in PdfReader(path).pages for line in page.extract_text().splitlines()]
    # What stands at the foot of each side may fall into a row that is continued.
    words = without_blanks("".join(line for line in lines if not FOOT.search(line)))
    cells = [cell for table in to_print.tables.values() for line in table for cell in line]
    assert len(cells) > 200
    at = 0
    for cell in map(without_blanks, cells):
        # One after the other, so that no figure can stand in another's place.
        assert cell in words[at:], cell
        at = words.index(cell, at) + len(cell)


def flat(outline: list) -> Iterator[Any]:
    for each in outline:
        yield from flat(each) if isinstance(each, list) else [each]


# --- Pages ----------------------------------------------------------------------------------------


def one_of_each(site: Path) -> list[Path]:
    """Every page but those of areas, of which one will do."""
    return [each for each in pages(site) if each.parent == site or FORCE.lower() in each.stem]


def test_pages_are_whole_without_scripts_and_fit_a_phone(
    plain: Page, site: Path, host: str, screenshots_dir: Path | None
):
    for path in one_of_each(site):
        plain.set_viewport_size(LONG)
        plain.goto(f"{host}/{path.relative_to(site)}")
        assert plain.locator("h1").is_visible()
        for _ in range(PATIENCE):
            if not (undrawn := plain.evaluate(UNDRAWN)):
                break
            plain.wait_for_timeout(50)
        assert undrawn == [], path.name
        take_picture(plain, screenshots_dir, f"site-{path.stem}-desk")
        plain.set_viewport_size({"width": NARROWEST, "height": 700})
        assert plain.evaluate(SIDEWAYS) <= 0, path.name


def test_pages_have_no_barrier(page: Page, site: Path, host: str, screenshots_dir: Path | None):
    for path in one_of_each(site):
        page.set_viewport_size(DESK)
        page.goto(f"{host}/{path.relative_to(site)}")
        assert barriers(page) == [], path.name
        # On a phone the same parts stand below one another: two pages will do, unfolded.
        if path.stem == "index" or path.stem.endswith(FORCE.lower()):
            page.set_viewport_size(PHONE)
            page.evaluate(UNFOLD)
            assert barriers(page) == [], path.name
            take_picture(page, screenshots_dir, f"site-{path.stem}-phone")


def take_picture(page: Page, folder: Path | None, name: str) -> None:
    if folder is not None:
        page.screenshot(path=folder / f"{name}.png", full_page=True)


def barriers(page: Page) -> list[tuple]:
    """What axe finds against WCAG 2.2 AA and good practice."""
    asked = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    broken = Axe().run(page, options=asked).response["violations"]
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in broken]


def test_every_picture_is_drawn_has_words_and_says_that_it_is_invented(
    site: Path, every: dict[str, Read]
):
    seen = told = 0
    for name, page in every.items():
        for source, alt in page.alts.items():
            picture = ((site / name).parent / source).resolve()
            assert len(alt) > 20
            if "-published-" not in picture.name:
                drawn = picture.read_text(encoding="utf-8")
                assert "Synthetic data" in drawn
                # Alone, a picture says what it shows and whence; lines of cards lie in their page.
                if 'id="chart"' in drawn:
                    assert "Source: " in drawn
                    assert "licence: MIT" in drawn
                    told += 1
                assert "synthetic" in picture.name
                seen += 1
            assert not re.search(r'(?:href|src)="(?!#)', picture.read_text(encoding="utf-8"))
    assert seen > told > 40


def test_a_page_with_all_its_pictures_is_light(site: Path, every: dict[str, Read]):
    for name, page in every.items():
        here = (site / name).parent
        loaded = {(here / source).resolve() for source in page.loads} | {site / name}
        weight = sum(len(gzip.compress(path.read_bytes())) for path in loaded)
        assert weight < MOST, (name, weight)


def test_with_scripts_a_chart_opens_even_without_a_server(page: Page, site: Path):
    page.goto((site / "referrals.html").as_uri())
    page.get_by_role("button", name="Open the interactive chart").first.click()
    page.wait_for_selector(".live .main-svg")
    assert page.locator("figure picture").first.is_hidden()
    live = page.locator(".live").first
    assert NUMBER.search(live.get_attribute("aria-label"))
