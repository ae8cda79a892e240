"""How much less a redraw takes than the same page on Streamlit's defaults with nothing kept.

`python -m tests.bench.defaults` changes the area on a topic page over the websocket, here and there
in turn, so that a busy machine slows both. There: the same pages, but nothing that was made is kept
for the next reader, and none of the settings of `.streamlit`. It ends with 1 above a quarter.
"""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from statistics import median

from etl.config import CHECKOUT, Settings
from tests.browser.server import Server, start_server, start_streamlit
from tests.load.person import Person

GOAL = 0.25
ROUNDS = 24
WARM = 3
VIEW = "referrals"
# Read before any page: what keeps answers and panels does so no more.
FORGETS = """import dashboard.components.shared as shared
import dashboard.queries.connection as connection
shared.MOST_PANELS = 0
for name in ("_remembered", "_remembered_from"):
    kept = getattr(connection, name)
    setattr(connection, name, getattr(kept, "__wrapped__", kept))
"""


def main() -> bool:
    """Print both medians; whether ours is at most a quarter."""
    data_dir = Settings.from_environment().data_dir
    print(f"Load of this machine before: {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors.")
    with (
        tempfile.TemporaryDirectory(prefix="conduct-bench-") as name,
        both(Path(name), data_dir) as pair,
    ):
        ours, theirs = asyncio.run(measured([server.url for server in pair]))
    print(
        f"change of area on {VIEW}, {ROUNDS} times each: {ours * 1000:.0f} ms; on Streamlit's "
        f"defaults with nothing kept {theirs * 1000:.0f} ms; share {ours / theirs:.2f}, goal {GOAL}"
    )
    return ours <= GOAL * theirs


async def measured(urls: list[str]) -> tuple[float, ...]:
    """Median seconds of a change of area at each of the two servers, in turn."""
    taken: list[list[float]] = [[] for _ in urls]
    async with AsyncExitStack() as stack:
        people = [await stack.enter_async_context(Person(url)) for url in urls]
        for person in people:
            await person.open(VIEW)
        areas = people[0].shown.choices["area"].options[-2:]
        for turn in range(WARM + ROUNDS):
            for person, times in zip(people, taken, strict=True):
                times.append(await person.choose("area", areas[turn % 2]))
    return tuple(median(times[WARM:]) for times in taken)


@contextmanager
def both(folder: Path, data_dir: Path) -> Iterator[tuple[Server, Server]]:
    ours = start_server(data_dir, folder / "ours.log")
    theirs = _start_plain(folder, data_dir)
    try:
        yield ours, theirs
    finally:
        ours.stop()
        theirs.stop()


def _start_plain(folder: Path, data_dir: Path) -> Server:
    """The pages in a folder without settings, started as Streamlit says."""
    shutil.copytree(CHECKOUT / "dashboard", folder / "dashboard")
    script = folder / "dashboard" / "app.py"
    script.write_text(FORGETS + script.read_text(encoding="utf-8"), encoding="utf-8")
    path = f"{folder}:{CHECKOUT}"
    settings = os.environ | {"PYTHONPATH": path, "CONDUCT_DATA": str(data_dir)}
    return start_streamlit(script, folder / "plain.log", cwd=folder, env=settings)


if __name__ == "__main__":
    sys.exit(not main())
