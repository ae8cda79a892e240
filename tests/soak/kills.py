"""`python -m tests.soak.kills [KILLS] [SEED]`: kill builds at random moments.

Builds of two deliveries in turn are killed (SIGKILL) while they work, at any moment of the time
that a whole one takes. After each kill the last good public file must open and be one of the two,
with all rows accounted for; after every twentieth, and at the end, the next build must succeed and
leave nothing of those killed. `tests/cli/test_last_good_build.py` kills a few just begun.
"""

import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb

from etl.config import Settings
from etl.pipeline import build
from etl.warehouse.connection import open_read_only
from tests.deliveries import CONTRACT, write_delivery

KILLS, SEED, EVERY = 200, 20260401, 20
# A build is a process of its own that begins where this one is: nothing is loaded a second time.
# That is safe as long as this one never opens a database, and so has no threads to copy.
PROCESSES = multiprocessing.get_context("fork")
FORCE = """
force_code | force_name | region_code | region_name
X23000001  | Northmoor  | X12000001   | Upland
"""
YEAR = {"coverage_from": "2024-04-01", "coverage_to": "2025-03-31"}


@dataclass
class Soak:
    """One run: a folder of builds, deliveries with their rows set aside, counts of events."""

    data: Path
    deliveries: dict[Path, int]
    draw: random.Random
    counts: Counter = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.asked, asked = PROCESSES.Pipe()
        PROCESSES.Process(target=_answer, args=(asked, self.data), daemon=True).start()
        # Held here too, a reader that failed would be waited for without end.
        asked.close()

    def in_use(self) -> str:
        """The delivery of the build in use, its public file opened and its rows accounted for."""
        self.asked.send(True)
        name, rows = self.asked.recv()
        expected = {path.name: (_rows(path), aside) for path, aside in self.deliveries.items()}
        assert expected.get(name) == rows, f"the build in use is {name} with {rows}"
        return name

    def next_delivery(self) -> Path:
        self.counts["begun"] += 1
        return list(self.deliveries)[self.counts["begun"] % len(self.deliveries)]

    def whole(self) -> float:
        """A build that may finish succeeds, is in use, and has cleared up; its seconds."""
        delivery, started = self.next_delivery(), time.monotonic()
        process = _begin(delivery, self.data)
        process.join()
        assert process.exitcode == 0, "the next build failed"
        assert self.in_use() == delivery.name, "the next build is not in use"
        assert not [*self.data.glob("builds/*.part")], "the next build left half a build"
        self.counts["next builds that succeeded"] += 1
        return time.monotonic() - started

    def killed(self, within: float) -> None:
        """Builds until one was killed, at a moment within so many seconds."""
        before = self.counts["killed"]
        while self.counts["killed"] == before:
            self.kill(within)
            self.counts[f"looked at with {self.in_use()} in use"] += 1

    def kill(self, within: float) -> None:
        """Begin a build and kill it; where that comes too late, it must have succeeded."""
        process = _begin(self.next_delivery(), self.data)
        process.join(self.draw.uniform(0, within))
        process.kill()
        process.join()
        if process.exitcode == 0:
            self.counts["done before the kill"] += 1
            return
        assert process.exitcode < 0, "a build failed that was not killed"
        self.counts["killed"] += 1
        self.counts["left half a build"] += any(self.data.glob("builds/*.part"))


def main(kills: int = KILLS, seed: int = SEED) -> Counter:
    """Kill so many builds. Raises an AssertionError where one did harm."""
    # Loaded once here, not by each build.
    from etl import promises  # noqa: F401

    with tempfile.TemporaryDirectory(prefix="conduct-soak-") as scratch:
        folder = Path(scratch)
        made = {_delivery(folder, "north-a", 40): 1, _delivery(folder, "north-b", 60): 1}
        soak = Soak(folder / "data", made, random.Random(seed))
        took = soak.whole()
        for number in range(1, kills + 1):
            soak.killed(took)
            if number % EVERY == 0 or number == kills:
                print(f"{number:4} of {kills} killed, {dict(soak.counts)}", flush=True)
                took = soak.whole()
                _forget(soak.data)
        return soak.counts


def _delivery(folder: Path, name: str, cases: int) -> Path:
    ids = [{"case_id": f"C{number}"} for number in range(cases)]
    tables = {
        "cases": ids,
        "case_subjects": [row | {"subject_id": "S1"} for row in ids],
        # The last one belongs to no case and is set aside.
        "referrals": [*ids, {"case_id": "NONE"}],
    }
    return write_delivery(folder / name, tables, forces=FORCE, name=name, **YEAR)


def _rows(delivery: Path) -> int:
    files = [path.read_text(encoding="utf-8").splitlines() for path in delivery.glob("*.csv")]
    return sum(len(lines) - 1 for lines in files)


def _begin(delivery: Path, data: Path) -> multiprocessing.Process:
    process = PROCESSES.Process(target=_build, args=(delivery, data))
    process.start()
    return process


def _build(delivery: Path, data: Path) -> None:
    build([delivery], Settings(data_dir=data), quiet=True)


def _answer(asked: Connection, data: Path) -> None:
    """In a process of its own: look at the build in use whenever asked."""
    while asked.recv():
        asked.send(_look(data))


def _look(data: Path) -> tuple[str, tuple[int, int]]:
    """Its delivery; that one's rows, and those set aside, by an accounting that adds up.

    Of the other delivery, which is kept, every row is replaced.
    """
    with open_read_only(data / "public" / "public.duckdb") as public:
        ((name,),) = public.sql(
            "select name from published.build_inputs where kind = 'delivery'"
        ).fetchall()
        assert public.sql("select count(*) from published.measure_values").fetchone()[0]
    with duckdb.connect(
        str((data / "warehouse" / "conduct.duckdb").resolve()), read_only=True
    ) as own:
        received, loaded, aside, replaced = own.sql(
            "select sum(rows_received), sum(rows_loaded), sum(rows_quarantined), "
            "sum(rows_replaced) from quality.row_accounting"
        ).fetchone()
        listed = sum(
            own.table(f"quarantine.{entity}").count("*").fetchone()[0]
            for entity in CONTRACT.entities
        )
    assert (received, listed) == (loaded + aside + replaced, aside)
    return name, (int(received - replaced), int(aside))


def _forget(data: Path) -> None:
    """No build clears away finished ones, and many would fill a disk."""
    in_use = (data / "builds" / "current").resolve()
    for path in (data / "builds").iterdir():
        if path.is_dir() and path.resolve() != in_use:
            shutil.rmtree(path)


if __name__ == "__main__":
    done = main(*map(int, sys.argv[1:3]))
    listed = ", ".join(f"{name}: {number}" for name, number in sorted(done.items()))
    print(f"Each build in use opened with its rows accounted for. {listed}.")
