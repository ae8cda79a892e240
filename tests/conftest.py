"""What every test stands on: no internet, no real builds, one small demonstration for all."""

import fcntl
import gc
import ipaddress
import os
import shutil
import socket
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from etl.config import Settings
from etl.pipeline import build
from etl.publish.official import Official, read_and_shape
from tests.browser.chromium import ABSENT, VARIABLE, find_chromium, in_ci
from tests.dashboard.sample_public import write_sample
from tests.deploy.nginx import ABSENT as NO_NGINX
from tests.deploy.nginx import PACKAGES
from tests.soak import SOAKING

CHECKOUT = Path(__file__).resolve().parents[1]
REAL_BUILDS = [CHECKOUT / "data" / name for name in ("builds", "internal", "public", "warehouse")]

# Publications of more figures than this are large.
LARGE = 5_000
# Seconds for a test and the build of the demonstration, on a machine with other work.
WHOLE_BUILD = 900
FORCE = "E23000001"
# Folders, and a file, that take up to a minute and a half for each file; no other takes as long.
LONG = {"browser", "cli", "deploy", "expectations", "spec", "test_reproducible.py"}

# Hundreds of thousands of objects of libraries and tests stay to the end. Looked through again and
# again they would take a tenth of the time: they are once, and new ones when there are many.
gc.disable()
NEW_OBJECTS = 50_000

# Set before any module of the project is imported, and inherited by every process a test starts.
SCRATCH = tempfile.mkdtemp(prefix="conduct-tests-")
os.environ["CONDUCT_DATA"] = SCRATCH


def pytest_unconfigure() -> None:
    shutil.rmtree(SCRATCH, ignore_errors=True)


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 10, 10)
    gc.enable()


