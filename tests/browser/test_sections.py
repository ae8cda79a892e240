"""A choice within a section draws that one anew and nothing else; the page still agrees with it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import DESKTOP
from tests.browser.pages import is_open, open_page, tabs, wait_until_drawn, watch
from tests.browser.states import FILLED, TOOLS, open_tabs, open_tools
from tests.browser.test_pages import choose
from tests.dashboard.sample_public import write_sample

COMPARED = "Northmoor"
LOOKS, BETWEEN = 100, 50  # and milliseconds


class Sent:
    """Which sections the server has drawn since it was last asked: "" stands for a whole page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._drawn: set[str] = set()
        page.on("websocket", lambda socket: socket.on("framereceived", self._take))

    def _take(self, frame: bytes) -> None:
        message = ForwardMsg.FromString(frame)
        if message.WhichOneof("type") == "delta":
            self._drawn.add(message.delta.fragment_id)

    def sections(self) -> set[str]:
        """Of the redraw that is under way, or about to be."""
        for _ in range(LOOKS):
            if self._drawn:
                break
            self._page.wait_for_timeout(BETWEEN)
        wait_until_drawn(self._page)
        drawn, self._drawn = self._drawn, set()
        return drawn


@pytest.fixture
def opened(browser: Browser, served: Callable, sample: Path) -> Iterator[tuple[Page, Sent]]:
    """The page on referrals over the small public file."""
    problems: list[str] = []
    page = browser.new_page(viewport=DESKTOP)
    sent = Sent(page)
    watch(page, problems)
    open_page(page, f"{served(sample).url}/referrals")
    assert "" in sent.sections()
    yield page, sent
    page.close()
    assert not problems, "\n".join(problems)


def test_a_tab_and_a_filter_of_a_section_draw_it_alone_and_are_in_the_link(
    opened: tuple[Page, Sent],
):
    page, sent = opened
    tabs(page, "Table").first.click()
    page.wait_for_function(FILLED)
    wait_until_drawn(page)
    one = sent.sections()
    choose(page, "Compare with", COMPARED)
    expect(page.get_by_role("heading", level=3).filter(has_text=COMPARED).first).to_be_visible()
    other = sent.sections()
    assert len(one) == len(other) == 1
    assert one != other
    assert "" not in one | other

    open_tools(page)
    link = page.get_by_test_id("stCode").first.inner_text().strip()
    asked = parse_qs(urlsplit(link).query)
    assert asked["with"] == [COMPARED]
    assert "Table" in {value for key, (value, *_) in asked.items() if key.startswith("tab-")}
    page.get_by_role("button", name=TOOLS).click()


def test_choices_that_a_busy_browser_tells_of_at_once_are_all_followed(
    opened: tuple[Page, Sent],
):
    page, sent = opened
    # All in one task, which is sent as one change, in the name of one section.
    assert open_tabs(page, "Table") > 5
    assert "" in sent.sections()


# Of the first panel the second tab, so many milliseconds after the next key Enter.
OPEN_SOON = """wait => addEventListener('keydown', event => {
    const tab = document.querySelectorAll('[role="radiogroup"]')[0].querySelectorAll('label')[1];
    if (event.key === 'Enter') setTimeout(() => tab.click(), wait); })"""


@pytest.mark.parametrize("wait", [0, 40, 80])
def test_a_tab_opened_while_the_page_moves_on_is_followed(
    page: Page, served: Callable, sample: Path, wait: int
):
    # For another period the page has other parts, so that its sections move.
    open_page(page, f"{served(sample).url}/gross_misconduct?area=Northmoor")
    period = page.get_by_role("combobox", name="Period")
    period.click()
    period.press("ArrowDown")
    page.evaluate(OPEN_SOON, wait)
    period.press("Enter")
    page.wait_for_url("**period=**")
    page.wait_for_timeout(wait + BETWEEN)
    wait_until_drawn(page)
    page.wait_for_function(FILLED)
    # A press is lost where the tab under it moves away at that very moment; then all says so.
    is_open(page, "Table" if "tab-" in page.url else "Chart")


def test_a_section_of_a_build_that_was_replaced_draws_the_whole_page(
    browser: Browser, served: Callable, tmp_path: Path
):
    write_sample(tmp_path)
    page = browser.new_page(viewport=DESKTOP)
    sent = Sent(page)
    open_page(page, f"{served(tmp_path).url}/referrals")
    sent.sections()
    public = tmp_path / "public" / "public.duckdb"
    write_sample(tmp_path / "next", "20260702-sample").replace(public)

    tabs(page, "Table").first.click()
    assert "" in sent.sections()
    expect(page.get_by_text("Build 20260702-sample, made")).to_be_visible()
    is_open(page, "Table")
    page.close()


def test_another_area_reaches_every_section(opened: tuple[Page, Sent]):
    page, sent = opened
    choose(page, "Compare with", COMPARED)
    sent.sections()
    choose(page, "Area", COMPARED)
    drawn = sent.sections()
    assert "" in drawn
    assert len(drawn) > 5
