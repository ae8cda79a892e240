"""One link decides which build is in use; a build replaces it at its very end.

A build that fails or is killed leaves a `.part` folder and nothing else.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from etl.errors import OutputFolderError
from etl.folders import PART, held, whole

# Folders of a build, with who may look into them.
STATIC_LINKS = {"public": 0o755, "warehouse": 0o700, "internal": 0o700}


@contextmanager
def new_build(data_dir: Path, build_id: str) -> Iterator[Path]:
    """Yield an empty folder; on success it becomes the build in use, on failure it is removed."""
    builds = data_dir / "builds"
    builds.mkdir(parents=True, exist_ok=True)
    with only_one(builds):
        _check_links(data_dir)
        for left in builds.glob(f"*{PART}"):
            shutil.rmtree(left)
        final = _free_name(builds, build_id)
        with whole(builds / f"{build_id}{PART}", final) as part:
            for name, mode in STATIC_LINKS.items():
                (part / name).mkdir(mode=mode)
            yield part
        _put_in_use(data_dir, final)


def _check_links(data_dir: Path) -> None:
    """Before anything is built, not after the first of the links has been replaced."""
    for link in (data_dir / "builds" / "current", *(data_dir / name for name in STATIC_LINKS)):
        if link.exists() and not link.is_symlink():
            raise OutputFolderError(
                f"{link} is a folder or file, where the build needs a link. "
                "Move it away and build again."
            )


def _put_in_use(data_dir: Path, final: Path) -> None:
    _replace_link(final.parent / "current", final.name)
    for name in STATIC_LINKS:
        _replace_link(data_dir / name, f"builds/current/{name}")


def _replace_link(link: Path, target: str) -> None:
    if link.is_symlink() and os.readlink(link) == target:
        return
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    os.replace(fresh, link)


def _free_name(builds: Path, build_id: str) -> Path:
    """The build id, or with a number when the same inputs were built before."""
    candidate, number = builds / build_id, 2
    while candidate.exists():
        candidate, number = builds / f"{build_id}.{number}", number + 1
    return candidate


def only_one(builds: Path) -> AbstractContextManager[None]:
    """Hold the lock of a folder of builds; refuse where another build or erasure holds it."""
    return held(
        builds,
        OutputFolderError(
            f"Another build is running in {builds}. Wait until it has ended, then try again."
        ),
    )
