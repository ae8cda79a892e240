"""An hour of people who come, look and go: does the server's memory stay flat?

`python -m tests.soak.hour [MINUTES]` (60) sends twenty people to `conduct serve`, each clicking
every four seconds; after some thirty clicks one leaves and another comes. It passes where the
server never takes a gigabyte, and where a straight line through the second half of the measurements
rises by less than a twentieth of their mean.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean, linear_regression

from etl.config import Settings
from tests.browser.server import Server, start_server
from tests.load.process import memory, processor

PEOPLE = 20
CLICK = 4.0  # seconds between two clicks of one person
MINUTES = 60.0
EVERY = 5.0  # seconds between two looks at the memory
MOST = 1e9
RISE = 0.05
TOLD = 60  # looks between two lines that are printed


def main(minutes: float) -> bool:
    """Print the memory every few minutes; whether it held."""
    with tempfile.TemporaryDirectory(prefix="conduct-soak-") as folder:
        data_dir = Settings.from_environment().data_dir
        server = start_server(data_dir, Path(folder) / "server.log")
        try:
            seen = list(watched(server, minutes))
        finally:
            server.stop()
        errors = server.errors()
    rise, most = risen(seen), max(bytes for _, bytes in seen)
    print(
        f"{len(seen)} looks in {minutes:.0f} minutes: at most {most / 1e6:.0f} MB; in the second "
        f"half it rose by {rise:.1%} of its mean. Lines of the server's log about errors: "
        f"{len(errors)}."
    )
    return most < MOST and rise < RISE and not errors


def watched(server: Server, minutes: float) -> Iterator[tuple[float, int]]:
    """Seconds and bytes, while people come and go."""
    pid = server.process.pid
    command = [sys.executable, "-m", "tests.load.crowd", server.url]
    with subprocess.Popen(
        [*command, str(PEOPLE), str(minutes * 60), "1", str(CLICK)], stdout=subprocess.DEVNULL
    ) as crowd:
        began, number = time.monotonic(), 0
        while crowd.poll() is None:
            seconds, now = time.monotonic() - began, memory(pid)
            if number % TOLD == 0:
                print(
                    f"{seconds / 60:>5.0f} min {now / 1e6:>6.0f} MB, "
                    f"{processor(pid):>6.0f} s of processor",
                    flush=True,
                )
            yield seconds, now
            number += 1
            time.sleep(EVERY)
        if crowd.returncode:
            raise AssertionError("the people could not go on: see above")


def risen(seen: Sequence[tuple[float, int]]) -> float:
    """By how much of its mean a line through the second half rises."""
    later = seen[len(seen) // 2 :]
    seconds, taken = zip(*later, strict=True)
    slope = linear_regression(seconds, taken).slope
    return slope * (seconds[-1] - seconds[0]) / fmean(taken)


if __name__ == "__main__":
    sys.exit(not main(float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES))
