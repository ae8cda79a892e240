"""The suppression of τ-ARGUS beside our own, table by table. Run by hand.

`python -m tests.bench.tau_argus PYTHON`: PYTHON is that of an environment with `pytauargus`, which
is no dependency of the project. Both are given the same tables of the build in use and the same
threshold; then a reader who knows that zeroes are shown attacks what either has left.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.config import Settings
from etl.disclosure.cells import Cells, Line, hide_more, hide_small
from etl.disclosure.release import Demand, Release, adds_up
from etl.disclosure.repair import repair
from tests.etl.disclosure.hierarchy import largest

# Unsafe by itself, and hidden to protect others.
HIDDEN = ("U", "M")
INSTALL = (
    "pytauargus is not there. It is kept out of the project's own environment, whose licences are "
    "tested (it is under the EUPL):\n"
    "  python3 -m venv DIR && DIR/bin/pip install pytauargus==0.6.0\n"
    "  python -m tests.bench.tau_argus DIR/bin/python"
)
TOTAL = "Total"
HEADER = (
    f"{'by force':30} {'cells':>6} {'small':>6} {'more: ours':>11} {'τ':>5} "
    f"{'told: ours':>11} {'τ':>5} {'seconds: ours':>14} {'τ':>6}"
)
# Runs in the other environment, in a folder of its own that is removed: it keeps every case there.
PROGRAM = """
import json, sys, time
from pytauargus import protect
asked = json.load(open("asked.json"))
began = time.perf_counter()
made = protect(asked["rows"], ["area", "part"], "number", safety_rules=asked["rule"],
               suppress=asked["suppress"], hrc=asked["hrc"], totcode="Total", workdir="run")
table = made.tables[0]
each = zip(table.rows, table.status())
cells = [(row["area"].strip(), row["part"].strip(), status) for row, status in each]
json.dump([time.perf_counter() - began, cells], open("told.json", "w"))
"""


@dataclass(frozen=True)
class Table:
    """Counts of forces by part (a year, window or characteristic), and what is hidden of them.

    `into` maps each force to its region, and each part to what it is added up into, if anything.
    """

    name: str
    counts: dict[tuple[str, str], int]
    into: dict[str, str]
    parts: dict[str, str]
    hide_up_to: int

    def cells(self) -> Cells:
        """Every cell with its sums; all forces together have no threshold."""
        counts: dict[tuple, float] = defaultdict(int)
        for (force, part), number in self.counts.items():
            for area in dict.fromkeys((force, self.into[force], TOTAL)):
                for over in dict.fromkeys((part, self.parts[part], TOTAL)):
                    counts[area, over] += number
        limits = {key: 0 if key[0] == TOTAL else self.hide_up_to for key in counts}
        return Cells(dict(counts), limits)

    def lines(self) -> list[Line]:
        """Forces to region to all, parts to groups of parts to all, for each of the other."""
        areas = self.into | dict.fromkeys(self.into.values(), TOTAL)
        parts = self.parts | {group: TOTAL for group in self.parts.values() if group != TOTAL}
        found = [
            Line((whole, part), tuple((each, part) for each in inside))
            for whole, inside in _inside(areas).items()
            for part in (*parts, TOTAL)
        ]
        return found + [
            Line((area, whole), tuple((area, each) for each in inside))
            for whole, inside in _inside(parts).items()
            for area in (*areas, TOTAL)
        ]


def main(python: str) -> None:
    """Print what either hides, what can be told of it, and how long it takes."""
    _refuse_absent(python)
    settings = Settings.from_environment()
    print(HEADER)
    for table in _tables(settings.warehouse_file):
        small = table.cells()
        hide_small(small)
        ours, seconds = _ours(table)
        theirs, longer = _theirs(table, python)
        told = [_told(table, hidden, small.hidden) for hidden in (ours, theirs)]
        more = [len(hidden - small.hidden) for hidden in (ours, theirs)]
        print(
            f"{table.name:30} {len(small.counts):>6,} {len(small.hidden):>6} {more[0]:>11} "
            f"{more[1]:>5} {told[0]:>11} {told[1]:>5} {seconds:>14.2f} {longer:>6.2f}",
            flush=True,
        )


def _ours(table: Table) -> tuple[set[tuple], float]:
    began = time.perf_counter()
    cells, lines = table.cells(), table.lines()
    hide_small(cells)
    small = set(cells.hidden)
    hide_more(cells, lines)
    facts = [adds_up(line.total, line.parts) for line in lines]
    release = Release(cells.counts, facts, dict.fromkeys(cells.hidden, 1.0))
    demands = {key: Demand(table.hide_up_to + 1, table.hide_up_to + 1) for key in small}
    mended = repair(release, demands, lambda key: cells.counts[key] or None)
    return cells.hidden | set(mended.added), time.perf_counter() - began


def _theirs(table: Table, python: str) -> tuple[set[tuple], float]:
    # One row for each case: it makes the table itself.
    each = [key for key, number in table.counts.items() for _ in range(number)]
    rows = {
        "area": [force for force, _ in each],
        "part": [part for _, part in each],
        "number": [1] * len(each),
    }
    with tempfile.TemporaryDirectory(prefix="conduct-tau-") as name:
        folder = Path(name)
        hierarchies = {"area": table.into}
        if set(table.parts.values()) != {TOTAL}:
            hierarchies["part"] = table.parts
        hrc = {
            column: _hierarchy(folder / f"{column}.hrc", into)
            for column, into in hierarchies.items()
        }
        # Able to be twice as large is the most that it takes; ours asks to pass the threshold.
        rule = f"FREQ({table.hide_up_to + 1},100)"
        suppress = "MOD(1,5,1,0,0)" if hrc else "OPT(1)"
        asked = {"rows": rows, "rule": rule, "suppress": suppress, "hrc": hrc}
        (folder / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
        command = [python, "-c", PROGRAM]
        ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if ran.returncode:
            sys.exit(f"τ-ARGUS ended with code {ran.returncode} on: {table.name}.")
        seconds, told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    statuses = {(area or TOTAL, part or TOTAL): status for area, part, status in told}
    return {key for key, status in statuses.items() if status in HIDDEN}, seconds


def _told(table: Table, hidden: set[tuple], small: set[tuple]) -> int:
    """How many small counts a reader knows to be small, knowing that each is at least 1."""
    cells, lines = table.cells(), table.lines()
    cells.hidden = hidden
    return sum(largest(cells, lines, key) <= table.hide_up_to for key in sorted(small & hidden))


def _hierarchy(path: Path, into: dict[str, str]) -> str:
    """A file of groups, with what belongs to each under it."""
    lines = []
    for whole, inside in _inside(into).items():
        lines += [whole, *(f"@{each}" for each in inside)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def _inside(into: dict[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for part, whole in into.items():
        found[whole].append(part)
    return dict(found)


# Title, what is hidden up to, whether years stand in windows, and the counts by force and part.
CELLS = """
    select area_code, period, count::integer from marts.count_cells
    where area_level = 'force' and breakdown = 'total' and count_name = '{}' and period_type = '{}'
        and count is not null
