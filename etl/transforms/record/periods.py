"""Printed dates and years in one spelling: 2019-09-30 for a day, 2018-19 for a year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from etl.contracts.grid import Cell
from etl.transforms.record.words import BRACKETED, SIGNS, joined_marks, mended

NAMES = [name.lower() for name in calendar.month_abbr]
MONTH = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
MARKS = (
    rf"[\"'’”\s]*(?P<marks>[{SIGNS}\s]*(?:\d{{1,2}}(?:,\s?\d{{1,2}})*)?"
    rf"(?:\s*{BRACKETED}|\s*\([a-z]\))*)\s*"
)
LEAD = r"(?:(?:(?:as )?at|on):?\s+)?"
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
MONTH_ALONE = re.compile(
    rf"{LEAD}{MONTH}[ -](?P<year>(?:19|20)\d\d|\d\d(?!\d)){MARKS}$", re.IGNORECASE
)
BARE_YEAR = re.compile(rf"{LEAD}(?P<year>(?:19|20)\d\d)(?:\.0)?{MARKS}$", re.IGNORECASE)
DAY_OF_YEAR = re.compile(rf"\b(\d{{1,2}}(?:st|nd|rd|th)? {MONTH})", re.IGNORECASE)
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


def read_month(text: str) -> Period | None:
    """The last day of a month that stands alone, as stocks are headed: 'Mar-21', 'March 2021'."""
    found = MONTH_ALONE.match(text)
    if found is None:
        return None
    month = NAMES.index(found["month"].lower())
    day = month_end(date(_full(found["year"]), month, 1))
    return Period(day.isoformat(), found["marks"].strip())


def read_bare_year(text: str, title: str) -> Period | None:
    """A year alone below a title that names one day of the year: '2021' and 'as at 31 March'."""
    year, days = BARE_YEAR.match(text), {m[0] for m in DAY_OF_YEAR.finditer(title)}
    if year is None or len(days) != 1:
        return None
    found = read_period_words(f"{days.pop()} {year['year']}")
    return found and Period(found.code, year["marks"].strip())


def row_period(cell: Cell, title: str, is_stock: bool) -> Period | None:
    """The period that names a row; of stocks a month or year alone is enough, too."""
    found = read_period(cell)
    if found or not is_stock:
        return found if found is None or found.is_day or not is_stock else None
    words = str(int(cell.value)) if isinstance(cell.value, float) else mended(str(cell.value or ""))
    return read_month(words) or read_bare_year(words, title)


def month_ends(text: str) -> list[str]:
    """The last day of each month that a text names, in its order."""
    return [
        month_end(date(_full(m["year"]), NAMES.index(m["month"].lower()), 1)).isoformat()
        for m in MONTHS.finditer(text)
    ]


def last_month_end(text: str) -> str | None:
    """The last day of the last month named: 'Sep-18 to Sep-19' ends on 2019-09-30."""
    return (month_ends(text) or [None])[-1]


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
