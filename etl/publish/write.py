"""Write the public file: schema `published`, one table per contract file, nothing else."""

from pathlib import Path

import duckdb
import polars as pl

from etl.contracts import Entity
from etl.publish.tables import as_contracted

READABLE_BY_ALL = 0o644


def write_public(path: Path, tables: dict[str, pl.DataFrame], contract: dict[str, Entity]) -> int:
    """Write every table of the contract (an empty one where nothing was made); return all rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = 0
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema published")
        for name, entity in contract.items():
            frame = as_contracted(tables.get(name), entity)
            connection.register("incoming", frame.to_arrow())
            connection.execute(f"create table published.{name} as select * from incoming")
            connection.unregister("incoming")
            rows += frame.height
    path.chmod(READABLE_BY_ALL)
    return rows
