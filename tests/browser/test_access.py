"""Readers who come without a mouse, with large text, with other colours or without movement.

All on the small public file, over whose pages one reader is led from link to link.
"""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.pages import fits, go, is_open, open_page, wait_until_drawn, watch
from tests.browser.states import FILLED, TOOLS, barriers, open_tabs, open_tools
from tests.dashboard.pages import PAGES
from tests.soak import SOAKING

# Streamlit hangs an open list at the end of the page, outside its landmarks.
OUTSIDE = 'region: <div id="react-aria'
APART = 0.01  # seconds
MOST_KEYS = 90  # presses of Tab from one task to the next
TOP = "document.activeElement.blur(); document.querySelector('header a').focus()"
FOCUSED = """() => { const here = document.activeElement; return (here.getAttribute('aria-label')
    || here.textContent || here.getAttribute('placeholder') || here.closest('label')?.textContent
    || '').trim() }"""
# A ring may be drawn on the part itself or on what holds it.
HAS_RING = """() => { for (let part = document.activeElement, up = 0; part && up < 4; up++) {
    const look = getComputedStyle(part);
    if ((look.outlineStyle !== 'none' && look.outlineWidth !== '0px') || look.boxShadow !== 'none'
        || part.matches('[data-focus-visible], [data-focused], [data-focus-within]')) return true;
    part = part.parentElement; }
    return false }"""
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }"""


@pytest.fixture(scope="module")
def reader(browser: Browser, served: Callable, sample: Path) -> Iterator[Page]:
    """A page on the small public file, opened once; a problem at any time fails the last test."""
    problems: list[str] = []
    address = served(sample).url
    context = browser.new_context(viewport=DESKTOP, accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page = context.new_page()
    watch(page, problems)
    open_page(page, f"{address}/referrals")
    yield page
    context.close()
    assert not problems, "\n".join(problems)


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the focus stands on what is named so; each stop must be seen to have it."""
    passed = []
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here.startswith(words):
            assert page.evaluate(HAS_RING), f"nothing shows that the focus is on {here}"
            return
        passed.append(here[:30])
    raise AssertionError(f"{words} is not reached by keyboard; passed: {passed}")


def follow(page: Page, link: str, to: str) -> None:
    """Go by keyboard to a link, and with it to the page of that heading."""
    tab_to(page, link)
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name=to).wait_for()
    wait_until_drawn(page)


def test_every_task_is_done_by_keyboard_alone(reader: Page):
    page = reader
    page.evaluate(TOP)
    follow(page, "Find", to="Find")
    tab_to(page, "Search measures")
    page.keyboard.type("proven hearing")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=proven*")
    wait_until_drawn(page)
    follow(page, "Gross misconduct proven at hearings", to="Explore")

    page.evaluate(TOP)
    follow(page, "Gross misconduct", to="Gross misconduct")

    tab_to(page, TOOLS)
    tab_to(page, "Area")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("Northm")
    page.keyboard.press("Enter")
    page.wait_for_url("**area=Northmoor**")
    wait_until_drawn(page)

    tab_to(page, "Period")
    page.keyboard.press("ArrowDown")
    page.get_by_role("listbox").wait_for()
    assert [each for each in barriers(page) if not each.startswith(OUTSIDE)] == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**period=**")
    wait_until_drawn(page)

    tab_to(page, "Chart")
    keys = {"Table": "ArrowRight", "Download": "ArrowRight", "About": "ArrowRight"}
    for name, key in [*keys.items(), ("Download", "ArrowLeft")]:
        page.keyboard.press(key)
        is_open(page, name)
        page.wait_for_function(FILLED)
        wait_until_drawn(page)
        assert page.evaluate(FOCUSED) == name
    tab_to(page, "Download gross-misconduct")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith("-synthetic.csv")
    # The first panel shows its file now; the next one has a chart.
    tab_to(page, "Save the chart as PNG")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith("-synthetic.png")


def test_the_focus_stays_where_a_page_comes_slowly(
    browser: Browser, served: Callable, sample: Path
):
    page = browser.new_page(viewport=DESKTOP, accept_downloads=True)
    apart = [0.0]
    page.route_web_socket("**/_stcore/stream", lambda socket: pass_on(socket, apart))
    open_page(page, f"{served(sample).url}/referrals?area=Northmoor")
    apart.append(APART)
    page.get_by_role("radio", name="Chart", exact=True).first.focus()
    for name in ("Table", "Download"):
        page.keyboard.press("ArrowRight")
        page.wait_for_url(f"**={name}*")
        page.wait_for_function(FILLED)
        wait_until_drawn(page)
        assert page.evaluate(FOCUSED) == name

    tab_to(page, "Download referrals")
    with page.expect_download():
        page.keyboard.press("Enter")
    page.wait_for_function(f"({FOCUSED})().startsWith('Download referrals')", timeout=30_000)
    page.close()


def test_who_clears_a_choice_by_keyboard_stays_with_it(page: Page, served: Callable, sample: Path):
    open_page(page, f"{served(sample).url}/download?more_areas=Northmoor")
    box = page.get_by_role("combobox", name="More areas")
    box.focus()
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Clear all"
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Clear all")).to_have_count(0)
    wait_until_drawn(page)
    expect(box).to_be_focused()


