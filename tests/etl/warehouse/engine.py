"""Run the rules over small tables through the real engine, without a build."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.config import Settings
from etl.logs import Steps
from etl.receive import receive
from etl.warehouse.rules import Check
from tests.deliveries import CONTRACT, DEFAULTS, write_delivery

# What a row holds beyond the defaults of deliveries where a parent is filled in.
FILLED_IN = {
    "mode_decisions": {"decision_seq": "1", "mode": "INDEPENDENT", "is_current": "true"},
    "proceeding_subjects": {"case_id": "C"},
}


@dataclass(frozen=True)
class Checked:
    """What a delivery came to: checks, hits (check_name, entity, line, force_code), accounting."""

    checks: dict[str, Check]
    hits: pl.DataFrame
    accounting: pl.DataFrame
    quarantined: dict[str, list[tuple[int, str]]]

    def lines(self, check: str) -> list[int]:
        return self.hits.filter(check_name=check)["line"].to_list()

    def forces(self, check: str) -> list[str]:
        return sorted(self.hits.filter(check_name=check)["force_code"])


def checked(tables: dict[str, str | list[dict]], **package: object) -> Checked:
    """Write the tables as a delivery and run every rule over it."""
    with tempfile.TemporaryDirectory(prefix="conduct-test-") as scratch:
        folder = write_delivery(Path(scratch) / "delivery", tables, **package)
        return received(folder)


def received(*folders: Path, earlier: tuple[Path, ...] = ()) -> Checked:
    with (
        tempfile.TemporaryDirectory(prefix="conduct-test-") as scratch,
        Steps(6, quiet=True) as steps,
    ):
        result = receive([*folders], Path(scratch) / "case.duckdb", Settings(), steps, earlier)
        connection = result.connection
        lines = " union all ".join(
            f"select '{name}' as entity, row_id, source_line as line from loaded.{name}"
            for name in CONTRACT.entities
        )
        hits = connection.sql(
            f"select check_name, entity, line, force_code from quality.hits "
            f"left join ({lines}) using (entity, row_id) order by all"
        ).pl()
        quarantined = {
            name: connection.sql(
                f"select source_line, reasons from quarantine.{name} order by source_line"
            ).fetchall()
            for name in CONTRACT.entities
        }
        connection.close()
    checks = {check.name: check for check in result.checks}
    return Checked(checks, hits, result.accounting, quarantined)


def with_parents(tables: dict[str, list[dict]]) -> dict[str, list[dict]]:
    """The tables with a row for every parent that they name and do not hold."""
    whole = {name: list(tables.get(name, [])) for name in CONTRACT.entities}
    for name, entity in reversed(CONTRACT.entities.items()):
        for key in entity.foreign_keys:
            known = {_values(key.parent, row, key.fields) for row in whole[key.parent]}
            for row in [*whole[name]]:
                values = _values(name, row, key.fields)
                if all(values) and values not in known:
                    known.add(values)
                    parent = FILLED_IN.get(key.parent, {}) | dict(
                        zip(key.fields, values, strict=True)
                    )
                    whole[key.parent].append(parent)
    return {name: rows for name, rows in whole.items() if rows}


def _values(entity: str, row: dict, fields: tuple[str, ...]) -> tuple[str, ...]:
    written = DEFAULTS.get(entity, {}) | row
    return tuple(written[field] for field in fields)
