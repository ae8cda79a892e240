"""The limits that rules read: one row of `reference.limits`, from `data/reference/thresholds.csv`.

One column for each, so that a rule which names a limit that is not there fails, instead of never
finding anything.
"""

import re
from datetime import date

import polars as pl

from etl.errors import ReferenceDataError

FILE = "thresholds.csv"
Limit = date | float | int
READ = {"date": date.fromisoformat, "share": float}


def one_row(rows: pl.DataFrame) -> pl.DataFrame:
    """All limits in one row: dates, shares as fractions of 1, everything else whole numbers.

    `rows` is the file as strings: name, value, unit and where it comes from.
    """
    missing = {"name", "value", "unit"} - set(rows.columns)
    if missing:
        raise ReferenceDataError(f"data/reference/{FILE} has no column `{min(missing)}`.")
    if rows["name"].is_duplicated().any():
        raise ReferenceDataError(f"data/reference/{FILE}: a name is listed twice.")
    return pl.DataFrame(
        {name: [_limit(name, *rest)] for name, *rest in rows.select("name", "value", "unit").rows()}
    )


def in_words(limit: Limit) -> str:
    """A limit as it stands in the title of a check: 10%, 1 February 2020, 30."""
    if isinstance(limit, date):
        return f"{limit.day} {limit:%B %Y}"
    return f"{100 * limit:g}%" if isinstance(limit, float) else str(limit)


def refuse_unknown(check: str, query: str, known: dict[str, Limit]) -> None:
    """Refuse a rule that reads a limit which the file does not have."""
    unknown = set(re.findall(r"\blimits\.(\w+)", query)) - known.keys()
    if unknown:
        raise ReferenceDataError(
            f"data/reference/{FILE} has no `{min(unknown)}`, which the check {check} reads."
        )


def _limit(name: str, value: str | None, unit: str | None) -> Limit:
    try:
        return READ.get(unit, int)(value or "")
    except ValueError:
        raise ReferenceDataError(
            f"data/reference/{FILE}: the value of `{name}` cannot be read. Dates are written "
            "YYYY-MM-DD, shares such as 0.1, everything else as a whole number."
        ) from None
