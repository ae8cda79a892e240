"""`conduct check`: every rule over a delivery, nothing loaded; what fails by rule, file, line.

Where deliveries are kept it is held against these, as a build of it would; nothing is changed.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

import duckdb
import polars as pl

from etl.config import Settings
from etl.errors import ConductDataError, OutputFolderError
from etl.kept import beside, earlier, given, none_erased
from etl.logs import Steps
from etl.receive import Received, receive, refuse_if_too_different, refuse_if_too_many
from etl.warehouse.builds import deliveries_in_use
from etl.warehouse.compared import Compared, compared
from etl.warehouse.rules import Check

SEVERITIES = ("error", "warning", "info")
MOST_LINES = 50
WORDS = {"error": "rows would be set aside", "warning": "rows kept and flagged", "info": "noted"}


@dataclass(frozen=True)
class Findings:
    """What `conduct check` found: the hits, the accounting, and why the whole is refused, if so.

    `against` is how many kept deliveries it follows, and what it does to them.
    """

    hits: pl.DataFrame
    checks: list[Check]
    accounting: pl.DataFrame
    refused: ConductDataError | None
    against: tuple[int, Compared]

    @property
    def would_set_aside(self) -> int:
        return int(self.accounting["rows_quarantined"].sum())


def check_delivery(folder: Path, settings: Settings, quiet: bool = False) -> Findings:
    """Run every rule over one delivery in a database that is thrown away."""
    with none_erased(settings):
        return _check(folder, settings, quiet)


def _check(folder: Path, settings: Settings, quiet: bool) -> Findings:
    named = given(settings, [folder])
    before = earlier(settings, named)
    others = beside(settings, named[0], deliveries_in_use(settings.public_file))
    with tempfile.TemporaryDirectory(prefix="conduct-check-") as scratch, Steps(6, quiet) as steps:
        database = Path(scratch) / "check.duckdb"
        received = receive(named, database, settings, steps, [*before, *others])
        connection = received.connection
        against = compared(connection, received.contract, received.vintages[0])
        # Of the kept ones all that there is to find was found when they came.
        own = connection.sql("from quality.rows_by_delivery where delivery_no = 1").pl()
        findings = Findings(
            _hits(connection, received), received.checks, own, _refusal(received),
            (len(before), against),
        )  # fmt: skip
        connection.close()
        return findings


def report(findings: Findings) -> Iterator[str]:
    """The findings in words, gravest first."""
    for severity in SEVERITIES:
        for check in findings.checks:
            if check.severity == severity:
                yield from _report_check(check, findings.hits.filter(check_name=check.name))
    if findings.against[0]:
        yield from _report_against(*findings.against)
    yield from _report_totals(findings)


def write_list(findings: Findings, path: Path) -> None:
    """What fails as a CSV file: check_name, severity, entity, file, line, force_code."""
    try:
        findings.hits.write_csv(path)
    except OSError:
        raise OutputFolderError(
            f"{path} cannot be written: is there such a folder, and may you write into it?"
        ) from None


def _hits(connection: duckdb.DuckDBPyConnection, received: Received) -> pl.DataFrame:
    lines = " union all ".join(
        f"select '{name}' as entity, row_id, source_file, source_line from loaded.{name} "
        "where delivery_no = 1"
        for name in received.contract.entities
    )
    found = connection.execute(
        f"with lines as ({lines}), "
        # A share of a force has no line of its own: it is in the file of the entity.
        "files as (select entity, min(source_file) as source_file from lines group by entity) "
        "select hits.check_name, entity, coalesce(lines.source_file, files.source_file) as file, "
        "source_line as line, force_code from quality.hits as hits "
        "left join lines using (entity, row_id) left join files using (entity) "
        "where lines.row_id is not null or hits.force_code in (select unnest(?)) "
        "order by check_name, file, line, force_code",
        [sorted(received.vintages[0].forces)],
    ).pl()
    severity = {check.name: check.severity for check in received.checks}
    return found.with_columns(
        severity=pl.col("check_name").replace_strict(severity, return_dtype=pl.String)
    ).select("check_name", "severity", "entity", "file", "line", "force_code")


def _refusal(received: Received) -> ConductDataError | None:
    try:
        refuse_if_too_many(received)
        refuse_if_too_different(received)
    except ConductDataError as error:
        return error
    return None


def _report_check(check: Check, hits: pl.DataFrame) -> Iterator[str]:
    if hits.is_empty():
        return
    yield f"{check.severity.upper()} {check.name} ({hits.height:,} {_unit(check)}): {check.title}."
    if check.kind == "share":
        yield _wrapped("forces " + ", ".join(hits["force_code"].drop_nulls()))
    else:
        for (file,), found in hits.group_by("file", maintain_order=True):
            unit = "row" if file.lower().endswith(".parquet") else "line"
            yield _wrapped(f"{file}: " + _places(found["line"].to_list(), unit))
    yield f"    To mend: {check.mend}."
    yield ""


def _unit(check: Check) -> str:
    return "forces flagged" if check.kind == "share" else WORDS[check.severity]


def _places(numbers: list[int], unit: str) -> str:
    shown = ", ".join(map(str, numbers[:MOST_LINES]))
    more = len(numbers) - MOST_LINES
    tail = f" and {more:,} more (`--out FILE` lists all)" if more > 0 else ""
    return f"{unit}{'' if len(numbers) == 1 else 's'} {shown}{tail}"


def _wrapped(text: str) -> str:
    return fill(text, 100, initial_indent="    ", subsequent_indent="      ")


def _report_against(kept: int, found: Compared) -> Iterator[str]:
    yield f"Held against {kept:,} kept {'delivery' if kept == 1 else 'deliveries'} of its forces:"
    yield _wrapped(f"rows of them that it would replace: {_listed(found.replaced)}")
    yield _wrapped(f"rows and values that would be others: {_listed(found.changes)}")
    if found.not_sent_again:
        yield _wrapped(
            f"open cases that it does not send again: {found.not_sent_again:,}. They count as "
            "open until the day on which they were last sent; send them again."
        )
    yield ""


def _listed(numbers: dict[str, int]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in numbers.items()) or "none"


def _report_totals(findings: Findings) -> Iterator[str]:
    received, aside = findings.accounting.select(pl.sum("rows_received", "rows_quarantined")).row(0)
    by_severity = dict(findings.hits.group_by("severity").len().iter_rows())
    yield (
        f"{received:,} rows read; {aside:,} would be set aside (rows that belong to them among "
        f"them); {by_severity.get('warning', 0):,} warnings, {by_severity.get('info', 0):,} notes."
    )
    if findings.refused:
        yield f"Refused: {findings.refused}"
    elif aside == 0:
        yield "The delivery can be loaded whole."
