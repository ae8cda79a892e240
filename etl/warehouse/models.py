"""Build the SQL models: `sql/<schema>/<table>.sql` makes `<schema>.<table>`.

The order is worked out from the tables that each query reads, so no list has to be kept.
"""

import json
from collections.abc import Sequence
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

MODEL_SCHEMAS = ("staging", "marts")
# What rules read of the delivery before.
FORMER = ("former",)


def build_models(
    connection: duckdb.DuckDBPyConnection, sql_dir: Path, schemas: Sequence[str] = MODEL_SCHEMAS
) -> list[str]:
    """Create every model table of these schemas in order of need; return their names."""
    models = {
        f"{schema}.{path.stem}": path.read_text(encoding="utf-8")
        for schema in schemas
        for path in sorted((sql_dir / schema).glob("*.sql"))
    }
    reads = {name: tables_read(query) & models.keys() for name, query in models.items()}
    order = list(TopologicalSorter(reads).static_order())
    for name in order:
        connection.execute(f"create or replace table {name} as {models[name]}")
    return order


@cache
def tables_read(query: str) -> frozenset[str]:
    """Names `schema.table` that a select reads."""
    with duckdb.connect() as connection:
        tree = connection.execute("select json_serialize_sql(?)", [query]).fetchone()[0]
    found: set[str] = set()
    _collect(json.loads(tree), found)
    return frozenset(found)


def _collect(node: object, found: set[str]) -> None:
    if isinstance(node, dict):
        if node.get("type") == "BASE_TABLE" and node.get("schema_name"):
            found.add(f"{node['schema_name']}.{node['table_name']}")
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            _collect(child, found)
