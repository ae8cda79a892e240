"""Opens the public file: read-only, closed to other files and the network, configuration locked.

Builds replace one link. It is looked at anew on each call, so a new build shows without restart.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

# Files open at once: the build being left, the one being gone to, and releases that links name.
OPEN_FILES = 4
# Answers of a few kilobytes each: filters and lists that every page asks for.
REMEMBERED = 1000
LOCKED_DOWN = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "memory_limit": "512MB",
    # Many ask at once: several threads for each cost a sixth more and answer no sooner.
    "threads": "1",
    "lock_configuration": "true",
}


class NothingPublishedError(Exception):
    """There is no public file to show."""


@dataclass(frozen=True)
class Build:
    """One build of the public file."""

    path: Path
    # When the file was last written, in nanoseconds: another file may come to lie at its path.
    changed: int
    id: str
    tier: str
    contract_version: int
    code_version: str
    synthetic: bool
    dataset: str | None
    built_on: date
    areas_note: str | None
    # The version under which it was frozen; none of a build that is not released.
    release: str | None = None
    # Forces and country of the case records, where these are not of England and Wales.
    abroad: str | None = None


def current_build(public_file: Path) -> Build:
    """The build that the link leads to now, or that lies in a release."""
    try:
        path = public_file.resolve(strict=True)
        return _build(path, path.stat().st_mtime_ns)
    except (OSError, duckdb.Error) as error:
        raise NothingPublishedError(public_file) from error


def read(build: Build, query: str, *values: Any) -> pl.DataFrame:
    """Rows of a query in which every value from outside is bound; kept, as a build is fixed."""
    return _remembered(build, query, tuple(map(_fixed, values)))


def read_large(build: Build, query: str, *values: Any) -> pl.DataFrame:
    """As `read`, for answers too large to keep."""
    return _connection(build.path, build.changed).cursor().execute(query, list(values)).pl()


def read_from(build: Build, joined: str, query: str, *values: Any) -> pl.DataFrame:
    """As `read`, from a table called `joined` that another query makes once for each build.

    Most of the time of a small query over several tables goes to bringing them together.
    """
    return _remembered_from(build, joined, query, tuple(map(_fixed, values)))


@lru_cache(maxsize=REMEMBERED)
def _remembered(build: Build, query: str, values: tuple) -> pl.DataFrame:
    cursor = _connection(build.path, build.changed).cursor()
    return _fetched(cursor.execute(query, list(map(_listed, values))), (build, query))


@lru_cache(maxsize=REMEMBERED)
def _remembered_from(build: Build, joined: str, query: str, values: tuple) -> pl.DataFrame:
    cursor = _joined(build, joined).cursor()
    return _fetched(cursor.execute(query, list(map(_listed, values))), (build, query))


@lru_cache(maxsize=OPEN_FILES)
def _joined(build: Build, query: str) -> duckdb.DuckDBPyConnection:
    """A database in memory that holds the answer, as locked as the file that it comes from."""
    rows = _connection(build.path, build.changed).cursor().execute(query).to_arrow_table()
    kept = duckdb.connect(":memory:")
    kept.register("rows", rows)
    kept.execute("create table joined as from rows")
    kept.unregister("rows")
    for name, value in LOCKED_DOWN.items():
        kept.execute(f"set {name} = '{value}'")
    return kept


_schemas: dict[tuple[Build, str], pl.Schema] = {}


def _fetched(cursor: duckdb.DuckDBPyConnection, asked: tuple[Build, str]) -> pl.DataFrame:
    """The rows in as little room as they need.

    DuckDB hands each column over in room for 2,048 rows: a small answer then fills half a megabyte,
    and takes as long to hand over as to find. So only the first tells what kind of columns it has.
    """
    if asked not in _schemas:
        found = cursor.pl()
        _schemas[asked] = found.schema
        return pl.DataFrame(found.rows(), schema=found.schema, orient="row")
    return pl.DataFrame(cursor.fetchall(), schema=_schemas[asked], orient="row")


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


_written: dict[Path, int] = {}


@lru_cache(maxsize=OPEN_FILES)
def _build(path: Path, changed: int) -> Build:
    if _written.get(path, changed) != changed:
        # DuckDB would go on serving the former file of that path while one of them is open.
        _connection.cache_clear()
    _written[path] = changed
    columns = (
        "build_id, tier, contract_version, code_version, synthetic, dataset, built_on, areas_note"
    )
    connection = _connection(path, changed)
    row = connection.execute(f"select {columns} from published.build").fetchone()
    if row is None:
        raise NothingPublishedError(path)
    # Not a column of releases that were made before other countries' records were taken.
    whole = connection.execute("from published.build").pl().row(0, named=True)
    return Build(path, changed, *row, abroad=whole.get("abroad"))


@lru_cache(maxsize=OPEN_FILES)
def _connection(path: Path, changed: int) -> duckdb.DuckDBPyConnection:
    # The resolved path: DuckDB would go on serving the old file under the name of the link.
    return duckdb.connect(str(path), read_only=True, config=LOCKED_DOWN)
