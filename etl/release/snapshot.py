"""The published tables of one public file, in memory: what a release holds and is compared by."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from etl.contracts import Entity
from etl.errors import ReleaseError
from etl.files.origin import Origin, supplied_words
from etl.publish.tables import as_contracted
from etl.warehouse.connection import open_read_only

# Nothing compares or writes these, and they are the largest.
LEFT_OUT = ("boundaries",)


@dataclass(frozen=True)
class Snapshot:
    """All tables of a public file by name; one that an older file lacks is empty."""

    tables: dict[str, pl.DataFrame]
    columns: dict[str, set[str]]

    def __getitem__(self, name: str) -> pl.DataFrame:
        return self.tables[name]

    @property
    def build(self) -> dict:
        return self["build"].row(0, named=True)

    def origin(self, release: str | None) -> Origin:
        """What files made from it say of where they come from."""
        build = self.build
        return Origin(
            build_id=build["build_id"],
            code_version=build["code_version"],
            contract_version=build["contract_version"],
            tier=build["tier"],
            synthetic=build["synthetic"],
            built_on=build["built_on"],
            supplied=", ".join(supplied_words(self.deliveries())),
            release=release,
            note=build["areas_note"] or "",
        )

    def deliveries(self) -> pl.DataFrame:
        return self["build_inputs"].filter(kind="delivery")


def read_snapshot(path: Path, contract: dict[str, Entity]) -> Snapshot:
    """Read the tables of the contract from a public file."""
    try:
        with open_read_only(path) as connection:
            columns = _columns(connection)
            tables = {
                name: _table(connection, entity, columns.get(name, set()))
                for name, entity in contract.items()
                if name not in LEFT_OUT
            }
            # What a newer build adds is not in this contract and is still released.
            tables |= {
                name: connection.sql(f"select * from published.{name} order by all").pl()
                for name in sorted(columns.keys() - contract.keys())
            }
    except (OSError, duckdb.Error) as error:
        raise ReleaseError(
            f"{path} cannot be read as a public file ({type(error).__name__})."
        ) from None
    return Snapshot(tables, columns)


def rows_sha256(path: Path) -> dict[str, dict]:
    """For each table its number of rows and the hash of them in order: DuckDB's own bytes vary."""
    with open_read_only(path) as connection:
        return {name: _hashed(connection, name) for name in sorted(_columns(connection))}


def _hashed(connection: duckdb.DuckDBPyConnection, name: str) -> dict:
    rows = connection.sql(f"select * from published.{name} order by all").pl()
    digest = hashlib.sha256(rows.write_csv().encode()).hexdigest()
    return {"rows": rows.height, "sha256": digest}


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for table, column in connection.sql(
        "select table_name, column_name from information_schema.columns "
        "where table_schema = 'published'"
    ).fetchall():
        found.setdefault(table, set()).add(column)
    return found


def _table(connection: duckdb.DuckDBPyConnection, entity: Entity, there: set[str]) -> pl.DataFrame:
    if not there:
        return as_contracted(None, entity)
    frame = connection.sql(f"select * from published.{entity.name}").pl()
    missing = [pl.lit(None).alias(name) for name in entity.columns if name not in there]
    return as_contracted(frame.with_columns(missing), entity)
