"""The whole build, in order: receive, count, protect, publish, hold the promises, put in use.

A build works in a folder of its own; until its last step nothing that readers see has changed.
"""

import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from etl.config import INTERNAL, PUBLIC, Settings
from etl.contracts import load_published
from etl.contracts.periods import quarters_between, windows_between, years_between
from etl.disclosure.policy import Policy, parse_policy
from etl.errors import DeliveryError, OfficialFileError, PromiseBrokenError, ReferenceDataError
from etl.kept import earlier, given, keep, put_reading, reading_of
from etl.logs import Steps, log_to
from etl.measures.definitions import COUNTS
from etl.measures.frames import count_categories, period_rows, quarter_rows
from etl.publish.bridges import bridges
from etl.publish.former import read_former
from etl.publish.known import PRINTED_BY_FORCE
from etl.publish.official import Official, read_and_shape, take_or_shape
from etl.publish.revised import mark_revised, release_in_use, released_values
from etl.publish.tables import Known, Marts, case_tables, policy_rows, read_marts, shared_tables
from etl.publish.write import (
    READABLE_BY_ALL,
    READABLE_BY_OWNER,
    replace_published,
    write_published,
)
from etl.readings import Given
from etl.receive import Received, receive, refuse_if_too_different, refuse_if_too_many
from etl.sources.official import (
    official_inputs,
    read_boundary_layouts,
    read_layouts,
    read_population_layouts,
    read_record_layouts,
)
from etl.stored import FOLDER_OWNER_ONLY
from etl.synthesise import synthesise
from etl.version import VERSION, code_hash
from etl.warehouse.builds import built_abroad
from etl.warehouse.connection import give_room, open_read_only
from etl.warehouse.load import replace
from etl.warehouse.models import build_models
from etl.warehouse.swap import new_build

# What deliveries and official files are read as for the first time, until the build succeeds.
READINGS, OFFICIAL = "readings", "official"
STEPS = 18
# Checks whose results concern what is published, not what was delivered.
READER_KINDS = ("promise", "total", "headcount")


@dataclass(frozen=True)
class Built:
    """What a build made, for the last words on the screen."""

    build_id: str
    abroad: str | None
    rows_received: int
    rows_set_aside: int
    published_rows: int
    checks_flagged: int
    is_published: bool
    seconds: float
    changes: int
    was_there: bool = False


@dataclass(frozen=True)
class Counted:
    """What all tiers have in common: everything that is counted, and nothing that is protected."""

    build_id: str
    received: Received
    marts: Marts
    shared: dict[str, pl.DataFrame]
    results: pl.DataFrame


def build(
    folders: list[Path],
    settings: Settings,
    quiet: bool = False,
    alone: bool = False,
    if_changed: bool = False,
) -> Built:
    """Build from deliveries, or from the demonstration where none is named, and put it in use.

    Kept deliveries of the same supplier and forces take part (see etl.kept), unless these are to
    be alone. `if_changed` builds nothing where the build in use was made from the same. Raises a
    ConductDataError, with the last good build still in use, where the deliveries are refused, an
    official total no longer adds up, or a promise on the published tables is broken.
    """
    policies = {tier: read_policy(settings, tier) for tier in (PUBLIC, INTERNAL)}
    # Not the clock of the day, which may be set while a build runs.
    started = time.monotonic()
    if not folders:
        _refuse_other_country(None, settings)
    named = given(settings, folders)
    before = [] if alone else earlier(settings, named)
    if if_changed and (there := _in_use(identity(named, before, settings), settings)):
        return there
    with Steps(STEPS, quiet) as steps, _deliveries(named, settings, steps) as found:
        build_id = identity(found, before, settings)
        with new_build(settings.data_dir, build_id) as folder, log_to(folder / "run.log"):
            readings = _new_folder(folder / READINGS)
            *built, received = _build_in(
                folder, build_id, found, before, settings, policies, steps, readings
            )
            # The demonstration can be made again, so that it need not be kept.
            if folders:
                _keep(received, readings, settings)
            put_reading(readings / OFFICIAL, settings.official_reading)
            shutil.rmtree(readings)
    seconds = time.monotonic() - started
    return Built(build_id, *built, seconds, _changes(settings))


def _new_folder(folder: Path) -> Path:
    folder.mkdir(mode=FOLDER_OWNER_ONLY)
    return folder


