"""`conduct build --again`: a kept build made anew from its kept inputs, and held against it."""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from etl.config import INTERNAL, PUBLIC, Settings
from etl.errors import ConductDataError, PromiseBrokenError, UnknownNameError
from etl.kept import kept_deliveries
from etl.pipeline import build_apart, identity
from etl.readings import Given
from etl.warehouse.connection import open_read_only
from etl.warehouse.swap import PART, STATIC_LINKS, only_one

# The day of a build is the one thing in which two builds of the same inputs may differ.
DAY_OF_BUILD = "built_on"


@dataclass(frozen=True)
class Again:
    """What was compared: tables, and rows in them."""

    build_id: str
    tables: int
    rows: int


def build_again(build_id: str, settings: Settings, quiet: bool = False) -> Again:
    """Make a kept build anew, hold its published rows against the kept ones, and throw it away.

    Raises a ConductDataError where inputs are gone or code, policy or the release in use are not
    those of the build, and a PromiseBrokenError where a table is not the same, row by row.
    """
    kept = settings.builds_dir / build_id
    if not build_id or not (kept / "public" / "public.duckdb").is_file() or kept.is_symlink():
        raise UnknownNameError(f"There is no build {build_id}. `conduct status` lists them.")
    named, earlier = _inputs(kept, settings)
    if identity(named, earlier, settings) != build_id.split(".")[0]:
        raise ConductDataError(
            f"Build {build_id} was made by other code, under another policy or release in use, or "
            "by a version that did not keep deliveries: with the present ones it cannot be made "
            "again. Take the version of the code that made it."
        )
    part = settings.builds_dir / f"{build_id}.again{PART}"
    with only_one(settings.builds_dir):
        shutil.rmtree(part, ignore_errors=True)
        try:
            for name, mode in STATIC_LINKS.items():
                (part / name).mkdir(parents=True, mode=mode)
            build_apart(part, build_id.split(".")[0], named, earlier, settings, quiet)
            return _compared(build_id, kept, part)
        finally:
            shutil.rmtree(part, ignore_errors=True)


def _inputs(kept: Path, settings: Settings) -> tuple[list[Given], list[Given]]:
    """What it was made from, to be read from the files again."""
    with open_read_only(kept / "public" / "public.duckdb") as connection:
        rows = connection.sql(
            "select name, kind, sha256 from published.build_inputs "
            "where kind in ('delivery', 'earlier delivery')"
        ).fetchall()
    here = {
        delivery.sha256: replace(delivery.given, reading=None)
        for delivery in kept_deliveries(settings)
    }
    gone = sorted(name for name, _, sha256 in rows if sha256 not in here)
    if gone:
        raise ConductDataError(
            f"Build {kept.name} cannot be made again: {', '.join(gone)} was erased or never kept "
            "(the demonstration is not)."
        )
    inputs = {
        kind: [here[sha256] for _, each, sha256 in rows if each == kind]
        for kind in ("delivery", "earlier delivery")
    }
    return inputs["delivery"], inputs["earlier delivery"]


def _compared(build_id: str, kept: Path, made: Path) -> Again:
    tables = rows = 0
    for tier in (PUBLIC, INTERNAL):
        file = Path(tier) / f"{tier}.duckdb"
        if not (kept / file).exists():
            continue  # Past its time, and erased.
        before, after = _hashes(kept / file), _hashes(made / file)
        others = sorted(name for name in before | after if before.get(name) != after.get(name))
        if others:
            raise PromiseBrokenError(
                f"Build {build_id} made again is not the same ({tier}): {', '.join(others)}. "
                "Nothing was changed."
            )
        tables += len(before)
        rows += sum(number for number, _ in before.values())
    return Again(build_id, tables, rows)


def _hashes(path: Path) -> dict[str, tuple[int, int]]:
    """For each published table its number of rows, and a hash of them in their order."""
    with open_read_only(path) as connection:
        names = connection.sql(
            "select table_name from information_schema.tables where table_schema = 'published'"
        ).fetchall()
        return {name: _hash(connection, name) for (name,) in names}


def _hash(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[int, int]:
    without = f" exclude ({DAY_OF_BUILD})" if name == "build" else ""
    return connection.sql(
        # As one text: the hashes of two values are combined in a way that drops out of a sum.
        "select count(*), coalesce(bit_xor(hash(place || ' ' || whole)), 0) from (select "
        "row_number() over () as place, hash(rows) as whole from "
        f"(select *{without} from published.{name}) as rows)"
    ).fetchone()