@pytest.fixture(scope="session")
def once_per_run(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Callable[[str, Callable[[Path], Any]], Path]:
    """`once_per_run(name, make)`: the folder that `make(folder)` filled, made by one worker only.

    The other workers wait for it; none may write into it afterwards.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def made(name: str, make: Callable[[Path], Any]) -> Path:
        folder, finished = shared / name, shared / f"{name}.finished"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not finished.exists():
                folder.mkdir()
                make(folder)
                finished.touch()
        return folder

    return made


# --- The demonstration -------------------------------------------------------------------------


@pytest.fixture(scope="session")
def built(once_per_run: Callable[[str, Callable[[Path], Any]], Path]) -> Settings:
    """The whole demonstration, built once as `make run` builds it; nobody may write into it."""

    def make(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            _find_official(patch, lambda settings: _all())
            patch.setattr(duckdb, "connect", _guarded)
            build([], Settings(data_dir=folder), quiet=True)

    return Settings(data_dir=once_per_run("demonstration", make))


@pytest.fixture(scope="session")
def sample(once_per_run: Callable[[str, Callable[[Path], Any]], Path]) -> Path:
    """A data folder with the small public file; nobody may write into it."""
    return once_per_run("sample", write_sample)


@pytest.fixture(scope="session", autouse=True)
def _few_official_figures() -> Iterator[None]:
    """Builds but the demonstration take few figures of the three largest publications.

    One in twenty, and all of one force. The files ship with the code: all builds would read the
    same 30,000 figures, hold all promises on them, and write them into every file.
    """
    patch = pytest.MonkeyPatch()
    _find_official(patch, lambda settings: _few())
    yield
    patch.undo()


def _find_official(patch: pytest.MonkeyPatch, read: Callable[[Settings], Official]) -> None:
    for place in ("etl.pipeline", "etl.publish.official"):
        patch.setattr(f"{place}.read_and_shape", read)


@cache
def _all() -> Official:
    return read_and_shape(Settings())


@cache
def _few() -> Official:
    official = _all()
    is_large = pl.len().over("source") > LARGE
    is_taken = (pl.int_range(pl.len()) % 20 == 0) | pl.col("area_code").eq_missing(FORCE)
    return replace(official, figures=official.figures.filter(~is_large | is_taken))


# --- A browser ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The Chromium to drive; without one the test is skipped aloud, and in CI it fails."""
    path = find_chromium()
    if path is None and in_ci():
        pytest.fail(ABSENT)
    if path is None:
        pytest.skip(ABSENT)
    return path


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium_path" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    _leave_to_soak(config, items)
    _give_time(items)
    _put_in_order(items)


def _leave_to_soak(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests marked `soak` take long and say little more than others: `make soak` runs them."""
    if not SOAKING:
        left = [item for item in items if item.get_closest_marker("soak")]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not item.get_closest_marker("soak")]


def _give_time(items: list[pytest.Item]) -> None:
    """Whichever test comes first builds the demonstration, and others wait for it."""
    for item in items:
        if "built" in getattr(item, "fixturenames", ()) and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(WHOLE_BUILD))


def _put_in_order(items: list[pytest.Item]) -> None:
    """The order of files in which no worker waits: neither for another, nor alone at the end.

    One file that needs the demonstration comes first. Meanwhile the other worker has long ones that
    do not; then come those that need it, and short ones last. `--no-loadscope-reorder` keeps it.
    """
    needy = {item.path for item in items if "built" in getattr(item, "fixturenames", ())}
    first = min(needy, default=None)
    number = _numbers_in_folder(items)

    def place(item: pytest.Item) -> tuple[int, int]:
        if item.path == first:
            return 0, 0
        is_long = LONG & {item.path.name, item.path.parent.name}
        return (2 if item.path in needy else 1 if is_long else 3), number[item.path]

    items.sort(key=place)


def _numbers_in_folder(items: list[pytest.Item]) -> dict[Path, int]:
    """Files of a folder are far from one another: two at once would wait for what they share."""
    seen, numbers = Counter(), {}
    for path in dict.fromkeys(item.path for item in items):
        numbers[path] = seen[path.parent]
        seen[path.parent] += 1
    return numbers


def pytest_terminal_summary(terminalreporter: Any) -> None:
    _say_skipped(
        terminalreporter, "BROWSER", ABSENT, f"Install chromium, or name one with {VARIABLE}."
    )
    _say_skipped(terminalreporter, "PROXY", NO_NGINX, f"Install {' '.join(PACKAGES)}.")


def _say_skipped(terminalreporter: Any, kind: str, why: str, remedy: str) -> None:
    skipped = [
        report
        for report in terminalreporter.stats.get("skipped", ())
        if why in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.write_line(
            f"{kind} TESTS SKIPPED: {len(skipped)}, because {why}. {remedy}", yellow=True
        )


# --- Out of reach: the internet and the builds of this checkout ----------------------------------


@pytest.fixture(scope="session", autouse=True)
def _internet_out_of_reach() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex", "sendto"):
        patch.setattr(socket.socket, name, _only_loopback(getattr(socket.socket, name)))
    patch.setattr(socket, "getaddrinfo", _only_local_names(socket.getaddrinfo))
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def _real_builds_out_of_reach() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setattr(duckdb, "connect", _on_one_thread(_guarded))
    yield
    patch.undo()


def _only_loopback(method: Callable) -> Callable:
    def guarded(self: socket.socket, *args: Any) -> Any:
        address = args[-1]
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _refuse_unless_local(address[0])
        return method(self, *args)

    return guarded


def _only_local_names(function: Callable) -> Callable:
    def guarded(host: Any, *args: Any, **kwargs: Any) -> Any:
        _refuse_unless_local(host)
        return function(host, *args, **kwargs)

    return guarded


def _refuse_unless_local(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost", "0.0.0.0", "::", socket.gethostname()):
        return
    try:
        if ipaddress.ip_address(name).is_loopback:
            return
    except ValueError:
        pass
    # Not an OSError, which code may catch and carry on: reaching out is a fault of the test.
    pytest.fail("this test tried to reach the internet")


def _on_one_thread(connect: Callable) -> Callable:
    """Small databases: to divide their work costs a quarter more than to do it.

    The build of the demonstration, and what a test runs as a program of its own, divide as ever.
    """

    def small(
        database: Any = ":memory:", read_only: bool = False, config: dict | None = None, **more: Any
    ) -> Any:
        return connect(database, read_only, {"threads": "1"} | (config or {}), **more)

    return small


def _only_outside_the_checkout(connect: Callable) -> Callable:
    def guarded(database: Any = ":memory:", *args: Any, **kwargs: Any) -> Any:
        if str(database) and not str(database).startswith(":"):
            path = Path(database).absolute()
            if any(path.is_relative_to(folder) for folder in REAL_BUILDS):
                pytest.fail("this test opened a build of the checkout; give it a folder of its own")
        return connect(database, *args, **kwargs)

    return guarded


_guarded = _only_outside_the_checkout(duckdb.connect)
