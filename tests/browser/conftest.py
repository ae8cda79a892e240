"""The dashboard as a reader has it: served by the project's own command, opened in a Chromium."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from etl.config import Settings
from tests.browser.pages import watch
from tests.browser.server import Server, start_server

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The page must need nothing from elsewhere, so nothing else can be found.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 700}


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], Server]]:
    """`served(data_dir)`: the dashboard of that data folder, started at the first call.

    At the end the server is stopped, and an error in its log fails the run.
    """
    servers: dict[Path, Server] = {}

    def serve(data_dir: Path) -> Server:
        if data_dir not in servers:
            log = tmp_path_factory.mktemp("server") / "server.log"
            servers[data_dir] = start_server(data_dir, log)
        return servers[data_dir]

    yield serve
    for server in servers.values():
        server.stop()
    errors = [line for server in servers.values() for line in server.errors()]
    assert not errors, "\n".join(errors)


@pytest.fixture(scope="session")
def dashboard(built: Settings, served: Callable[[Path], Server]) -> str:
    """The address of the dashboard over the demonstration."""
    return served(built.data_dir).url


# A module at a time: Playwright keeps an event loop running, which other tests may not share.
@pytest.fixture(scope="module")
def browser(chromium_path: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=chromium_path, headless=True, args=list(FLAGS)
        )
        yield chromium
        chromium.close()


@pytest.fixture
def problems() -> list[str]:
    """What went wrong in the browser; a test fails if anything is left in it at its end."""
    return []


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """One reader for the tests of a file: what was fetched is kept, so that pages open faster."""
    context = browser.new_context(accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def new_page(visitor: BrowserContext, problems: list[str]) -> Iterator[Callable[..., Page]]:
    """`new_page(viewport=DESKTOP)`: a page with no history, whose problems are recorded."""
    pages = []

    def make(viewport: dict[str, int] = DESKTOP) -> Page:
        pages.append(visitor.new_page())
        pages[-1].set_viewport_size(viewport)
        watch(pages[-1], problems)
        return pages[-1]

    yield make
    for page in pages:
        page.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page as wide as a desk."""
    return new_page(DESKTOP)


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    """A page as narrow as the narrowest phone that must work."""
    return new_page(PHONE)


@pytest.fixture(scope="session")
def screenshots_dir() -> Path | None:
    """Where pictures go: the folder CONDUCT_SCREENSHOTS, else nowhere."""
    named = os.environ.get("CONDUCT_SCREENSHOTS")
    return Path(named) if named else None
