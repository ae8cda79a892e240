"""`conduct release` without a version: which releases there are, and which are planned."""

import re
from collections.abc import Iterator

import polars as pl

from etl.config import Settings
from etl.errors import ReferenceDataError
from etl.release import log
from etl.release.manifest import verify
from etl.warehouse.reference import read_strings

CALENDAR = "publication_calendar.csv"
_DAY_OR_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?")


def listing(settings: Settings) -> Iterator[str]:
    """Lines about every release, newest first, then those planned.

    At the end every file is held against its SHA-256, as must be after a backup was restored.
    """
    releases = settings.releases_dir
    known, current = log.states(releases), log.in_use(releases)
    if not known:
        yield "There is no release yet. `conduct release 1.0.0` makes a draft of the build in use."
    for version, state in reversed(known.items()):
        used = ", in use" if version == current else ""
        yield f"{version}: {state.name}{used}"
        yield from (f"  {_event(event)}" for event in state.events)
    for row in calendar(settings).iter_rows(named=True):
        yield f"Planned {row['planned_on']}: {row['title']} ({row['covers']})"
    for version, state in known.items():
        verify(releases / version, state.manifest)


def calendar(settings: Settings) -> pl.DataFrame:
    """Planned dates, a day or only a month, from data/reference."""
    rows = read_strings(settings.reference_dir / CALENDAR).fill_null("")
    for line, day in enumerate(rows["planned_on"], start=2):
        if not _DAY_OR_MONTH.fullmatch(day):
            raise ReferenceDataError(
                f"data/reference/{CALENDAR}, line {line}, column planned_on: write a day "
                "(2027-01-14) or, while it is not fixed, a month (2027-01)."
            )
    return rows.sort("planned_on")


def _event(event: dict) -> str:
    who = event.get("by") or "not named"
    why = f" ({event['why']})" if event.get("why") else ""
    return f"{event['at']} {event['event'].replace('_', ' ')} by {who}{why}"
