"""`conduct quarantine`: the rows set aside, with their reasons, as files to send back."""

from pathlib import Path

import duckdb

from etl.config import Settings
from etl.contracts import Contract, Entity, load_contract
from etl.errors import NothingBuiltError, OutputFolderError, UnknownNameError
from etl.warehouse.connection import OWNER_ONLY, open_read_only


def write_quarantine(out: Path, settings: Settings, force: str | None = None) -> dict[str, int]:
    """Write `<entity>.csv` for every entity with rows set aside; return rows by entity.

    Each file has `reasons`, `source_file` and `source_line` before the columns as received. With
    `force`, only rows of cases of that force (and its own returns).
    """
    if not settings.warehouse_file.exists():
        raise NothingBuiltError("There is no build yet. `conduct build` makes one.")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise OutputFolderError(
            f"{out} is a file or is not empty. Name a new folder, so that nothing is mixed."
        )
    contract = load_contract(settings.contract_dir)
    with open_read_only(settings.warehouse_file) as connection:
        _check_force(connection, contract, force)
        out.mkdir(parents=True, exist_ok=True)
        written = {
            entity.name: _write(connection, entity, contract, out, force)
            for entity in contract.entities.values()
        }
    return {name: rows for name, rows in written.items() if rows}


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


def _write(
    connection: duckdb.DuckDBPyConnection,
    entity: Entity,
    contract: Contract,
    out: Path,
    force: str | None,
) -> int:
    columns = ", ".join(f'rows."{name}"' for name in entity.columns)
    where = _of_force(entity, contract) if force else "true"
    relation = connection.sql(
        f"select rows.reasons, rows.source_file, rows.source_line, {columns} "
        f"from quarantine.{entity.name} as rows where {where} order by source_file, source_line",
        params=[force] if force else [],
    ).pl()
    if relation.height:
        path = out / f"{entity.name}.csv"
        path.touch(mode=OWNER_ONLY)
        relation.write_csv(path)
    return relation.height


def _of_force(entity: Entity, contract: Contract) -> str:
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
