"""A Chromium that draws charts and prints board packs; without one there are tables only."""

import asyncio
import base64
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from choreographer import Tab
from choreographer.browsers import Chromium
from choreographer.errors import BrowserClosedError, BrowserFailedError, ChromeNotFoundError
from kaleido import Kaleido

from etl.errors import ConductDataError

VARIABLE = "CONDUCT_CHROMIUM"
NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
TABS = 2
PATIENCE = 120  # seconds for one picture or one pack, on a busy machine
FAULTS = (BrowserClosedError, BrowserFailedError, ChromeNotFoundError)
PRINTED = {
    "printBackground": True,
    "preferCSSPageSize": True,
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
}
Thing = TypeVar("Thing")


class _Kept(Kaleido):
    """Kaleido without the fresh page after each picture, which takes three quarters of its time."""

    async def _return_kaleido_tab(self, tab: object) -> None:
        await self.tabs_ready.put(tab)


def find_browser() -> Path | None:
    """The one named by CONDUCT_CHROMIUM, else one of the system's, else Kaleido's own."""
    if named := os.environ.get(VARIABLE):
        if shutil.which(named) is None:
            raise ConductDataError(f"{VARIABLE} names {named}, which is no program.")
        return Path(named)
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    found = found or Chromium.find_browser(skip_local=False)
    return Path(found) if found else None


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Kaleido]:
    """One browser with two pages, closed at the end; it reaches no other machine."""
    # MathJax would come from another host; no chart has a formula.
    async with _Kept(n=TABS, mathjax=False, timeout=PATIENCE, path=path) as browser:
        yield browser


async def each_of(
    things: Iterable[Thing], do: Callable[[Thing], Awaitable[None]], done: Callable[[], None]
) -> None:
    """Do it for all of them, two at a time; the first fault ends it."""
    turns = asyncio.Semaphore(TABS)

    async def one(thing: Thing) -> None:
        async with turns:
            await do(thing)
            done()

    async with asyncio.TaskGroup() as group:
        for thing in things:
            group.create_task(one(thing))


async def printed(browser: Kaleido, page: Path, scale: float = 1) -> bytes:
    """A page as a tagged PDF with an outline."""
    tab = await browser.create_tab("about:blank")
    try:
        await tab.send_command("Page.navigate", params={"url": page.as_uri()})
        await asyncio.wait_for(_loaded(tab), PATIENCE)
        answer = await tab.send_command("Page.printToPDF", params=PRINTED | {"scale": scale})
        return base64.b64decode(answer["result"]["data"])
    finally:
        await browser.close_tab(tab.target_id)


async def _loaded(tab: Tab) -> None:
    """Until the page and its pictures are there; the blank page before it does not count."""
    asked = {"expression": "location.protocol + document.readyState"}
    while True:
        answer = await tab.send_command("Runtime.evaluate", params=asked)
        if answer.get("result", {}).get("result", {}).get("value") == "file:complete":
            return
        await asyncio.sleep(0.02)
