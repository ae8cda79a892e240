"""From deliveries to published tables, the way a build goes, without Great Expectations."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb
import polars as pl
import pytest

from etl import pipeline
from etl.config import Settings
from etl.contracts import load_published
from etl.disclosure.policy import Policy, parse_policy
from etl.logs import Steps
from etl.publish.official import Official
from etl.publish.tables import Marts, as_contracted, case_tables, read_marts
from etl.receive import receive
from etl.warehouse.load import replace
from tests.deliveries import DEFAULTS, FORCES
from tests.frames import rows

DATASET = "test"
# Official figures are another matter: no headcount of a real force is needed here.
NO_OFFICIAL = Official(
    figures=pl.DataFrame(),
    totals=pl.DataFrame(),
    workforce=pl.DataFrame(
        schema={
            "force_code": pl.String,
            "as_at": pl.Date,
            "basis": pl.String,
            "worker_group": pl.String,
            "workers": pl.Float64,
        }
    ),
    revisions=pl.DataFrame(),
    coverage=pl.DataFrame(),
    boundaries=pl.DataFrame(),
)


@dataclass(frozen=True)
class Counted:
    """What counting deliveries left behind, ready to be published under any policy."""

    marts: Marts
    # Rows set aside: (place of the delivery, entity) to {line of the file: reasons}.
    aside: dict[tuple[int, str], dict[int, str]]

    @cached_property
    def shown(self) -> dict[str, pl.DataFrame]:
        """The published tables when nothing is hidden."""
        return self._published(show_all_policy())

    @cached_property
    def protected(self) -> dict[str, pl.DataFrame]:
        """The published tables under the policy for the public."""
        return self._published(public_policy())

    def _published(self, policy: Policy) -> dict[str, pl.DataFrame]:
        tables = case_tables(self.marts, policy, DATASET)
        contract = load_published(Settings().published_contract_dir)
        return {name: as_contracted(table, contract[name]) for name, table in tables.items()}


def public_policy() -> Policy:
    return pipeline.read_policy(Settings())


def show_all_policy() -> Policy:
    """The policy for the public with every threshold at 0, to compare with an exact recount."""
    text = Settings().policy_file.read_text(encoding="utf-8")
    text = re.sub(r"(hide\w+ = )\d+", r"\g<1>0", text).replace("= true", "= false")
    return parse_policy(text, "show_all")


def count_deliveries(folders: list[Path], database: Path) -> Counted:
    """Receive and count; every rule is run and rows are set aside as in a build."""
    settings, steps = Settings(), Steps(8, quiet=True)
    received = receive(folders, database, settings, steps)
    pipeline._count(received, NO_OFFICIAL, settings, steps)
    with duckdb.connect(str(database)) as connection:
        aside = {}
        for entity in received.contract.entities:
            for number, line, reasons in connection.sql(
                f"select delivery_no, source_line, reasons from quarantine.{entity}"
            ).fetchall():
                aside.setdefault((number - 1, entity), {})[line] = reasons
        replace(connection, "quality.results", pl.DataFrame({"check_name": ["none"]}))
        return Counted(read_marts(connection), aside)


def assert_shows(table: pl.DataFrame, expected: str) -> None:
    """Every line of `expected` is exactly one row of the table.

    The columns of KEYS say which row, the others what it holds; blank is empty.
    """
    for line in rows(expected):
        named = {key: line.pop(key) for key in list(line) if key in KEYS}
        found = table.filter(
            pl.col(key).cast(pl.String).fill_null("") == value for key, value in named.items()
        )
        assert found.height == 1, f"{found.height} rows for {named}"
        held = found.row(0, named=True)
        got = {name: held[name] for name in line}
        wanted = {name: _value(text, held[name]) for name, text in line.items()}
        assert got == wanted, f"of {named}: {got}, where {wanted} should be{_why(held)}"


KEYS = (
    "count_name",
    "measure",
    "area_code",
    "period",
    "cohort",
    "breakdown",
    "category",
    "day",
)


def _why(held: dict) -> str:
    """A hint where a figure is empty."""
    symbol = held.get("symbol")
    if symbol == "x":
        return " (its quarter does not count: is a row set aside? `counted(…).aside` names it)"
    return f" (empty with the symbol {symbol})" if symbol else ""


def _value(text: str, beside: object) -> object:
    if text == "":
        return None
    if text in ("true", "false"):
        return text == "true"
    # As many digits as a reader of the test can check by hand.
    return pytest.approx(float(text), abs=0.0006) if _is_number(text) else text


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("-", "", 1).isdigit()


def assert_absent(table: pl.DataFrame, **named: object) -> None:
    assert table.filter(**named).is_empty(), f"there is a row for {named}"


def returns_without(missing: dict[str, str], forces: str = FORCES) -> list[dict]:
    """A return of every force and quarter from April 2014, but for the quarters named.

    `missing` maps a force to quarters or years, with a blank between: "2020-21 2021-22-Q1".
    """
    quarters = [
        f"{year}-{(year + 1) % 100:02d}-Q{number}"
        for year in range(2014, 2026)
        for number in (1, 2, 3, 4)
    ]
    return [
        DEFAULTS["submissions"] | {"force_code": force["force_code"], "quarter": quarter}
        for force in rows(forces)
        for quarter in quarters
        if not quarter.startswith(tuple(missing.get(force["force_code"], "-").split()))
    ]
