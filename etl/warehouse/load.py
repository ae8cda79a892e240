"""Put rows into the case-level database: as received, and typed."""

import duckdb
import polars as pl

from etl.contracts import Contract, Entity

SQL_TYPES = {
    "string": "varchar",
    "date": "date",
    "integer": "bigint",
    "number": "double",
    "boolean": "boolean",
}
LINEAGE = {
    "row_id": "bigint",
    "delivery_no": "integer",
    "source_file": "varchar",
    "source_line": "bigint",
}
# Of rows that a newer delivery replaces, where they stood; the delivery itself is kept.
REPLACED = {
    "row_id": "bigint",
    "delivery_no": "integer",
    "replaced_by": "integer",
    "source_file": "varchar",
    "source_line": "bigint",
}
CHANGES = {"delivery_no": "integer"} | dict.fromkeys(
    ("entity", "case_id", "key", "column", "kind", "before", "after"), "varchar"
)
SCHEMAS = (
    "reference", "loaded", "typed", "former", "replaced", "quality", "quarantine", "staging",
    "marts",
)  # fmt: skip


def create_tables(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Empty tables for every entity, so that an absent optional file is an empty table."""
    for schema in SCHEMAS:
        connection.execute(f"create schema if not exists {schema}")
    for entity in contract.entities.values():
        raw = dict.fromkeys(entity.columns, "varchar") | LINEAGE
        shaped = {field.name: SQL_TYPES[field.type] for field in entity.fields} | LINEAGE
        _create(connection, f"loaded.{entity.name}", raw)
        _create(connection, f"typed.{entity.name}", shaped)
        _create(connection, f"former.{entity.name}", shaped)
        _create(connection, f"replaced.{entity.name}", REPLACED)
    days = {"force_code": "varchar", "date_from": "date", "date_to": "date"}
    _create(connection, "former.days", days)
    _create(connection, "quality.changes", CHANGES)
    _create(
        connection,
        "quality.hits",
        {"check_name": "varchar", "entity": "varchar", "row_id": "bigint", "force_code": "varchar"},
    )


def append(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Add a frame's rows, matching columns by name."""
    if frame.is_empty():
        return
    # In the layout both share: nothing is copied.
    connection.register("incoming", frame.to_arrow(compat_level=pl.CompatLevel.newest()))
    connection.execute(f"insert into {table} by name select * from incoming")
    connection.unregister("incoming")


def replace(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    """Make a table of exactly the frame's rows."""
    connection.register("incoming", frame.to_arrow())
    connection.execute(f"create or replace table {table} as select * from incoming")
    connection.unregister("incoming")


def count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return connection.sql(f"select count(*) from {table}").fetchone()[0]


def columns_of(entity: Entity) -> str:
    return ", ".join(f'"{name}"' for name in entity.columns)


def _create(connection: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str]) -> None:
    listed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    connection.execute(f"create or replace table {table} ({listed})")
