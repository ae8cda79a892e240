"""Headcounts that cannot be right: the denominators of rates, looked at before any rate is.

A wrong headcount makes a force an outlier, or hides one; no limit of chance tells the two apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

# The largest true change in a year was 15.5%, when two forces parted; merged staff stay below half.
MOST_CHANGE = 1.5
IDENTICAL, DEPARTS, JUMPS = "identical", "departs_from_published", "jumps"


@dataclass(frozen=True)
class Doubt:
    """Why a headcount is doubted: `ratio` to what was expected, `other` force with the same one."""

    area: str
    reason: str
    ratio: float | None = None
    other: str | None = None


def doubted_headcounts(
    headcounts: Mapping[str, float | None], published: Mapping[str, float | None] | None = None
) -> list[Doubt]:
    """Forces with another's headcount, and those far from their published one.

    The two may count different workers (with or without staff), so a force is held against the
    ratio of the two in most forces, not against one. Forces without either number are passed over.
    """
    known = {area: number for area, number in headcounts.items() if number}
    by_number: dict[float, list[str]] = {}
    for area, number in known.items():
        by_number.setdefault(number, []).append(area)
    doubts = [
        Doubt(area, IDENTICAL, 1.0, other)
        for areas in by_number.values()
        for area in areas
        for other in areas
        if area != other
    ]
    ratios = {
        area: number / published[area]
        for area, number in known.items()
        if published and published.get(area)
    }
    usual = median(ratios.values()) if ratios else 1.0
    return doubts + [
        Doubt(area, DEPARTS, ratio / usual)
        for area, ratio in ratios.items()
        if _is_far(ratio / usual)
    ]


def doubted_changes(headcounts: Mapping[str, float | None], area: str) -> list[Doubt]:
    """Jumps of one force's headcount from one year to the next; `headcounts` by year, in order."""
    years = [number for number in headcounts.values() if number]
    return [
        Doubt(area, JUMPS, after / before)
        for before, after in pairwise(years)
        if _is_far(after / before)
    ]


def _is_far(ratio: float) -> bool:
    return not 1 / MOST_CHANGE <= ratio <= MOST_CHANGE
