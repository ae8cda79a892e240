"""`conduct site`: write the static pages of the build in use, in a process of the dashboard's."""

import os
import subprocess
import sys
from pathlib import Path

from etl.config import CHECKOUT, DATA_VARIABLE, Settings
from etl.errors import ConductDataError, NothingBuiltError


class SiteError(ConductDataError):
    """The pages could not be written; the other process has said why."""


def write_site(out: Path, settings: Settings, areas: list[str], images: bool) -> None:
    """Write pages, pictures and board packs into `out`, a new or empty folder."""
    if not settings.public_file.exists():
        raise NothingBuiltError(
            f"There is nothing to show in {settings.data_dir} yet. `conduct build` makes it."
        )
    # What makes figures knows nothing of what shows them, so this is a process of its own.
    command = [sys.executable, "-m", "dashboard.site", "--out", str(out.absolute())]
    command += ["--public", str(settings.public_file)]
    command += [word for code in areas for word in ("--areas", code)]
    command += [] if images else ["--no-images"]
    environment = os.environ | {DATA_VARIABLE: str(settings.data_dir)}
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, check=False)
    if done.returncode:
        raise SiteError("No pages were written.")
