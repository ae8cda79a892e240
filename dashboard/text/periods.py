"""Periods as the reader meets them, and the way from a year to the window that holds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LENGTHS = {"financial_year": "one year", "three_years": "three years", "quarter": "one quarter"}


@dataclass(frozen=True)
class Period:
    """A published period: its name, its kind and its two ends, both included."""

    name: str
    type: str
    start: date
    end: date

    @property
    def label(self) -> str:
        """The name with its length, since 2023-26 and 2025-26 look alike."""
        return f"{self.name}, {LENGTHS[self.type]}"

    @property
    def dates(self) -> str:
        return f"{self.start:%B %Y} to {self.end:%B %Y}"

    @property
    def middle(self) -> date:
        return middle(self.start, self.end)

    @property
    def years(self) -> list[str]:
        """Names of the financial years inside, as quarters begin with them."""
        first, last = self.start.year, self.end.year
        return [f"{year}-{(year + 1) % 100:02d}" for year in range(first, max(last, first + 1))]


def middle(start: date, end: date) -> date:
    """The day on which a period is drawn."""
    return start + (end - start) / 2


def point_of(wanted: Period, rows: Sequence[dict]) -> str:
    """The period of a series in which the wanted one ends; empty where it reaches none."""
    inside = [row for row in rows if row["period_start"] <= wanted.end <= row["period_end"]]
    return inside[0]["period"] if inside else ""


def fit(wanted: Period, offered: Sequence[Period]) -> tuple[Period | None, str]:
    """The offered period nearest in meaning to the wanted one, and what to tell the reader.

    A year leads to the window that holds it, a window to its last year. The second part is empty
    when the wanted period is offered.
    """
    if not offered:
        return None, ""
    if wanted in offered:
        return wanted, ""
    near = [period for period in offered if _holds(period, wanted) or _holds(wanted, period)]
    if not near:
        chosen = max(offered, key=lambda period: period.end)
        return (
            chosen,
            f"Nothing is published here for {wanted.label}. Shown instead: {chosen.label}.",
        )
    chosen = max(near, key=lambda period: period.end)
    return chosen, f"{_why(wanted, chosen)} Shown here: {chosen.label}."


def _why(wanted: Period, chosen: Period) -> str:
    if _holds(chosen, wanted):
        return (
            f"Published here in fixed three-year windows only; {wanted.name} lies in {chosen.name}."
        )
    return f"Published here by single year only; {chosen.name} is the last in {wanted.name}."


def _holds(outer: Period, inner: Period) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def day_words(day: date) -> str:
    """A date as people write it: 1 February 2020."""
    return f"{day.day} {day:%B %Y}"
