"""How long all counts, measures, intervals and curves take as the number of allegations grows.

The rows of the build in use are repeated under new identifiers, so that forces, periods and
categories stay as they are: the groups are the same, the cases many more.
"""

import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import duckdb

from etl import pipeline
from etl.config import Settings
from etl.publish import tables
from etl.publish.tables import case_tables, read_marts
from etl.warehouse.models import build_models

SIZES = (100_000, 1_000_000)
LARGEST = 10_000_000
IDENTIFIERS = ("case_id", "proceeding_id")
HEADER = (
    f"{'allegations':>12} {'count':>8} {'read':>8} {'protect':>8} {'measures':>9} {'together':>9}"
)


def main(sizes: list[int]) -> None:
    """Print seconds by number of allegations; `together` is without protection."""
    settings = Settings.from_environment()
    print(HEADER + "   (seconds; together without protect)")
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="conduct-bench-") as folder:
            count, read, protect, measures, rows = _timed(settings, size, Path(folder))
        found.append((rows, count + read + measures, measures))
        print(
            f"{rows:>12,} {count:>8.1f} {read:>8.1f} {protect:>8.1f} {measures:>9.1f} "
            f"{count + read + measures:>9.1f}",
            flush=True,
        )
    for before, after in pairwise(found):
        print(_growth(before, after))


def _growth(before: tuple[int, float, float], after: tuple[int, float, float]) -> str:
    """How much longer it takes with so many times the cases, in as many groups."""
    times, longer, measured = (later / early for early, later in zip(before, after, strict=True))
    return (
        f"{times:.1f} times the allegations in the same groups: {longer:.1f} times as long "
        f"together, {measured:.1f} times for the measures (groups x cases would be {times:.1f})"
    )


def _timed(settings: Settings, size: int, folder: Path) -> tuple[float, ...]:
    with duckdb.connect(str(folder / "bench.duckdb")) as connection:
        connection.execute("set threads = 2")
        rows = _fill(connection, settings.warehouse_file, size)
        started = time.perf_counter()
        build_models(connection, settings.sql_dir)
        counted = time.perf_counter()
        marts = read_marts(connection)
        read = time.perf_counter()
    protecting, original = [], tables.protect

    def protect(*given: object, **more: object) -> object:
        begun = time.perf_counter()
        made = original(*given, **more)
        protecting.append(time.perf_counter() - begun)
        return made

    tables.protect = protect
    try:
        case_tables(marts, pipeline.read_policy(settings), "bench")
    finally:
        tables.protect = original
    whole = time.perf_counter() - read
    return counted - started, read - counted, sum(protecting), whole - sum(protecting), rows


def _fill(connection: duckdb.DuckDBPyConnection, warehouse: Path, size: int) -> int:
    """All tables that models read, with the rows of cases repeated or thinned to about `size`."""
    connection.execute(f"attach '{warehouse}' as source (read_only)")
    made = {path.stem for path in (Settings().sql_dir / "staging").glob("*.sql")}
    connection.execute("create schema marts")
    listed = connection.sql(
        "select schema_name, table_name from duckdb_tables() where database_name = 'source' and "
        "schema_name in ('staging', 'reference', 'quality', 'quarantine')"
    ).fetchall()
    there = connection.sql("select count(*) from source.staging.allegations").fetchone()[0]
    times = size / there
    for schema, name in listed:
        connection.execute(f"create schema if not exists {schema}")
        if schema != "staging" or name not in made:
            _copy(connection, schema, name, times)
    return connection.sql("select count(*) from staging.allegations").fetchone()[0]


def _copy(connection: duckdb.DuckDBPyConnection, schema: str, name: str, times: float) -> None:
    columns = [row[0] for row in connection.sql(f"describe source.{schema}.{name}").fetchall()]
    own = [column for column in IDENTIFIERS if column in columns]
    # Of a hearing and of its case the same share: both are thinned by force and quarter alike.
    repeats = max(round(times), 1) if own and schema == "staging" else 1
    marks = ", ".join(f"{column} || '~' || copy as {column}" for column in own)
    replaced = f"* exclude (copy) replace ({marks})" if own and repeats > 1 else "* exclude (copy)"
    kept = (
        f"where hash(case_id) % 1000 < {1000 * times}"
        if times < 1 and schema == "staging" and "case_id" in columns
        else ""
    )
    connection.execute(
        f"create table {schema}.{name} as select {replaced} "
        f"from source.{schema}.{name}, range({repeats}) as copies(copy) {kept}"
    )


if __name__ == "__main__":
    if sys.argv[1:] == ["large"]:
        main([*SIZES, LARGEST])
    else:
        main([int(text) for text in sys.argv[1:]] or list(SIZES))
