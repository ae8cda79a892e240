"""Folders that one command at a time may change, and that appear whole or not at all."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.errors import ConductDataError

PART = ".part"


@contextmanager
def held(folder: Path, taken: ConductDataError) -> Iterator[None]:
    """Hold the lock of a folder; raise `taken` where another command holds it."""
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise taken from None
        yield


@contextmanager
def whole(part: Path, final: Path, mode: int = 0o777) -> Iterator[Path]:
    """Yield an empty folder `part`, which becomes `final` at the end and is removed on failure."""
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True, mode=mode)
    try:
        yield part
        _appear(part, final)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def _appear(part: Path, final: Path) -> None:
    os.replace(part, final)