def _keep(received: Received, readings: Path, settings: Settings) -> None:
    """Keep the deliveries that were named, and what any was read as for the first time."""
    pairs = zip(received.deliveries, received.vintages, received.rows, strict=True)
    for number, (delivery, vintage, rows) in enumerate(pairs):
        if number < received.named:
            keep(settings, delivery, vintage.forces, rows)
        put_reading(readings / delivery.sha256, reading_of(settings, delivery.sha256))


def build_apart(
    folder: Path,
    build_id: str,
    named: list[Given],
    before: list[Given],
    settings: Settings,
    quiet: bool = False,
) -> None:
    """Build into a folder, and put nothing in use."""
    policies = {tier: read_policy(settings, tier) for tier in (PUBLIC, INTERNAL)}
    with Steps(STEPS, quiet) as steps:
        _build_in(folder, build_id, named, before, settings, policies, steps)


def _in_use(build_id: str, settings: Settings) -> Built | None:
    """The build in use, where it has that id and nothing of it has been erased."""
    current = (settings.builds_dir / "current").resolve()
    files = [current / tier / f"{tier}.duckdb" for tier in (PUBLIC, INTERNAL)]
    files.append(current / "warehouse" / "conduct.duckdb")
    if current.name.split(".")[0] != build_id or not all(file.is_file() for file in files):
        return None
    return Built(current.name, None, 0, 0, 0, 0, True, 0.0, 0, was_there=True)


def _changes(settings: Settings) -> int:
    """How many values and rows are others than in the deliveries before."""
    path = settings.builds_dir / "current" / "warehouse" / "conduct.duckdb"
    with open_read_only(path) as connection:
        return connection.sql("select count(*) from quality.changes").fetchone()[0]


def read_policy(settings: Settings, tier: str = PUBLIC) -> Policy:
    """The disclosure policy of a tier that the settings name."""
    path = settings.internal_policy_file if tier == INTERNAL else settings.policy_file
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        raise ReferenceDataError(f"{path}: no disclosure policy there.") from None
    classes = {count.sensitivity for count in COUNTS.values()}
    return parse_policy(text, path.name, classes)


@contextmanager
def _deliveries(named: list[Given], settings: Settings, steps: Steps) -> Iterator[list[Given]]:
    if named:
        yield named
        return
    # Made, loaded and thrown away: the same seed makes the same cases again.
    with tempfile.TemporaryDirectory(prefix="conduct-demonstration-") as scratch:
        with steps.step("Make the demonstration") as counts:
            folder = Path(scratch) / "demonstration"
            counts["rows"] = sum(
                synthesise(folder, cases=None, file_format="parquet", settings=settings).values()
            )
        # It can be made again, so that no reading of it is kept.
        yield [Given(each.folder, each.sha256) for each in given(settings, [folder])]


def _build_in(
    folder: Path,
    build_id: str,
    deliveries: list[Given],
    before: list[Given],
    settings: Settings,
    policies: dict[str, Policy],
    steps: Steps,
    readings: Path | None = None,
) -> tuple:
    warehouse = folder / "warehouse" / "conduct.duckdb"
    received = receive(deliveries, warehouse, settings, steps, before, readings)
    _refuse_other_id(build_id, deliveries, before, settings)
    refuse_if_too_many(received)
    _refuse_other_country(received.abroad, settings)
    refuse_if_too_different(received)
    with steps.step("Shape official figures") as counts:
        new = readings / OFFICIAL if readings else None
        official = take_or_shape(settings, new) if new else read_and_shape(settings)
        _refuse_changed_totals(official)
        counts["figures"] = official.figures.height
    _count(received, official, settings, steps)
    with steps.step("Load Great Expectations"):
        from etl import promises
    with steps.step("Hold the rules"):
        results = promises.rule_results(received, warehouse, official)
    with duckdb.connect(str(warehouse)) as connection:
        replace(connection, "quality.results", results)
        marts = read_marts(connection)
    shared = shared_tables(marts) | {
        "official_figures": official.figures,
        "revisions": official.revisions,
        "official_coverage": official.coverage,
        "boundaries": official.boundaries,
        "build_inputs": _inputs(received, settings),
    }
    counted = Counted(build_id, received, marts, shared, results)
    published = {
        name: _publish(folder / name / f"{name}.duckdb", counted, policy, settings, steps)
        for name, policy in policies.items()
    }
    totals = received.accounting.select(pl.sum("rows_received", "rows_quarantined")).row(0)
    return received.abroad, *totals, *published[PUBLIC], received


