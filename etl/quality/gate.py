"""Hold promises against a DuckDB file with Great Expectations, pushed down as SQL.

Imported by the build only: Great Expectations takes seconds to load.
"""

import logging
import os
import warnings
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

# It would otherwise report each run to its maker.
os.environ["GX_ANALYTICS_ENABLED"] = "false"

with warnings.catch_warnings():
    # Its imports use deprecated parts of other libraries; nothing of ours.
    warnings.simplefilter("ignore")
    import great_expectations as gx
    from great_expectations.execution_engine import sqlalchemy_execution_engine as engine_module

from expectations.promise import Promise

# Whether it holds is all that is asked: anything more would fetch values of rows, and costs more.
WHETHER = "BOOLEAN_ONLY"


class _Dialect(StrEnum):
    DUCKDB = "duckdb"


# Its logger repeats failures with row values at error level; results come back to us anyway.
logging.getLogger("great_expectations").setLevel(logging.CRITICAL)


def keep_duckdb_connections() -> None:
    """Have Great Expectations keep its connection while it reads a DuckDB result.

    It closes the connection first, by which DuckDB loses the result ("list index out of range");
    for some databases it keeps it, and DuckDB needs to be one of them.
    """
    kept = engine_module._PERSISTED_CONNECTION_DIALECTS
    if _Dialect.DUCKDB not in kept:
        engine_module._PERSISTED_CONNECTION_DIALECTS = (*kept, _Dialect.DUCKDB)


def hold(database: Path, schema: str, promises: Sequence[Promise]) -> dict[str, bool]:
    """Whether each promise holds, by name. The file must not be open in another mode."""
    keep_duckdb_connections()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = {"globally": False}
        # It would write itself down as YAML with every table, and is thrown away at the end.
        context._save_project_config = lambda *_: None
        source = context.data_sources.add_sql(
            name=schema, connection_string=f"duckdb:///{database.resolve()}"
        )
        try:
            return {
                name: held
                for table in dict.fromkeys(promise.table for promise in promises)
                for name, held in _hold_table(source, schema, table, promises).items()
            }
        finally:
            _close(source)


def _hold_table(source, schema: str, table: str, promises: Sequence[Promise]) -> dict[str, bool]:
    mine = [promise for promise in promises if promise.table == table]
    asset = source.add_table_asset(name=table, table_name=table, schema_name=schema)
    batch = asset.get_batch(asset.build_batch_request())
    for promise in mine:
        promise.expectation.meta = {"promise": promise.name}
    # Given at once: one added after another, each is compared with all before it.
    suite = gx.ExpectationSuite(name=table, expectations=[each.expectation for each in mine])
    outcome = batch.validate(suite, result_format=WHETHER)
    held = {result.expectation_config.meta["promise"]: _held(result) for result in outcome.results}
    return {promise.name: held[promise.name] for promise in mine}


def _held(result) -> bool:
    """A check that could not run is an error: neither passed nor failed."""
    for exception in _exceptions(result.exception_info or {}):
        raise RuntimeError(
            f"{result.expectation_config.meta['promise']} could not be checked: "
            f"{exception['exception_message']}"
        )
    return bool(result.success)


def _exceptions(info: dict) -> Iterator[dict]:
    """Exceptions of one result; where a query failed they are listed by metric."""
    listed = [info] if "raised_exception" in info else info.values()
    return (item for item in listed if item["raised_exception"])


def _close(source) -> None:
    """Let go of the file: the connection is kept (see above), and the pool holds another."""
    source.get_execution_engine().close()
    source.get_engine().dispose()
