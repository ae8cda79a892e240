"""Periods that the Regulations set, as `data/reference/statutory_periods.csv` gives them.

Number and unit are not verified, so they stand in a file that can be corrected, and the same
number is shown in the other unit, too.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from etl.config import CHECKOUT
from etl.errors import ReferenceDataError

FILE = CHECKOUT / "data" / "reference" / "statutory_periods.csv"
UNITS = ("working", "calendar")


@dataclass(frozen=True)
class Period:
    """So many days of a unit, and whether that was read in its source."""

    days: int
    unit: str
    source: str
    verified: bool

    @property
    def other_unit(self) -> str:
        return UNITS[1 - UNITS.index(self.unit)]


def statutory_period(name: str, file: Path = FILE) -> Period:
    """The period of that name."""
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["name"] == name:
                return _period(row, file)
    raise ReferenceDataError(f"data/reference/{file.name} has no `{name}`.")


def _period(row: dict[str, str], file: Path) -> Period:
    days = row["days"] or ""
    if not (days.isdigit() and int(days)) or row["unit"] not in UNITS:
        raise ReferenceDataError(
            f"data/reference/{file.name}: `{row['name']}` needs a whole number of days above 0, "
            f"and {' or '.join(UNITS)} as its unit."
        )
    return Period(int(days), row["unit"], row["source"], row["verified"] == "true")