def _publish(
    path: Path, counted: Counted, policy: Policy, settings: Settings, steps: Steps
) -> tuple[int, int, bool]:
    """Write what one tier shows, from counts made once: rows, checks flagged, with case records."""
    from etl import promises

    name, received = path.stem, counted.received
    synthetic = received.deliveries[0].synthetic
    # Every measure is defined by the law of England and Wales; elsewhere its noughts would mislead.
    is_published = synthetic or (policy.publish_real_records and not received.abroad)
    with steps.step(f"Protect and work out figures ({name})"):
        tables = counted.shared | {
            "policy": policy_rows(policy),
            "build": _build_row(
                counted.build_id,
                received,
                policy,
                is_published,
                release_in_use(settings.current_release),
            ),
        }
        if is_published:
            known = _known(received, policy, settings)
            tables |= case_tables(counted.marts, policy, _dataset(received), known)
        # Releases are the public's: figures that are only hidden there are not revised here.
        if is_published and name == PUBLIC:
            former = released_values(settings.current_release, synthetic)
            tables["measure_values"] = mark_revised(tables["measure_values"], former)
        tables["bridges"] = bridges(settings, counted.shared["official_figures"], tables, synthetic)
    contract = load_published(settings.published_contract_dir)
    mode = READABLE_BY_OWNER if name == INTERNAL else READABLE_BY_ALL
    with steps.step(f"Write the {name} file") as counts:
        rows = counts["rows"] = write_published(path, tables, contract, mode)
    with steps.step(f"Hold the promises ({name})") as counts:
        only = promises.CORE if name == INTERNAL else None
        outcome = promises.published_results(path, policy, synthetic, only)
        counts["promises"] = outcome.height
    _refuse_broken(outcome)
    validation = pl.concat([counted.results, outcome], how="diagonal_relaxed")
    if not is_published:
        # How many rows of real records fail says something of them; the warehouse keeps it.
        validation = validation.filter(pl.col("kind").is_in(READER_KINDS))
    rows += replace_published(path, "validation", validation, contract)
    # What another publisher printed wrong is no fault of this build.
    own = validation.filter(pl.col("kind") != "headcount")
    return rows, own.filter(pl.col("result") != "passed").height, is_published


def _count(received: Received, official: Official, settings: Settings, steps: Steps) -> None:
    """Build the models and close the case-level database."""
    connection = received.connection
    give_room(connection)
    with steps.step("Count") as counts:
        start, end = connection.sql(
            "select min(coverage_from), max(coverage_to) from quality.deliveries"
        ).fetchone()
        quarters = quarters_between(start, end)
        periods = years_between(start, end) + windows_between(start, end) + quarters
        codes = dict(
            connection.sql(
                "select code_list, list(code order by sort_order) from reference.code_lists "
                "group by 1"
            ).fetchall()
        )
        replace(connection, "reference.periods", period_rows(periods))
        replace(connection, "reference.quarters", quarter_rows(quarters))
        replace(connection, "reference.count_categories", count_categories(codes))
        replace(connection, "reference.official_workforce", official.workforce)
        counts["models"] = len(build_models(connection, settings.sql_dir))
    connection.close()


def _refuse_other_country(abroad: str | None, settings: Settings) -> None:
    """Records of another country lie in a data folder of their own, from the first build on."""
    if not settings.public_file.exists():
        is_taken = bool(abroad) and settings.data_dir == Settings().data_dir
    else:
        is_taken = bool(abroad) != (built_abroad(settings.public_file) is not None)
    if is_taken:
        theirs = f"of {abroad}" if abroad else "not of another country"
        raise DeliveryError(
            f"The records are {theirs}, and this data folder is for others. Name another one with "
            "--data, so that records of England and Wales and those of other countries never take "
            "each other's place."
        )


def _refuse_changed_totals(official: Official) -> None:
    broken = official.totals.filter(~pl.col("ok"))
    if broken.height:
        raise OfficialFileError(
            f"data/official: {broken.height} printed totals are not met, first "
            f"{broken['check_name'][0]} ({broken['title'][0]}): expected {broken['expected'][0]}, "
            f"found {broken['found'][0]}. A file has changed or its layout no longer fits."
        )


