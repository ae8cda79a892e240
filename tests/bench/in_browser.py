"""How long a reader waits for the first chart, and after choosing another area, in a real browser.

Here and on a bare page with the same figures, in turn.
"""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import find_chromium
from tests.browser.conftest import DESKTOP, FLAGS
from tests.browser.pages import open_page
from tests.browser.server import Server, start_server, start_streamlit

ROUNDS = 12
WARM = 3
QUIET = 600  # milliseconds without a change: then all is drawn
# From the key that chooses to the last change that it brings to any figure.
CLOCK = """quiet => new Promise(resolve => {
    let begun = 0, last = 0;
    addEventListener('keydown', event => {
        if (event.key === 'Enter') begun = performance.now();
    }, {capture: true, once: true});
    const drawn = new MutationObserver(seen => {
        if (begun && seen.some(each => (each.target.closest || (() => 0)).call(
            each.target, '[data-testid="stPlotlyChart"]'))) last = performance.now();
    });
    drawn.observe(document.body, {childList: true, subtree: true, attributes: true});
    const look = setInterval(() => {
        if (last && performance.now() - last > quiet) {
            clearInterval(look); drawn.disconnect(); resolve(last - begun);
        }
    }, 50);
})"""
# From the address to the first chart that is drawn, by the clock of the page itself.
FIRST = """() => new Promise(resolve => {
    const look = () => document.querySelector('.js-plotly-plot .main-svg')
        ? resolve(performance.now()) : requestAnimationFrame(look);
    look();
})"""


@dataclass(frozen=True)
class Waited:
    """Median milliseconds: topic page, bare page."""

    changed: tuple[float, float]
    first: tuple[float, float]


def measure_in_browser(
    data_dir: Path, bare: Path, view: str, areas: list[str], rounds: int = ROUNDS
) -> Waited | None:
    """What a reader waits for, there and on a bare page. None without a Chromium."""
    chromium = find_chromium()
    if chromium is None:
        return None
    with _both_served(data_dir, bare) as (ours, least), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        urls = (f"{ours.url}/{view}", least.url)
        first = [[_first(browser, url) for url in urls] for _ in range(WARM + rounds)]
        pages = [browser.new_page(viewport=DESKTOP) for _ in urls]
        for page, url in zip(pages, urls, strict=True):
            open_page(page, url)
        changed = [
            [_chosen(page, areas[(turn + 1) % 2]) for page in pages]
            for turn in range(WARM + rounds)
        ]
        browser.close()
    return Waited(_medians(changed), _medians(first))


def _medians(taken: list[list[float]]) -> tuple[float, ...]:
    return tuple(statistics.median(each) for each in zip(*taken[WARM:], strict=True))


def _first(browser: Browser, url: str) -> float:
    """Of somebody who comes for the first time: nothing is in the browser's store."""
    page = browser.new_page(viewport=DESKTOP)
    page.goto(url, wait_until="commit")
    taken = page.evaluate(FIRST)
    page.close()
    return taken


def _chosen(page: Page, area: str) -> float:
    page.bring_to_front()
    box = page.get_by_role("combobox", name="Area")
    box.scroll_into_view_if_needed()
    box.click()
    box.press_sequentially(area)
    page.get_by_role("option", name=area, exact=True).wait_for()
    clock = page.evaluate_handle(f"() => ({{ ended: ({CLOCK})({QUIET}) }})")
    box.press("Enter")
    return clock.evaluate("clock => clock.ended")


@contextmanager
def _both_served(data_dir: Path, bare: Path) -> Iterator[tuple[Server, Server]]:
    ours = start_server(data_dir, bare.parent / "ours.log")
    least = _start_bare(bare)
    try:
        yield ours, least
    finally:
        ours.stop()
        least.stop()


def _start_bare(script: Path) -> Server:
    # Away from the project, whose settings a bare page does not have.
    return start_streamlit(script, script.with_name("bare.log"), cwd=script.parent)
