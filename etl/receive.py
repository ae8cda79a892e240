"""Receive deliveries into a case-level database: load, type, check, set aside.

The same steps serve `conduct check`, which stops here, and `conduct build`, which counts.
"""

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from etl.config import Settings
from etl.contracts import Contract, load_contract
from etl.errors import TooDifferentError, TooManyQuarantinedError
from etl.logs import Steps
from etl.readings import Block, Given, Source, open_source
from etl.sources.ahead import ahead
from etl.sources.delivery import Delivery
from etl.sources.personal import read_screen
from etl.together import check_forces, check_kinds
from etl.transforms.typed import ROW
from etl.version import made_by
from etl.warehouse.connection import create_database
from etl.warehouse.drill import hits_by_force
from etl.warehouse.load import append, count, create_tables, replace
from etl.warehouse.models import FORMER, build_models
from etl.warehouse.quarantine import quarantine
from etl.warehouse.reference import load_reference, sentinel_dates
from etl.warehouse.rules import Check, build_checks, run_checks
from etl.warehouse.shares import (
    incomplete_subjects,
    rows_by_delivery,
    rows_by_force_quarter,
)
from etl.warehouse.vintages import Vintage, forget_former, replace_older
from etl.warehouse.working_days import refuse_days_outside

MOST_SET_ASIDE = 0.10
# Of a table of nine rows one is over a tenth: fewer than ten rows count only by the half.
FEW_ROWS = 10
MOST_OF_FEW = 0.50


@dataclass(frozen=True)
class Received:
    """An open case-level database with what was delivered, and what was found."""

    connection: duckdb.DuckDBPyConnection
    contract: Contract
    deliveries: list[Delivery]
    checks: list[Check]
    accounting: pl.DataFrame
    # The deliveries as those of their suppliers, in the same order.
    vintages: list[Vintage]
    # The first so many deliveries were named; the others were kept from builds before.
    named: int
    # The forces and their country, where that is not England and Wales.
    abroad: str | None
    # Rows received of each delivery.
    rows: list[int]


def receive(
    folders: Sequence[Path | Given],
    database: Path,
    settings: Settings,
    steps: Steps,
    earlier: Sequence[Path | Given] = (),
    readings: Path | None = None,
) -> Received:
    """Load the deliveries into a new database and run every rule.

    `earlier` deliveries, kept from builds before, give way to these where both cover the same.
    Those of which there is no reading are read, and readings left in `readings`, a new folder.
    Raises a DeliveryError, with nothing loaded anywhere else, where a delivery as a whole cannot
    be taken.
    """
    contract = load_contract(settings.contract_dir)
    with steps.step("Read deliveries") as counts:
        sources = _sources([*folders, *earlier], contract, settings, readings)
        deliveries = [source.delivery for source in sources]
        check_kinds(deliveries)
        counts["deliveries"] = len(deliveries)
        counts["read_before"] = sum(source.reading is not None for source in sources)
    connection = create_database(database)
    with steps.step("Load reference files"):
        create_tables(connection, contract)
        load_reference(connection, settings.reference_dir, abroad=bool(deliveries[0].country))
        replace(connection, "quality.deliveries", _delivery_rows(deliveries))
    with steps.step("Load and type rows") as counts:
        rows = _load(connection, contract, sources, settings)
        counts["rows"] = sum(rows)
        for source in sources:
            source.finish()
        vintages = check_forces(connection, contract, deliveries, len(folders))
        abroad = _abroad(connection, deliveries[0].country)
    with steps.step("Replace what came again") as counts:
        replace_older(connection, contract, vintages)
        build_models(connection, settings.sql_dir, FORMER)
        counts["rows"] = sum(count(connection, f"replaced.{name}") for name in contract.entities)
        counts["changes"] = count(connection, "quality.changes")
    with steps.step("Check rules") as counts:
        checks = build_checks(contract, connection, settings.sql_dir)
        run_checks(connection, checks, steps.note)
        counts["checks"] = len(checks)
        forget_former(connection, contract)
    with steps.step("Set rows aside") as counts:
        accounting = _set_aside(connection, contract, checks)
        refuse_days_outside(connection)
        counts["rows"] = int(accounting["rows_quarantined"].sum())
    return Received(
        connection, contract, deliveries, checks, accounting, vintages, len(folders), abroad, rows
    )


def refuse_if_too_many(received: Received) -> None:
    """Refuse the whole where over a tenth of an entity fails: something larger must be wrong."""
    for row in received.accounting.iter_rows(named=True):
        aside, received_rows = row["rows_quarantined"], row["rows_received"] - row["rows_replaced"]
        most = MOST_SET_ASIDE if aside >= FEW_ROWS else MOST_OF_FEW
        if aside > most * received_rows:
            raise TooManyQuarantinedError(
                f"{row['entity']}: {aside:,} of {received_rows:,} rows "
                f"would be set aside, over {most:.0%}. The delivery is refused as a "
                "whole: most often a column is shifted or a code list has changed. "
                "`conduct check` lists rule, file and line."
            )