def _refuse_broken(outcome: pl.DataFrame) -> None:
    broken = outcome.filter(pl.col("result") == "failed")
    if broken.height:
        listed = "; ".join(f"{row['check_name']}: {row['title']}" for row in broken.to_dicts())
        raise PromiseBrokenError(
            f"Nothing was published: {broken.height} promises on the published tables do not "
            f"hold. {listed}"
        )


def _known(received: Received, policy: Policy, settings: Settings) -> Known:
    """What readers know already: the newest release, and of real forces what is printed of them."""
    if policy.tier == INTERNAL:
        return Known(are_bound=True)
    file = settings.current_release / "public.duckdb"
    is_synthetic = received.deliveries[0].synthetic
    return Known(
        read_former(file, _dataset(received), policy.tier, is_synthetic),
        () if is_synthetic else PRINTED_BY_FORCE,
    )


def _dataset(received: Received) -> str:
    names = {delivery.name for delivery in received.deliveries[: received.named]}
    return names.pop() if len(names) == 1 else "case-records"


def _build_row(
    build_id: str,
    received: Received,
    policy: Policy,
    is_published: bool,
    former_release: str | None,
) -> pl.DataFrame:
    first = received.deliveries[0]
    notes = _thinning(first.description.get("thinning") or {})
    if received.abroad:
        notes.append(f"The case records are of {received.abroad}: not England and Wales.")
    elif not is_published:
        notes.append(
            "The case records are real. They were checked and counted but are not published: the "
            "data owner has not allowed it (publish_real_records in data/policy/)."
        )
    return pl.DataFrame(
        {
            "build_id": [build_id],
            "tier": [policy.tier],
            "contract_version": [received.contract.version],
            "code_version": [f"{VERSION}+{code_hash()[:8]}"],
            "synthetic": [first.synthetic],
            "dataset": [_dataset(received)],
            "built_on": [date.today()],
            "areas_note": [" ".join(notes)],
            "former_release": [former_release],
            "abroad": pl.Series([received.abroad], dtype=pl.String),
        }
    )


def _thinning(shares: dict[str, str]) -> list[str]:
    """What a synthetic delivery left out, in words: its rates are not those of the whole."""
    listed = ", ".join(f"{name.replace('_', ' ')} {share}" for name, share in shares.items())
    return [f"Shares of national numbers: {listed}."] if listed else []


def _inputs(received: Received, settings: Settings) -> pl.DataFrame:
    delivered = pl.DataFrame(
        [
            {
                "name": delivery.name,
                "kind": "delivery" if number < received.named else "earlier delivery",
                "path": delivery.folder.name
                if number < received.named
                else f"{delivery.folder.name} ({delivery.sha256[:12]})",
                "sha256": delivery.sha256,
                "supplier": delivery.description["supplier"],
                "extracted_on": delivery.day("extracted_on"),
                "coverage_from": delivery.day("coverage_from"),
                "coverage_to": delivery.day("coverage_to"),
                "includes_open_cases": delivery.includes_open_cases,
            }
            for number, delivery in enumerate(received.deliveries)
        ]
    )
    official = official_inputs(
        read_layouts(settings)
        | read_record_layouts(settings)
        | read_boundary_layouts(settings)
        | read_population_layouts(settings)
    )
    return pl.concat([delivered, official], how="diagonal_relaxed")


def identity(named: Sequence[Given], before: Sequence[Given], settings: Settings) -> str:
    """The same inputs under the same code and policy, revising the same release, have one id."""
    whole = hashlib.sha256(code_hash().encode())
    for policy in (settings.policy_file, settings.internal_policy_file):
        whole.update(policy.read_bytes())
    released = settings.current_release / "manifest.json"
    whole.update(released.read_bytes() if released.exists() else b"")
    for part in (named, before):
        for each in part:
            whole.update(each.sha256.encode())
        whole.update(b"|")
    return whole.hexdigest()[:12]


def _refuse_other_id(
    build_id: str, named: list[Given], before: list[Given], settings: Settings
) -> None:
    """What was read must be what the build is named after; deliveries are held to it as read."""
    if identity(named, before, settings) != build_id:
        raise DeliveryError(
            "A policy, the release in use or the program was altered while the build ran. Wait "
            "until nothing changes any more, then build again."
        )
