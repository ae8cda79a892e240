"""Every state in which a reader can meet a page: tabs open, folds unfolded, menus down."""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.pages import wait_until_drawn
from tests.soak import SOAKING

TABS = ("Chart", "Table", "Download", "About")
TOOLS = "Link · Cite · Print"
# Of each panel the tab of that name, or for None the first panel's second, the next one's third…
OPEN_TABS = """name => [...document.querySelectorAll('[role="radiogroup"]')].map((list, place) => {
    const tabs = [...list.querySelectorAll('label')];
    return name ? tabs.find(tab => tab.textContent.trim() === name)
                : tabs[(place + 1) % tabs.length]; })
    .filter(tab => tab && !tab.querySelector('input').checked)
    .map(tab => tab.click()).length"""
# What stands under an open tab comes from the server, a moment after it is opened.
FILLED = """() => [...document.querySelectorAll('[role="radiogroup"]')].every(list => {
    const kinds = {Chart: '.js-plotly-plot', Table: 'table, canvas',
                   Download: '[data-testid="stDownloadButton"]'};
    const under = list.closest('[data-testid="stElementContainer"]').nextElementSibling;
    const open = list.querySelector('input:checked').closest('label').textContent.trim();
    const shown = [under, under?.nextElementSibling].map(each =>
        Object.keys(kinds).find(kind => each?.querySelector(kinds[kind])));
    return open === 'About' ? under && !shown[0] : shown.includes(open); })"""
UNFOLD = """() => [...document.querySelectorAll('details:not([open]) > summary')]
    .map(each => each.click()).length"""
UNFOLDED = """() => [...document.querySelectorAll('details[open]')].every(each =>
    each.querySelector('canvas') ||
    each.innerText.trim().length > each.querySelector('summary').innerText.trim().length)"""
# After the next picture is drawn: what answers to a new width has done so by then.
RUN = """async within => {
    await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    return (await axe.run(within || document, {resultTypes: ['violations']}))
        .violations.map(each => each.id + ': ' + each.nodes[0].html.slice(0, 200)); }"""


def states(page: Page) -> Iterator[str]:
    """Bring an open page from state to state; the name of each.

    Each tab of every panel is opened by `make soak`; otherwise panels take turns, so that every
    kind of tab is open on a page with several panels.
    """
    if page.evaluate(UNFOLD):
        page.wait_for_function(UNFOLDED)
        wait_until_drawn(page)
    if not SOAKING:
        open_tabs(page, None)
        yield "tabs open in turn"
        return
    for name in TABS:
        open_tabs(page, name)
        yield f"{name} open"
    open_tools(page)
    yield "link and citation open"
    page.keyboard.press("Escape")


def open_tabs(page: Page, name: str | None) -> int:
    """Open that tab of every panel, or one after the other; how many were opened."""
    opened = page.evaluate(OPEN_TABS, name)
    if opened:
        page.wait_for_function(FILLED)
        wait_until_drawn(page)
    return opened


def open_tools(page: Page) -> None:
    """Unfold link, citation and the word on printing."""
    page.get_by_role("button", name=TOOLS).click()
    page.get_by_test_id("stCode").nth(1).wait_for()
    wait_until_drawn(page)


def barriers(page: Page, within: str | None = None) -> list[str]:
    """What axe finds on the page, or in a part of it: each rule with the first thing against it."""
    # To load axe costs as much as to run it; a page keeps it.
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return page.evaluate(RUN, within)
