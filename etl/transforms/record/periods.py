"""Printed dates and years in one spelling: 2019-09-30 for a day, 2018-19 for a year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from etl.contracts.grid import Cell
from etl.transforms.record.words import SIGNS, joined_marks, mended

NAMES = [name.lower() for name in calendar.month_abbr]
MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
MARKS = (
    rf"[\"'’”\s]*(?P<marks>[{SIGNS}\s]*(?:\d{{1,2}}(?:,\s?\d{{1,2}})*)?"
    r"(?:\s*\[\w+\]|\s*\([a-z]\))*)\s*"
)
LEAD = r"(?:(?:as )?at:?\s+)?"
DAY = re.compile(
    rf"{LEAD}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]{MONTH}[ -]"
    rf"(?P<year>(?:19|20)\d\d|\d\d(?!\d)){MARKS}$",
    re.I,
)
ISO = re.compile(rf"{LEAD}(?P<iso>\d{{4}}-\d\d-\d\d)(?:[T ]00:00:00\S*)?{MARKS}$", re.I)
SLASHED = re.compile(
    rf"{LEAD}(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>(?:19|20)\d\d){MARKS}$", re.I
)
ENDING = re.compile(
    r"(?:year ending|year ended|ye|year to)\s+(?:31(?:st)?\s+)?Mar[a-z]*\s+"
    rf"(?P<year>(?:19|20)\d\d){MARKS}$",
    re.I,
)
LONG_YEAR = re.compile(rf"(?P<first>(?:19|20)\d\d)\s?[/–—-]\s?(?P<last>(?:19|20)\d\d){MARKS}$")
YEAR = re.compile(rf"(?P<first>(?:19|20)\d\d)\s?[/–—-]\s?(?P<last>\d\d){MARKS}$")
SHORT_YEAR = re.compile(rf"(?P<first>\d\d)\s?/\s?(?P<last>\d\d){MARKS}$")
MONTHS = re.compile(rf"{MONTH}[ -](?P<year>(?:19|20)\d\d|\d\d)(?!\d)", re.I)


@dataclass(frozen=True, slots=True)
class Period:
    code: str
    marks: str = ""

    @property
    def is_day(self) -> bool:
        return len(self.code) == 10


def read_period(cell: Cell) -> Period | None:
    """The day or financial year that a cell names as a whole; null for anything else."""
    if isinstance(cell.value, date):
        return Period(cell.value.isoformat(), cell.marks)
    if not isinstance(cell.value, str):
        return None
    found = read_period_words(mended(cell.value))
    return found and Period(found.code, joined_marks(found.marks, cell.marks))


def read_period_words(text: str) -> Period | None:
    for pattern, code in (
        (ISO, lambda m: date.fromisoformat(m["iso"]).isoformat()),
        (DAY, _day),
        (SLASHED, lambda m: date(int(m["year"]), int(m["month"]), int(m["day"])).isoformat()),
        (ENDING, lambda m: _year(int(m["year"]) - 1, int(m["year"]))),
        (LONG_YEAR, lambda m: _year(int(m["first"]), int(m["last"]))),
        (YEAR, lambda m: _year(int(m["first"]), _century(int(m["first"]), m["last"]))),
        (SHORT_YEAR, lambda m: _year(_full(m["first"]), _century(_full(m["first"]), m["last"]))),
    ):
        if found := pattern.match(text):
            try:
                made = code(found)
            except ValueError:
                continue
            if made:
                return Period(made, found["marks"].strip())
    return None


def last_month_end(text: str) -> str | None:
    """The last day of the last month named: 'Sep-18 to Sep-19' ends on 2019-09-30."""
    found = list(MONTHS.finditer(text))
    if not found:
        return None
    month = NAMES.index(found[-1]["month"].lower())
    return month_end(date(_full(found[-1]["year"]), month, 1)).isoformat()


def month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _day(found: re.Match) -> str:
    month = NAMES.index(found["month"].lower())
    return date(_full(found["year"]), month, int(found["day"])).isoformat()


def _year(first: int, last: int) -> str | None:
    """A financial year; null where the second number is not that of the year after the first."""
    return f"{first}-{last % 100:02}" if last == first + 1 else None


def _century(first: int, last: str) -> int:
    return first + 1 if (first + 1) % 100 == int(last) else -1


def _full(year: str) -> int:
    number = int(year)
    return number if number > 99 else number + (1900 if number >= 70 else 2000)
