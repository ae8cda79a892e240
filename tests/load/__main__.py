"""How long people wait when many use the dashboard at once: `make load`.

One person, then fifty, a hundred, and one person again, at two processes of `conduct serve` behind
the shipped proxy (`tests.load.place`); `python -m tests.load SECONDS PROCESSES` for other numbers.
Ends with 1 where the slowest twentieth waits longer than the goal: 4 times (fifty people) and 10
times (a hundred) the median of one person, the smaller of both times.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from etl.config import Settings
from tests.deploy.nginx import find_nginx
from tests.load.crowd import Click
from tests.load.place import PROCESSES, Place, placed
from tests.load.process import memory, processor

GOALS = {50: 4, 100: 10}
SECONDS = 90.0
ALONE = 1


@dataclass(frozen=True)
class Load:
    """What so many people met with: times in milliseconds, shares of one processor, bytes."""

    people: int
    clicks: list[Click]
    passed: float  # seconds until all had their last answer
    server: float
    proxy: float
    crowd: float
    memory: float

    @property
    def median(self) -> float:
        return median(self._taken) * 1000

    @property
    def slow(self) -> float:
        """What nineteen of twenty clicks stay under."""
        return quantiles(self._taken, n=20)[-1] * 1000

    @property
    def each(self) -> float:
        """Milliseconds of a processor that a click takes the server, however busy the machine."""
        return self.server * self.passed / len(self.clicks) * 1000

    @property
    def wrong(self) -> list[str]:
        return [f"{each.kind} on {each.view or 'overview'}: {each.wrong}"
                for each in self.clicks if each.wrong]  # fmt: skip

    @property
    def _taken(self) -> list[float]:
        return [each.seconds for each in self.clicks]


def measure(place: Place, people: int, seconds: float, seed: int) -> Load:
    """Send so many people there for that time."""
    server, proxy = place.server.process.pid, place.front and place.front.process.pid
    before, begun = _spent(server, proxy), time.monotonic()
    command = [sys.executable, "-m", "tests.load.crowd", place.url]
    ran = subprocess.run([*command, str(people), str(seconds), str(seed)],
                         capture_output=True, text=True, check=True)  # fmt: skip
    passed = time.monotonic() - begun
    *lines, last = map(json.loads, ran.stdout.splitlines())
    return Load(
        people,
        [Click(**line) for line in lines],
        passed,
        *((now - then) / passed for now, then in zip(_spent(server, proxy), before, strict=True)),
        last["processor"] / passed,
        memory(server),
    )


def _spent(*processes: int | None) -> list[float]:
    return [processor(each) if each else 0.0 for each in processes]


HEAD = (
    "people  clicks  median ms  95% under ms  times one person  goal  server  ms a click"
    "  proxy  crowd  memory MB"
)


def row(load: Load, alone: float) -> str:
    goal = GOALS.get(load.people, "")
    return (
        f"{load.people:>6}{len(load.clicks):>8}{load.median:>11.0f}{load.slow:>14.0f}"
        f"{load.slow / alone:>18.1f}{goal:>6}{load.server:>8.0%}"
        f"{load.each:>12.0f}{load.proxy:>7.0%}{load.crowd:>7.0%}"
        f"{load.memory / 1e6:>11.0f}"
    )


def holds(loads: list[Load]) -> bool:
    """Whether every crowd stays under its goal, and got what it asked for."""
    alone = min(each.median for each in loads if each.people == ALONE)
    print(HEAD)
    for each in loads:
        print(row(each, alone))
        for wrong in each.wrong[:5]:
            print(f"  {wrong}")
    late = [each for each in loads if each.slow > GOALS.get(each.people, 1e9) * alone]
    return not late and not any(each.wrong for each in loads)


def main(seconds: float, processes: int) -> bool:
    data_dir = Settings.from_environment().data_dir
    print(f"Load of this machine before: {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors.")
    with (
        tempfile.TemporaryDirectory(prefix="conduct-load-") as folder,
        placed(data_dir, Path(folder), find_nginx(), processes) as place,
    ):
        print(place.words, flush=True)
        loads = [
            measure(place, people, seconds, seed)
            for seed, people in enumerate((ALONE, *GOALS, ALONE))
        ]
    return holds(loads)


if __name__ == "__main__":
    given = [*sys.argv[1:], *(str(SECONDS), str(PROCESSES))[len(sys.argv) - 1 :]]
    sys.exit(not main(float(given[0]), int(given[1])))
