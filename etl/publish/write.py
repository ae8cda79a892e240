"""Write what a tier shows: schema `published`, one table per contract file, nothing else."""

from pathlib import Path

import duckdb
import polars as pl

from etl.contracts import Entity
from etl.publish.tables import as_contracted

READABLE_BY_ALL = 0o644
READABLE_BY_OWNER = 0o600


def write_published(
    path: Path,
    tables: dict[str, pl.DataFrame],
    contract: dict[str, Entity],
    mode: int = READABLE_BY_ALL,
) -> int:
    """Write every table of the contract (an empty one where nothing was made); return all rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        path.chmod(mode)
        connection.execute("create schema published")
        return sum(
            _write(connection, name, as_contracted(tables.get(name), entity))
            for name, entity in contract.items()
        )


def replace_published(
    path: Path, name: str, table: pl.DataFrame, contract: dict[str, Entity]
) -> int:
    """Write one table anew; return by how many rows the file grew."""
    with duckdb.connect(str(path)) as connection:
        before = connection.sql(f"select count(*) from published.{name}").fetchone()[0]
        connection.execute(f"drop table published.{name}")
        return _write(connection, name, as_contracted(table, contract[name])) - before


def _write(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> int:
    connection.register("incoming", frame.to_arrow())
    connection.execute(f"create table published.{name} as select * from incoming")
    connection.unregister("incoming")
    return frame.height
