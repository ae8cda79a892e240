"""The reader with a solver of `tests/spec` at a build of a million allegations: what could be told?

`python -m tests.bench.attack [CASES]` makes as many invented cases of all forces, builds them, and
ends with 1 where the published file tells a protected count.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from etl.config import Settings
from etl.measures.definitions import COUNTS
from etl.pipeline import build
from etl.synthesise import synthesise
from tests.spec.attack import CELL, Key, Reader
from tests.spec.publishing import public_policy

# About 1.43 allegations a case.
CASES = 700_000
TABLES = ("counts", "areas", "coverage")


def main(cases: int) -> bool:
    """Print how many small counts are hidden and how many can be told; whether it is none."""
    with tempfile.TemporaryDirectory(prefix="conduct-attack-") as name:
        folder = Path(name)
        settings = Settings(data_dir=folder / "data")
        synthesise(folder / "delivery", cases=cases, settings=settings)
        build([folder / "delivery"], settings, quiet=True)
        with duckdb.connect(str(settings.warehouse_file.resolve()), read_only=True) as connection:
            query = "select count(*) from staging.allegations"
            rows = connection.execute(query).fetchone()[0]
        began = time.perf_counter()
        small, told = attacked(settings.public_file, settings.warehouse_file)
    print(
        f"{rows:,} allegations: {len(small)} small counts are hidden, {len(told)} of them can be "
        f"told to be small ({time.perf_counter() - began:.0f} s)."
    )
    return not told


def attacked(public: Path, warehouse: Path) -> tuple[list[Key], list[Key]]:
    """Small counts of forces and regions that a build hides, and those that a reader can tell."""
    with duckdb.connect(str(public.resolve()), read_only=True) as connection:
        tables = {name: connection.sql(f"from published.{name}").pl() for name in TABLES}
    reader, limit = Reader(tables), _limits(tables)
    exact = _exact(warehouse)
    hidden = [key for key, count in reader.counts.items() if count is None]
    small = [key for key in hidden if 0 < exact[key] <= limit(key)]
    largest = reader.largest(small)
    return small, [key for key in small if largest[key] <= limit(key)]


def _exact(warehouse: Path) -> dict[Key, float]:
    """The published counts as they are, from the case records."""
    query = f"select {', '.join(CELL)}, count from marts.count_cells where is_published"
    with duckdb.connect(str(warehouse.resolve()), read_only=True) as connection:
        return {tuple(key): count for *key, count in connection.execute(query).fetchall()}


def _limits(tables: dict) -> Callable[[Key], int]:
    """The largest count that is hidden, by cell; all forces together have none."""
    levels = dict(tables["areas"].select("area_code", "area_level").iter_rows())
    policy = public_policy()

    def limit(key: Key) -> int:
        level = levels[key[1]]
        return 0 if level == "country" else policy.hide_up_to(COUNTS[key[0]].sensitivity, level)

    return limit


if __name__ == "__main__":
    sys.exit(not main(int(sys.argv[1]) if len(sys.argv) > 1 else CASES))
