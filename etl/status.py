"""`conduct status`: what is loaded, from whom, how complete, how old, and what to do next."""

from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from etl.config import Settings
from etl.erase import Asked, planned, retention
from etl.errors import NothingBuiltError
from etl.kept import KeptDelivery, kept_deliveries, none_erased
from etl.register import ERASURES, EXTRACTS, entries
from etl.warehouse.builds import KeptBuild, deliveries_in_use, kept_builds, unfinished
from etl.warehouse.connection import open_read_only

# A quarter and ten days: by then the next return should have come.
OLD_AFTER_DAYS = 100


@dataclass(frozen=True)
class Loaded:
    """What the public file says about the build in use."""

    tier_words: str
    deliveries: list[tuple]
    returns: tuple[int, int]
    rows: tuple[int, int]
    flagged: int


def status(settings: Settings, today: date | None = None) -> list[str]:
    """Lines for a person to read, from the public file, the registers and what is kept."""
    day = today or date.today()
    if not settings.public_file.exists():
        raise NothingBuiltError(
            f"There is no build in {settings.data_dir} yet. `conduct build` makes one."
        )
    builds = kept_builds(settings.builds_dir)
    current = next(build for build in builds if build.in_use)
    with open_read_only(settings.public_file) as connection:
        loaded = _loaded(connection)
    with none_erased(settings):
        expired = planned(settings, Asked(expired=True), day)
        deliveries = _kept_deliveries(settings)
    return [
        *_in_use(current, loaded, day),
        *_kept(builds, settings),
        *deliveries,
        *_next(loaded, len(expired.erasures), settings, day),
    ]


def _loaded(connection: duckdb.DuckDBPyConnection) -> Loaded:
    def one(query: str) -> tuple:
        return connection.sql(query).fetchone()

    build = connection.sql("from published.build").pl().row(0, named=True)
    synthetic, abroad = build["synthetic"], build.get("abroad")
    kind = "invented cases of fictional forces" if synthetic else "real case records"
    return Loaded(
        tier_words=f"{kind} of {abroad}: not England and Wales" if abroad else kind,
        deliveries=connection.sql(
            "select name, supplier, extracted_on, coverage_from, coverage_to, includes_open_cases "
            "from published.build_inputs where kind = 'delivery' order by name"
        ).fetchall(),
        returns=one("select count(*) filter (is_received), count(*) from published.submissions"),
        rows=one(
            "select coalesce(sum(rows_received), 0)::bigint, "
            "coalesce(sum(rows_quarantined), 0)::bigint from published.row_accounting"
        ),
        flagged=one(
            "select count(*) from published.validation "
            "where result != 'passed' and kind != 'headcount'"
        )[0],
    )


def _in_use(current: KeptBuild, loaded: Loaded, today: date) -> list[str]:
    age = _days((today - current.built_on).days) if current.built_on else "of unknown age"
    lines = [f"In use: build {current.id}, made {age} ago, {loaded.tier_words}."]
    for name, supplier, extracted, start, end, has_open in loaded.deliveries:
        old = _days((today - extracted).days)
        lines.append(
            f"  {name} from {supplier}: {start} to {end}, extracted {extracted} ({old} ago), "
            f"{'with' if has_open else 'without'} open cases"
        )
    received, expected = loaded.returns
    if expected:
        lines.append(
            f"  Returns received: {received:,} of {expected:,} ({received / expected:.1%})"
        )
    if loaded.rows[0]:
        lines.append(f"  Rows: {loaded.rows[0]:,} received, {loaded.rows[1]:,} set aside")
    else:
        lines.append("  How many rows and returns is not published of real records.")
    return [*lines, f"  Checks flagged: {loaded.flagged:,}"]


def _kept(builds: list[KeptBuild], settings: Settings) -> list[str]:
    lines = [f"Builds kept: {len(builds)}"]
    for build in builds:
        words = [
            str(build.built_on or "public file cannot be read"),
            "in use" if build.in_use else "not in use",
            "with case records" if build.case_level_files else "public file only",
        ]
        lines.append(f"  {build.id}: {', '.join(words)}")
    for register, words in ((EXTRACTS, "Extracts made"), (ERASURES, "Erasures")):
        known = entries(settings, register)
        last = f", the last on {known[-1]['at'][:10]}" if known else ""
        lines.append(f"{words}: {len(known)}{last}")
    return lines


def _kept_deliveries(settings: Settings) -> list[str]:
    """Each kept delivery, of when and until when; numbers only."""
    kept, in_use = kept_deliveries(settings), deliveries_in_use(settings.public_file)
    days = timedelta(days=retention(settings)["delivery_days"])
    current = [each for each in kept if in_use.get(each.sha256) == "delivery"]
    lines = [f"Deliveries kept: {len(kept)}"]
    for each in kept:
        forces = "1 force" if len(each.forces) == 1 else f"{len(each.forces)} forces"
        rows = "rows not counted" if each.rows is None else f"{each.rows:,} rows"
        until = each.received_at.date() + days
        kept_until = f"kept until {until}{', and as long as in use' * (each.sha256 in in_use)}"
        lines.append(
            f"  {each.name} ({each.sha256[:12]}) from {each.supplier}: {each.coverage[0]} to "
            f"{each.coverage[1]}, {forces}, received {each.received_at.date()}, {rows}, "
            f"{_state(each, current, in_use)}, {kept_until}"
        )
    return lines


def _state(kept: KeptDelivery, current: list[KeptDelivery], in_use: dict[str, str]) -> str:
    if kept in current:
        return "current"
    if any(kept.is_covered_by(newer) for newer in current):
        return "replaced"
    return "replaced in part" if kept.sha256 in in_use else "not in use"


def _next(loaded: Loaded, expired: int, settings: Settings, today: date) -> list[str]:
    actions = []
    if loaded.rows[1]:
        actions.append("`conduct quarantine --out DIR` writes the rows set aside, to send back.")
    old = [name for name, _, day, *_ in loaded.deliveries if (today - day).days > OLD_AFTER_DAYS]
    if old:
        actions.append(
            f"Ask for newer records of {', '.join(old)}: extracted over {OLD_AFTER_DAYS} days ago."
        )
    if loaded.returns[0] < loaded.returns[1]:
        actions.append("Ask for the returns that did not come (“Data quality” lists them).")
    if expired:
        actions.append(f"`conduct erase --expired`: {expired} builds are past their time.")
    if unfinished(settings.builds_dir):
        actions.append("A build was killed and left files: the next build or erasure removes them.")
    return ["Next:", *(f"  {action}" for action in actions or ["Nothing is due."])]


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number:,} days"
