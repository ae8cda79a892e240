"""Set rows aside: those that fail an error rule, and the children of rows set aside.

For every entity, rows received = rows accepted + rows set aside; each row set aside keeps its
file, line, reasons and raw text, in the case-level file only.
"""

import duckdb

from etl.contracts import Contract, Entity, ForeignKey
from etl.warehouse.load import columns_of

PARENT = "parent"


def quarantine(
    connection: duckdb.DuckDBPyConnection, contract: Contract, error_checks: list[str]
) -> list[tuple[str, int, int, int]]:
    """Fill `quarantine.<entity>` and `staging.<entity>`: entity, received, accepted, aside."""
    connection.execute(
        "create or replace table quality.error_checks as select unnest(?::varchar[]) as check_name",
        [error_checks],
    )
    aside: dict[str, int] = {}
    # Parents come before children in the contract, so one pass reaches every generation.
    return [_split(connection, entity, aside) for entity in contract.entities.values()]


def _split(
    connection: duckdb.DuckDBPyConnection, entity: Entity, aside: dict[str, int]
) -> tuple[str, int, int, int]:
    """Set the rows of an entity aside; `aside` says how many were of those before, and of it."""
    connection.execute(
        f"""
        create or replace table quarantine.{entity.name} as
        with failed as (
            select row_id, string_agg(distinct check_name, ' ' order by check_name) as reasons
            from quality.hits
            inner join quality.error_checks using (check_name)
            where entity = '{entity.name}'
            group by row_id
        )
        select coalesce(failed.reasons, '{PARENT}') as reasons, raw.*
        from loaded.{entity.name} as raw
        left join failed using (row_id)
        where failed.row_id is not null
        or raw.row_id in ({_children_of_set_aside(entity, aside)})
        """
    )
    received, aside[entity.name] = (
        connection.sql(f"select count(*) from {schema}.{entity.name}").fetchone()[0]
        for schema in ("loaded", "quarantine")
    )
    # A view: to write what stays once more would take as long as to load it.
    connection.execute(
        f"create or replace view staging.{entity.name} as select {columns_of(entity)}, "
        f"delivery_no, row_id from typed.{entity.name}"
        + (
            f" where row_id not in (select row_id from quarantine.{entity.name})"
            if aside[entity.name]
            else ""
        )
    )
    return entity.name, received, received - aside[entity.name], aside[entity.name]


def _children_of_set_aside(entity: Entity, aside: dict[str, int]) -> str:
    """A select of the rows that have no accepted parent."""
    if not entity.foreign_keys:
        return "select row_id from typed.cases where false"
    absent = " or ".join(_is_absent(key, aside[key.parent]) for key in entity.foreign_keys)
    return f"select child.row_id from typed.{entity.name} as child where {absent}"


def _is_absent(key: ForeignKey, aside: int) -> str:
    if not aside:
        # Rows whose parent was not delivered fail a rule of their own; no parent is looked for.
        return " or ".join(f"child.{name} is null" for name in key.fields)
    same = " and ".join(f"parent.{name} = child.{name}" for name in ("delivery_no", *key.fields))
    return f"not exists (select 1 from staging.{key.parent} as parent where {same})"
