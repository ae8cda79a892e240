"""A small public file, the proxy's own files, and a browser that takes the test's certificate."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.chromium import in_ci
from tests.browser.conftest import DESKTOP, browser  # noqa: F401  (a fixture)
from tests.browser.pages import watch
from tests.dashboard.conftest import open_page, shown  # noqa: F401  (fixtures)
from tests.deploy.front import CHECKOUT
from tests.deploy.nginx import ABSENT, find_nginx

sys.path.append(str(CHECKOUT / "deploy"))
# Hardest takes ten seconds more and makes files an eighth smaller: what holds so holds then.
QUALITY = 9
# Its page of sign-in asks for a style from elsewhere.
OF_THE_PROVIDER = re.compile("jsdelivr|picocss|/favicon.ico")


@pytest.fixture(scope="session")
def nginx() -> Path:
    """The nginx to start; without one the test is skipped aloud, and in CI it fails."""
    path = find_nginx()
    if path is None and in_ci():
        pytest.fail(ABSENT)
    if path is None:
        pytest.skip(ABSENT)
    return path


@pytest.fixture(scope="session")
def static(once_per_run: Callable[[str, Callable[[Path], Any]], Path]) -> Path:
    """The files that the proxy serves itself, as `deploy/static.py` prepares them."""
    import static

    return once_per_run("static", lambda folder: static.prepare(folder, QUALITY))


@pytest.fixture
def problems() -> list[str]:
    """What went wrong in the browser; a test fails if anything is left in it at its end."""
    return []


@pytest.fixture
def visit(browser: Browser, problems: list[str]) -> Iterator[Callable[..., Page]]:  # noqa: F811
    """`visit()`: a page with no history that takes any certificate; `how` is for its context."""
    contexts = []

    def made(**how: Any) -> Page:
        context = browser.new_context(viewport=DESKTOP, ignore_https_errors=True, **how)
        contexts.append(context)
        page = context.new_page()
        watch(page, problems)
        return page

    yield made
    for context in contexts:
        context.close()
    own = [each for each in problems if not OF_THE_PROVIDER.search(each)]
    assert not own, "\n".join(own)
