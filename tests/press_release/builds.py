"""The case of the press release under the policies that ship, built once for all who look at it."""

from collections.abc import Callable
from pathlib import Path

from tests.cli.command import conduct
from tests.press_release.delivery import write_press_release


def built_as_shipped(once_per_run: Callable, force: str) -> Path:
    """A folder with the build in `data` and what was printed in `printed.txt`; nobody may write."""

    def make(folder: Path) -> None:
        delivery = write_press_release(folder / "delivery", force)
        ran = conduct("build", "--delivery", delivery, "--data", folder / "data")
        assert ran.code == 0, ran.err
        (folder / "printed.txt").write_text(ran.out, encoding="utf-8")

    return once_per_run(f"press-release-{force}", make)
