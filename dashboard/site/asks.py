"""The questions that pages answer: an area of the case records in its latest window."""

from dashboard.components.files import file_name
from dashboard.components.filters import Area, Ask, has_records
from dashboard.queries import published
from dashboard.queries.connection import Build
from dashboard.text.periods import Period
from etl.errors import UnknownNameError


def asks(build: Build, codes: list[str] | None = None) -> list[Ask]:
    """One question per area, all forces first; of a build without figures none.

    `codes` leaves only these areas, and the first, beside which they are set.
    """
    if not has_records(build):
        return []
    period = latest(build)
    listed = [Area(*row[:4]) for row in published.areas(build).iter_rows()]
    _refuse_unknown(codes or [], {area.code for area in listed})
    chosen = [area for at, area in enumerate(listed) if not at or not codes or area.code in codes]
    return [Ask(build, area, period) for area in chosen]


def _refuse_unknown(codes: list[str], known: set[str]) -> None:
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise UnknownNameError(
            f"No area has the code {', '.join(unknown)}. Codes look like {min(known)}; "
            "`published.areas` of the public file lists them."
        )


def latest(build: Build) -> Period:
    """The window on which pages open, as the dashboard does."""
    return published.all_periods(build)[0]


def former(ask: Ask) -> Period | None:
    """The window before."""
    earlier = [
        each
        for each in published.all_periods(ask.build)
        if each.type == ask.period.type and each.start < ask.period.start
    ]
    return max(earlier, key=lambda each: each.start, default=None)


def area_path(area: Area) -> str:
    """Where an area's page lies. The code is in it: two areas may share a name."""
    return f"areas/{file_name(area.label, area.code, ending='html')}"
