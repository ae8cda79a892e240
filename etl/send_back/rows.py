"""The rows set aside and why, in words."""

import duckdb
import polars as pl

from etl.contracts import Contract, Entity
from etl.errors import UnknownNameError
from etl.warehouse.quarantine import PARENT

SUMMARY_COLUMNS = ("reason", "entity", "rows", "title", "how_to_mend")
# A row can fail several checks; their words are divided by this.
DIVIDER = " | "

Words = dict[str, tuple[str, str]]


def rows_set_aside(
    connection: duckdb.DuckDBPyConnection, contract: Contract, force: str | None
) -> dict[str, pl.DataFrame]:
    """For every entity with rows set aside: reasons, their words, where they stood, as received.

    With `force`, only rows of cases of that force (and its own returns).
    """
    _check_force(connection, contract, force)
    frames = {
        entity.name: _rows(connection, entity, force) for entity in contract.entities.values()
    }
    return {name: frame for name, frame in frames.items() if frame.height}


def summary(frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """One row per reason and kind of record: parents before children, the commonest first."""
    parts = [
        frame.select(
            pl.lit(name).alias("entity"),
            pl.col("reasons").str.split(" ").alias("reason"),
            pl.col("what_must_hold").str.split(DIVIDER).alias("title"),
            pl.col("how_to_mend").str.split(DIVIDER),
        )
        .explode("reason", "title", "how_to_mend")
        .group_by("entity", "reason", "title", "how_to_mend")
        .agg(rows=pl.len())
        .sort("rows", "reason", descending=[True, False])
        for name, frame in frames.items()
    ]
    return pl.concat(parts).select(SUMMARY_COLUMNS)


def _check_force(
    connection: duckdb.DuckDBPyConnection, contract: Contract, force: str | None
) -> None:
    if force is None:
        return
    # As received: also a force that is known only from rows that were set aside.
    named = " union all ".join(
        f"select force_code from loaded.{entity.name}"
        for entity in contract.entities.values()
        if "force_code" in entity.columns
    )
    if not connection.execute(
        f"select count(*) from ({named}) where force_code = ?", [force]
    ).fetchone()[0]:
        raise UnknownNameError(f"No delivery of the last build holds the force {force}.")


def _rows(connection: duckdb.DuckDBPyConnection, entity: Entity, force: str | None) -> pl.DataFrame:
    columns = ", ".join(f'rows."{name}"' for name in entity.columns)
    where = _of_force(entity) if force else "true"
    rows = connection.sql(
        f"select rows.reasons, deliveries.name as delivery, source_file, source_line, {columns} "
        f"from quarantine.{entity.name} as rows "
        f"inner join quality.deliveries as deliveries using (delivery_no) where {where} "
        "order by delivery_no, source_file, source_line",
        params=[force] if force else [],
    ).pl()
    return _in_words(rows, _words(connection, entity))


def _words(connection: duckdb.DuckDBPyConnection, entity: Entity) -> Words:
    """Title and way to mend of each check of the entity, and of rows that follow another."""
    checks = connection.execute(
        "select check_name, title, mend from quality.results where entity = ?", [entity.name]
    ).fetchall()
    parents = " and ".join(dict.fromkeys(key.parent for key in entity.foreign_keys))
    return {name: (title, mend) for name, title, mend in checks} | {
        PARENT: (
            f"The row of {parents} that it belongs to is in order",
            f"Mend that row (see {parents}); this one can stay as it is",
        )
    }


def _in_words(rows: pl.DataFrame, words: Words) -> pl.DataFrame:
    def told(place: int) -> pl.Expr:
        texts = {reason: text[place] for reason, text in words.items()}
        each = pl.element().replace_strict(texts, return_dtype=pl.String)
        return pl.col("reasons").str.split(" ").list.eval(each).list.join(DIVIDER)

    first = ["reasons", "what_must_hold", "how_to_mend"]
    return rows.with_columns(what_must_hold=told(0), how_to_mend=told(1)).select(
        *first, pl.exclude(first)
    )


def _of_force(entity: Entity) -> str:
    """A condition that keeps the rows of one force, bound once."""
    if "force_code" in entity.columns:
        return "rows.force_code = ?"
    if "case_id" in entity.columns:
        return (
            "(rows.delivery_no, rows.case_id) in "
            "(select (delivery_no, case_id) from loaded.cases where force_code = ?)"
        )
    return (
        "(rows.delivery_no, rows.proceeding_id) in (select (delivery_no, proceeding_id) from "
        "loaded.proceeding_subjects where (delivery_no, case_id) in "
        "(select (delivery_no, case_id) from loaded.cases where force_code = ?))"
    )
