"""One line per step: name, rows, seconds. Counts and paths only, never the content of a row."""

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

log = logging.getLogger("conduct")
FORMAT = "%(asctime)s %(levelname)s %(message)s"


class Steps:
    """Runs the steps of a build: a progress bar for people, a log file for later."""

    def __init__(self, total: int, quiet: bool = False) -> None:
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            console=Console(file=sys.stderr),
            transient=True,
            disable=quiet or not sys.stderr.isatty(),
        )
        self._task = self._progress.add_task("", total=total)
        self.seconds: dict[str, float] = {}

    def __enter__(self) -> "Steps":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    @contextmanager
    def step(self, name: str) -> Iterator[dict[str, int]]:
        """Time one step; what it puts into the yielded dict is logged beside its name."""
        counts: dict[str, int] = {}
        self._progress.update(self._task, description=name)
        started = time.perf_counter()
        yield counts
        self.seconds[name] = time.perf_counter() - started
        shown = " ".join(f"{key}={number:,}" for key, number in counts.items())
        log.info("%s %.2fs %s", name, self.seconds[name], shown)
        self._progress.advance(self._task)

    def note(self, text: str) -> None:
        """Show what a long step is at."""
        self._progress.update(self._task, description=text)


class _Handler(logging.FileHandler):
    """A line that cannot be written stops the build: a disk that is full is no small matter."""

    def handleError(self, record: logging.LogRecord) -> None:
        raise


@contextmanager
def log_to(path: Path) -> Iterator[None]:
    """Write the log lines of a build into its own folder."""
    handler = _Handler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter(FORMAT))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        handler.close()