def refuse_if_too_different(received: Received) -> None:
    """Refuse where one delivery of a force and the one before cannot both be right."""
    for check in received.checks:
        if (check.severity, check.kind) != ("error", "share"):
            continue
        forces = received.connection.execute(
            "select distinct force_code from quality.hits where check_name = ? order by 1",
            [check.name],
        ).fetchall()
        if forces:
            listed = ", ".join(force for (force,) in forces)
            raise TooDifferentError(f"{check.name}: {check.title}. Forces: {listed}. {check.mend}.")


def _delivery_rows(deliveries: list[Delivery]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "delivery_no": number,
                "name": delivery.name,
                "extracted_on": delivery.day("extracted_on"),
                "coverage_from": delivery.day("coverage_from"),
                "coverage_to": delivery.day("coverage_to"),
                "includes_open_cases": delivery.includes_open_cases,
                "country": delivery.country,
            }
            for number, delivery in enumerate(deliveries, start=1)
        ],
        schema_overrides={"delivery_no": pl.Int32, "country": pl.String},
    )


def _sources(
    given: Sequence[Path | Given], contract: Contract, settings: Settings, readings: Path | None
) -> list[Source]:
    screen, program = read_screen(settings.reference_dir), made_by()
    return [
        open_source(
            each if isinstance(each, Given) else Given(each), contract, screen, program, readings
        )
        for each in given
    ]


def _load(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    sources: list[Source],
    settings: Settings,
) -> list[int]:
    """Load every entity of every delivery; rows by delivery."""
    sentinels = sentinel_dates(settings.reference_dir)
    rows = [0] * len(sources)
    with ThreadPoolExecutor(max_workers=1) as beside, connection.cursor() as other:
        for place, name, block in ahead(_blocks(contract, sources, sentinels)):
            # An insert that keeps the order of rows has one core busy; two tables have two.
            raw = beside.submit(append, other, f"loaded.{name}", block.raw)
            append(connection, f"typed.{name}", block.typed)
            hits = block.misfits.with_columns(pl.lit(name).alias("entity"))
            append(connection, "quality.hits", hits)
            raw.result()
            rows[place] += block.raw.height
    return rows


def _blocks(
    contract: Contract, sources: list[Source], sentinels: Collection[str]
) -> Iterator[tuple[int, str, Block]]:
    """Every block of every delivery, with the place of that and its entity."""
    for entity in contract.entities.values():
        start = 0
        for place, source in enumerate(sources):
            first = start
            for block in source.blocks(entity, sentinels):
                yield place, entity.name, _numbered(block, first, place + 1)
                start += block.raw.height


def _numbered(block: Block, start: int, delivery: int) -> Block:
    """Rows numbered on from those of the deliveries before."""
    row, own = pl.col(ROW) + start, pl.lit(delivery, dtype=pl.Int32).alias("delivery_no")
    return Block(
        block.raw.with_columns(row, own),
        block.typed.with_columns(row, own),
        block.misfits.with_columns(row),
    )


def _abroad(connection: duckdb.DuckDBPyConnection, country: str | None) -> str | None:
    if country is None:
        return None
    names = connection.sql(
        "select distinct force_name from loaded.forces where force_name is not null order by 1"
    ).fetchall()
    return ", ".join([*(name for (name,) in names), country])


def _set_aside(
    connection: duckdb.DuckDBPyConnection, contract: Contract, checks: list[Check]
) -> pl.DataFrame:
    errors = [check.name for check in checks if check.severity == "error"]
    rows = quarantine(connection, contract, errors)
    replaced = {name: count(connection, f"replaced.{name}") for name in contract.entities}
    accounting = pl.DataFrame(
        [
            (name, received + replaced[name], loaded, aside, replaced[name])
            for name, received, loaded, aside in rows
        ],
        schema=["entity", "rows_received", "rows_loaded", "rows_quarantined", "rows_replaced"],
        orient="row",
    ).with_row_index("position")
    replace(connection, "quality.row_accounting", accounting)
    connection.execute(
        f"create or replace table quality.rows_by_delivery as {rows_by_delivery(contract)}"
    )
    connection.execute(
        f"create or replace table staging.incomplete_subjects as {incomplete_subjects(contract)}"
    )
    connection.execute(
        "create or replace table quality.rows_by_force_quarter as "
        + rows_by_force_quarter(contract)
    )
    hit = {
        name for (name,) in connection.sql("select distinct entity from quality.hits").fetchall()
    }
    connection.execute(
        f"create or replace table quality.hits_by_force as {hits_by_force(contract, hit)}"
    )
    return accounting
