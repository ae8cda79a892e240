"""The static pages of a release, made by the dashboard in a process of its own."""

import shutil
import subprocess
import sys
from pathlib import Path

from etl.config import CHECKOUT
from etl.logs import log

MODULE = "dashboard.site"
FOLDER = "site"
LONGEST = 3600
LEFT_OUT = "This release has no static pages, as asked; the files are complete without them."
ABSENT = "This version of the program makes no static pages; the files are complete without them."


def make_site(public: Path, folder: Path, version: str) -> str:
    """Make `site/` in the folder of a release; return how it went, in words for the notes.

    What counts may not import what shows, so another process makes the pages from the public file.
    """
    if not is_there():
        return ABSENT
    out = folder / FOLDER
    command = [sys.executable, "-m", MODULE, "--public", str(public), "--out", str(out)]
    command += ["--release", version]
    try:
        ran = subprocess.run(
            command, cwd=CHECKOUT, capture_output=True, text=True, timeout=LONGEST, check=False
        )
        failed = f"it ended with code {ran.returncode}" if ran.returncode else ""
        if failed:
            log.warning("%s: %s", MODULE, ran.stderr.strip())
    except (OSError, subprocess.TimeoutExpired) as error:
        failed = type(error).__name__
    if failed:
        _clear(out)
        return (
            f"The static pages could not be made ({failed}); the files are complete without them."
        )
    return "The same figures as pages that need no server: `site/index.html`."


def is_there() -> bool:
    """Whether the dashboard has such a module, found without importing any of it."""
    path = CHECKOUT / Path(*MODULE.split("."))
    return path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()


def _clear(out: Path) -> None:
    """Half of the pages would be worse than none."""
    shutil.rmtree(out, ignore_errors=True)
