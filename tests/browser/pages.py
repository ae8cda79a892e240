"""Hands and eyes for browser tests: wait for a page, watch it, take its picture."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, expect

DRAWN = '[data-testid="stApp"][data-test-script-state="notRunning"]'
WAITING = '[data-testid="stSkeleton"], [data-stale="true"]'
# By how much a page is wider than its window; it scrolls in a box of its own.
SIDEWAYS = """() => Math.max(
    document.documentElement.scrollWidth - window.innerWidth,
    ...[...document.querySelectorAll('[data-testid="stMain"]')]
        .map(box => box.scrollWidth - box.clientWidth))"""
CHECKOUT = Path(__file__).resolve().parents[2]


def watch(page: Page, problems: list[str]) -> None:
    """Add to `problems` each console error, script error and request that leaves this machine."""
    page.on("console", lambda message: _note_message(message, problems))
    page.on("pageerror", lambda error: problems.append(f"script error: {error}"))
    page.on("request", lambda request: _note_request(request, problems))


def open_page(page: Page, url: str) -> None:
    """Go to `url` and wait until everything on the page is drawn."""
    page.goto(url)
    wait_until_drawn(page)


def go(page: Page, title: str) -> None:
    """Follow the link to a page, which costs a third of opening it."""
    # So wide that no link of the menu is folded away.
    page.set_viewport_size({"width": 1800, "height": 900})
    page.get_by_test_id("stTopNavLink").filter(has_text=re.compile(f"^{title}$")).click()
    page.get_by_role("heading", level=1, name=title).wait_for()
    wait_until_drawn(page)


def tabs(page: Page, name: str) -> Locator:
    """The tab of that name of every panel."""
    return page.get_by_test_id("stRadioOption").filter(has_text=re.compile(f"^{name}$"))


def is_open(page: Page, name: str, place: int = 0) -> None:
    """The tab of that name is the open one, of the first panel or of another that has it."""
    expect(page.get_by_role("radio", name=name, exact=True).nth(place)).to_be_checked()


def wait_until_drawn(page: Page) -> None:
    """Wait until the server has finished the page and the browser shows no placeholder."""
    page.wait_for_selector(DRAWN, state="attached", timeout=60_000)
    page.wait_for_function("selector => !document.querySelector(selector)", arg=WAITING)


def fits(page: Page) -> None:
    """Nothing to scroll to at the side, once all parts have taken the new width."""
    page.wait_for_function(f"({SIDEWAYS})() <= 0", timeout=10_000)


def take_picture(page: Page, folder: Path | None, name: str) -> Path | None:
    """Save the whole page as `name`.png in `folder`; without a folder do nothing."""
    if folder is None:
        return None
    if folder.resolve().is_relative_to(CHECKOUT):
        raise ValueError("pictures belong outside the checkout; set CONDUCT_SCREENSHOTS elsewhere")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{re.sub(r'[^A-Za-z0-9_-]+', '-', name)}.png"
    _unroll(page)
    page.screenshot(path=path)
    return path


def _unroll(page: Page) -> None:
    # The page scrolls inside a box of its own, so a "full page" picture would show its top only.
    height = page.evaluate(
        """() => Math.max(...[...document.querySelectorAll('[data-testid="stMain"]')]
                          .map(box => box.scrollHeight), window.innerHeight)"""
    )
    page.set_viewport_size({"width": page.viewport_size["width"], "height": min(height, 16_000)})
    wait_until_drawn(page)


def _note_message(message: ConsoleMessage, problems: list[str]) -> None:
    if message.type == "error":
        path = urlsplit(message.location.get("url", "")).path
        problems.append(f"console error: {message.text}" + (f" ({path})" if path else ""))


def _note_request(request: Request, problems: list[str]) -> None:
    address = urlsplit(request.url)
    if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in (
        "127.0.0.1",
        "localhost",
    ):
        problems.append(f"the page asked another machine: {address.hostname}")