"""
# All ten, of which by force only three are published: too many would be hidden.
NAMED = """
    select force_code, characteristic, count(*)::integer
    from staging.discrimination_allegations
    inner join staging.allegation_characteristics using (delivery_no, case_id, allegation_id)
    where date_logged >= '2023-04-01'
    group by all
"""
ASKED = (
    ("hearings, years in windows", 2, True, CELLS.format("hearings_begun", "financial_year")),
    ("proven, windows", 2, False, CELLS.format("findings_gm_proven", "three_years")),
    ("ten characteristics, 2023-26", 4, False, NAMED),
)


def _tables(warehouse: Path) -> list[Table]:
    with duckdb.connect(str(warehouse.resolve()), read_only=True) as connection:
        query = "select area_code, region_code from staging.areas where area_level = 'force'"
        regions = dict(connection.execute(query).fetchall())
        tables = []
        for title, limit, in_windows, query in ASKED:
            rows = connection.execute(query).fetchall()
            found = {(area, part): number for area, part, number in rows}
            parts = {part: _window(part) if in_windows else TOTAL for _, part, _ in rows}
            # Where no return arrived nothing is counted.
            counts = {
                (area, part): found.get((area, part), 0) for area in regions for part in parts
            }
            tables.append(Table(title, counts, regions, parts, limit))
        return tables


def _window(year: str) -> str:
    first = int(year[:4])
    first -= (first - 2014) % 3
    return f"{first}-{(first + 3) % 100:02d}"


def _refuse_absent(python: str) -> None:
    try:
        found = subprocess.run(
            [python, "-c", "import pytauargus"], capture_output=True, check=False
        )
    except OSError:
        sys.exit(INSTALL)
    if found.returncode:
        sys.exit(INSTALL)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else sys.executable)
