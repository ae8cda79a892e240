"""Financial years, quarters and the fixed three-year windows.

Windows never roll: two overlapping windows would subtract to a single year.
"""

from dataclasses import dataclass
from datetime import date, timedelta

FIRST_WINDOW_YEAR = 2014
WINDOW_YEARS = 3


@dataclass(frozen=True, order=True)
class Period:
    """A named stretch of time, both ends included."""

    start: date
    end: date
    name: str
    type: str


def financial_year(day: date) -> int:
    """The calendar year in which the day's financial year (from 1 April) begins."""
    return day.year if day.month >= 4 else day.year - 1


def year_name(first: int) -> str:
    return f"{first}-{(first + 1) % 100:02d}"


def year_period(first: int) -> Period:
    return Period(date(first, 4, 1), date(first + 1, 3, 31), year_name(first), "financial_year")


def window_period(first: int) -> Period:
    last = first + WINDOW_YEARS
    return Period(date(first, 4, 1), date(last, 3, 31), f"{first}-{last % 100:02d}", "three_years")


def quarter_period(first: int, quarter: int) -> Period:
    """Quarter 1 is April to June."""
    month = (4, 7, 10, 1)[quarter - 1]
    year = first + (quarter == 4)
    after = date(year + (month + 3 > 12), (month + 2) % 12 + 1, 1)
    return Period(
        date(year, month, 1),
        after - timedelta(days=1),
        f"{year_name(first)}-Q{quarter}",
        "quarter",
    )


def quarters_between(start: date, end: date) -> list[Period]:
    """Quarters that lie whole between the two days."""
    years = range(financial_year(start), financial_year(end) + 1)
    quarters = (quarter_period(year, number) for year in years for number in (1, 2, 3, 4))
    return [quarter for quarter in quarters if quarter.start >= start and quarter.end <= end]


def years_between(start: date, end: date) -> list[Period]:
    """Financial years that lie whole between the two days; an unfinished one is not published."""
    years = map(year_period, range(financial_year(start), financial_year(end) + 1))
    return [year for year in years if year.start >= start and year.end <= end]


def windows_between(start: date, end: date) -> list[Period]:
    """Fixed windows that lie whole between the two days."""
    first = financial_year(start)
    first += (FIRST_WINDOW_YEAR - first) % WINDOW_YEARS
    windows = map(window_period, range(first, financial_year(end) + 1, WINDOW_YEARS))
    return [window for window in windows if window.start >= start and window.end <= end]