def pass_on(socket: WebSocketRoute, apart: list[float]) -> None:
    """Each message alone, after the last number of seconds: the browser draws between any two."""
    server = socket.connect_to_server()

    def send(message: str | bytes) -> None:
        time.sleep(apart[-1])
        socket.send(message)

    server.on_message(send)


def test_what_a_page_says_of_a_bad_link_and_of_hidden_figures_has_no_barrier(
    page: Page, served: Callable, sample: Path
):
    link = "area=Ambershire&period=1999-00&of_old=1&forces_as=Each+force+with+its+interval"
    open_page(page, f"{served(sample).url}/time_to_hearing?{link}")
    for told in ("choice of “Period” that is not here", "choice that pages do not have",
                 "hidden to protect people"):  # fmt: skip
        expect(page.get_by_text(told).first).to_be_visible()
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        wait_until_drawn(page)
        assert barriers(page) == []


@pytest.mark.skipif(not SOAKING, reason="a server of its own; make soak starts it")
def test_a_page_of_which_nothing_is_published_has_no_barrier(
    page: Page, served: Callable, sample: Path, tmp_path: Path
):
    shutil.copytree(sample, tmp_path / "data")
    address = served(tmp_path / "data").url
    shutil.rmtree(tmp_path / "data" / "public")
    open_page(page, address)
    expect(page.get_by_text("There is nothing to show yet")).to_be_visible()
    assert barriers(page) == []


def test_a_link_is_copied_by_keyboard_and_the_focus_comes_back(reader: Page):
    page = reader
    page.evaluate(TOP)
    tab_to(page, TOOLS)
    page.keyboard.press("Enter")
    page.get_by_test_id("stCode").nth(1).wait_for()
    wait_until_drawn(page)
    assert barriers(page) == []
    link = page.get_by_test_id("stCode").first.inner_text().strip()

    tab_to(page, "Copy")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "async link => (await navigator.clipboard.readText()).trim() === link", arg=link
    )
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    assert page.evaluate(FOCUSED).startswith(TOOLS)


def test_a_choice_for_which_nothing_is_published_says_so_without_a_barrier(reader: Page):
    page = reader
    go(page, "Download")
    for label, option in (
        ("Area", "Westfell (region)"),
        ("Table", "Signals and smoothed figures of forces"),
    ):
        box = page.get_by_role("combobox", name=label, exact=True)
        box.click()
        box.fill("no such thing")
        expect(page.get_by_text("No results")).to_be_visible()
        box.fill(option)
        page.get_by_role("option", name=option, exact=True).click()
        wait_until_drawn(page)

    expect(page.get_by_text("Nothing is published for this choice")).to_be_visible()
    assert barriers(page) == []


def test_every_picture_has_words_and_every_small_table_is_one(reader: Page):
    page = reader
    for title in ("Time to hearing", "Referrals"):
        go(page, title)
        charts = page.get_by_test_id("stPlotlyChart").all()
        words = [chart.get_attribute("aria-label") for chart in charts]
        assert all(len(each) > 60 and re.search(r"\d", each) for each in words)
        assert len(set(words)) == len(words) > 3
        open_tabs(page, "Table")
        tables = page.get_by_role("table").all()
        assert len(tables) >= len(charts)
        for table in tables:
            assert table.get_by_role("columnheader").count() > 1
            assert table.get_attribute("aria-label") or table.locator("caption").count()


def test_pages_bear_zoom_large_text_and_wide_spacing(reader: Page):
    page = reader
    for title in ("Discrimination", "Data quality", "Published record"):
        go(page, title)
        # Twice as large, a window has half its width.
        page.set_viewport_size({"width": DESKTOP["width"] // 2, "height": DESKTOP["height"] // 2})
        fits(page)
        page.set_viewport_size(DESKTOP)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        fits(page)
        page.evaluate("document.documentElement.style.fontSize = ''")
        style = page.add_style_tag(content=SPACING)
        page.set_viewport_size({"width": 320, "height": 700})
        fits(page)
        style.evaluate("each => each.remove()")


# All pages in `make soak`.
SEEN_OTHERWISE = list(PAGES.values()) if SOAKING else ["Referrals"]


@pytest.mark.parametrize("title", SEEN_OTHERWISE)
def test_forced_colours_and_more_contrast_show_what_is_chosen(reader: Page, title: str):
    page = reader
    go(page, title)
    chosen = [page.locator('[aria-current="page"]'),
              *page.locator("label[data-selected]").all()[:1]]  # fmt: skip
    for mode in ({"forced_colors": "active"}, {"contrast": "more"}):
        page.emulate_media(**mode)
        assert barriers(page) == []
        look = "each => getComputedStyle(each).borderBottomWidth"
        current, *tab = [each.evaluate(look) for each in chosen]
        assert current == "3px" or "contrast" in mode
        assert set(tab) <= {"3px"}
        page.emulate_media(forced_colors="none", contrast="no-preference")


@pytest.mark.parametrize("title", SEEN_OTHERWISE)
def test_nothing_moves_for_a_reader_who_asks_for_that(reader: Page, title: str):
    page = reader
    go(page, title)
    page.emulate_media(reduced_motion="reduce")
    open_tools(page)
    longest = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll('*')].map(each => {
            const look = getComputedStyle(each);
            return Math.max(...[look.transitionDuration, look.animationDuration]
                .flatMap(each => each.split(', ')).map(parseFloat)); }))"""
    )
    page.keyboard.press("Escape")
    page.emulate_media(reduced_motion="no-preference")

    assert longest < 0.001
