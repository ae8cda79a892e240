"""Every page in a real browser, on a desk and on a phone: no error, barrier or sideways scroll."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from etl.config import Settings
from tests.browser.conftest import DESKTOP
from tests.browser.pages import fits, go, open_page, tabs, take_picture, wait_until_drawn, watch
from tests.browser.states import barriers, states
from tests.dashboard.pages import PAGES as LISTED
from tests.soak import SOAKING

PHONE = {"width": 390, "height": 844}
NARROWEST = 320
PAGES = {"" if view == "overview" else view: title for view, title in LISTED.items()}


@pytest.fixture(scope="module")
def url(served: Callable, built: Settings) -> str:
    """Address of the dashboard over the demonstration."""
    return served(built.data_dir).url


def choose(page: Page, label: str, option: str) -> None:
    """Pick an option by typing it, as a reader does who knows its name."""
    box = page.get_by_role("combobox", name=label)
    box.scroll_into_view_if_needed()
    box.click()
    box.press_sequentially(option)
    page.get_by_role("option", name=option, exact=True).click()
    wait_until_drawn(page)


def check(page: Page, width: int, height: int) -> None:
    """No barrier that axe knows, and no sideways scroll."""
    page.set_viewport_size({"width": width, "height": height})
    wait_until_drawn(page)
    assert barriers(page) == []
    fits(page)


@pytest.fixture(scope="module")
def reader(browser: Browser, url: str) -> Iterator[tuple[Page, list[str]]]:
    """One page, led from link to link, which costs a fifth of opening each; and its problems."""
    problems: list[str] = []
    page = browser.new_page()
    watch(page, problems)
    open_page(page, f"{url}/find")
    yield page, problems
    page.close()


@pytest.mark.parametrize("view", PAGES)
def test_a_page_opens_without_error_barrier_or_sideways_scroll(
    reader: tuple[Page, list[str]], url: str, screenshots_dir: Path | None, view: str
):
    page, problems = reader
    if SOAKING:
        open_page(page, f"{url}/{view}")
    go(page, PAGES[view])
    expect(page.get_by_role("heading", level=1)).to_have_text(PAGES[view])

    check(page, **DESKTOP)
    take_picture(page, screenshots_dir, f"{view or 'overview'}-desk")
    page.set_viewport_size(PHONE)
    take_picture(page, screenshots_dir, f"{view or 'overview'}-phone")
    for state in states(page):
        print(state)
        for size in (DESKTOP, PHONE) if SOAKING else (PHONE,):
            check(page, **size)
    page.set_viewport_size({"width": NARROWEST, "height": 700})
    fits(page)
    assert not problems, "\n".join(problems)


def test_a_choice_is_in_the_address_and_the_address_brings_it_back(
    page: Page, new_page: Callable[..., Page], url: str
):
    open_page(page, f"{url}/referrals")
    choose(page, "Area", "Northmoor")
    choose(page, "Period", "2024-25, one year")
    page.get_by_role("link", name="Gross misconduct").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gross misconduct")
    wait_until_drawn(page)
    assert "area=Northmoor" in page.url

    elsewhere = new_page()
    open_page(elsewhere, page.url)

    expect(elsewhere.get_by_text("Northmoor, 2023‑26:", exact=True)).to_be_visible()
    expect(elsewhere.get_by_text("2024-25 lies in 2023-26").first).to_be_visible()


def test_a_bad_address_is_mended_and_told(page: Page, url: str):
    open_page(page, f"{url}/referrals?area=Nowhere&period=1999-00")

    expect(
        page.get_by_text("The link asks for a choice of “Area” that is not here")
    ).to_be_visible()
    assert "Nowhere" not in page.url


def test_the_file_is_the_table(page: Page, url: str):
    open_page(page, f"{url}/gross_misconduct?area=Northmoor")
    # The second panel is the trend; the ladder stands above it.
    tabs(page, "Table").nth(1).click()
    expect(page.get_by_role("table", name="Gross misconduct proven")).to_be_visible()
    table = page.get_by_role("table", name="Gross misconduct proven")
    shown = [
        row.get_by_role("cell").all_inner_texts() for row in table.get_by_role("row").all()[1:]
    ]
    tabs(page, "Download").nth(1).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download gross-misconduct-g4-trend").first.click()

    assert "synthetic" in download.value.suggested_filename
    content = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert [cells[0].replace("\u2011", "-") for cells in shown] == [row["period"] for row in rows]
    assert [cells[1] for cells in shown] == [
        f"{float(row['value']):.1f}%" if row["value"] else row["symbol_meaning"] for row in rows
    ]


def test_a_force_on_paper_is_at_most_four_sides_without_navigation_or_filters(page: Page, url: str):
    open_page(page, f"{url}/force?area=Inglestrand&peers=Same size")

    # As a reader prints: charts stay as wide as on the screen.
    sides = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    page.emulate_media(media="print")

    assert 2 <= sides <= 4
    for hidden in ("stHeader", "stSelectbox", "stDownloadButton", "stPopover"):
        for part in page.get_by_test_id(hidden).all():
            expect(part).to_be_hidden()


def test_link_and_citation_bring_back_what_is_shown_and_leave_no_barrier(
    page: Page, new_page: Callable[..., Page], url: str
):
    open_page(page, f"{url}/referrals?area=Northmoor")
    choose(page, "Compare with", "2020-23, three years")
    assert "with=2020-23" in page.url
    page.get_by_role("button", name="Link · Cite · Print").press("Enter")
    expect(page.get_by_test_id("stCode")).to_have_count(2)
    link, citation = (block.inner_text() for block in page.get_by_test_id("stCode").all())
    check(page, **PHONE)

    assert "“Referrals”: Northmoor, 2023-26, three years." in citation
    assert "synthetic" in citation
    assert link in citation
    elsewhere = new_page()
    open_page(elsewhere, link)
    for label, chosen in (
        ("Area", "Northmoor"),
        ("Period", "2023-26, three years"),
        ("Compare with", "2020-23, three years"),
    ):
        expect(elsewhere.get_by_role("combobox", name=label, exact=True)).to_have_value(chosen)


def test_every_check_is_listed_when_it_is_asked_for(page: Page, url: str):
    open_page(page, f"{url}/methods")
    expect(page.get_by_role("heading", name="50 rules for records")).to_be_visible()

    page.get_by_text("checks one by one").click()

    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    check(page, **PHONE)
