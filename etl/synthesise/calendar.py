"""Days as whole numbers since 1970-01-01: working days, missing returns, the day of extraction.

An event that never happens lies at NEVER; one after the extraction is not known yet and is blank.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from etl.contracts.periods import Period, quarters_between

NEVER = 99_999
LAST_YEAR = 2026
FIRST_YEAR = 2014
EXTRACTED_ON = date(2026, 6, 30)
# Events that fall into a missing return are entered in the weeks after it, in their order.
CATCH_UP_DAYS = 14


def day(value: date) -> int:
    return (value - date(1970, 1, 1)).days


def shown(values: np.ndarray, extracted: int) -> pl.Series:
    """Dates as known on the day of extraction; later ones are blank."""
    known = values <= extracted
    return pl.select(
        pl.when(pl.Series(known)).then(pl.Series(values.astype(np.int32)).cast(pl.Date))
    ).to_series()


def financial_years(values: np.ndarray) -> np.ndarray:
    """The calendar year in which each day's financial year begins."""
    months = values.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return (months - 3) // 12 + 1970


@dataclass(frozen=True)
class Calendar:
    """The days covered, and for each force the day on which an event enters the records."""

    first: int
    last: int
    extracted: int
    quarters: tuple[Period, ...]
    origin: int
    entered: np.ndarray
    entered_working: np.ndarray
    holidays: np.ndarray

    @property
    def longest_gap(self) -> np.ndarray:
        """By force, the most days by which a missing return puts an event off."""
        return (self.entered - np.arange(self.entered.shape[1]) - self.origin).max(axis=1)

    def on_record(self, force: np.ndarray, days: np.ndarray) -> np.ndarray:
        """Move days out of their force's missing returns; the order of events is kept."""
        return self._look_up(self.entered, force, days)

    def at_work(self, force: np.ndarray, days: np.ndarray) -> np.ndarray:
        """The same, and from weekends and bank holidays to the next working day."""
        return self._look_up(self.entered_working, force, days)

    def working_days_after(self, days: np.ndarray, number: np.ndarray) -> np.ndarray:
        """The so-manieth working day after each day; the first one after it is number 1."""
        moved = np.busday_offset(
            days.astype("datetime64[D]"), number, roll="backward", holidays=self.holidays
        )
        return moved.astype(np.int64)

    def _look_up(self, table: np.ndarray, force: np.ndarray, days: np.ndarray) -> np.ndarray:
        place = np.clip(days - self.origin, 0, table.shape[1] - 1)
        inside = (days >= self.origin) & (days < self.origin + table.shape[1])
        return np.where(inside, table[force, place], days)


def make_calendar(years: range, missing: list[list[str]], reference_dir: Path) -> Calendar:
    """`missing` names the quarters without a return, force by force."""
    first, last = date(years[0], 4, 1), date(years[-1] + 1, 3, 31)
    quarters = tuple(quarters_between(first, last))
    origin, end = day(first) - 3000, day(EXTRACTED_ON) + 3000
    holidays = pl.read_csv(reference_dir / "bank_holidays.csv", infer_schema=False)["date"]
    holidays = holidays.to_numpy().astype("datetime64[D]")
    working = _next_working_day(origin, end, holidays)
    every_day = np.arange(origin, end)
    entered, entered_working = (np.empty((len(missing), end - origin), np.int64) for _ in "ab")
    for force, names in enumerate(missing):
        blocks = _blocks([quarter for quarter in quarters if quarter.name in names])
        entered[force] = _after_blocks(every_day, blocks)
        place = np.minimum(_after_blocks(working, blocks) - origin, end - origin - 1)
        entered_working[force] = working[place]
    return Calendar(
        day(first), day(last), day(EXTRACTED_ON), quarters, origin, entered, entered_working,
        holidays,
    )  # fmt: skip


def _blocks(quarters: list[Period]) -> list[tuple[int, int]]:
    """Neighbouring quarters joined: first and last day."""
    blocks: list[tuple[int, int]] = []
    for quarter in quarters:
        start, end = day(quarter.start), day(quarter.end)
        if blocks and blocks[-1][1] + 1 == start:
            start = blocks.pop()[0]
        blocks.append((start, end))
    return blocks


def _after_blocks(days: np.ndarray, blocks: list[tuple[int, int]]) -> np.ndarray:
    moved = days.copy()
    for start, end in blocks:
        inside = (days >= start) & (days <= end)
        late = end + 1 + (days - start) * CATCH_UP_DAYS // (end - start + 1)
        moved = np.where(inside, late, moved)
        # Later days stay behind those that were moved past them.
        after = (days > end) & (days <= end + CATCH_UP_DAYS)
        moved = np.where(after, np.maximum(moved, end + CATCH_UP_DAYS), moved)
    return moved


def _next_working_day(origin: int, end: int, holidays: np.ndarray) -> np.ndarray:
    days = np.arange(origin, end + 30)
    open_day = np.is_busday(days.astype("datetime64[D]"), holidays=holidays)
    candidates = np.where(open_day, days, NEVER)
    return np.minimum.accumulate(candidates[::-1])[::-1][: end - origin]
