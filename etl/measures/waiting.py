"""Waiting times with open cases kept in: Kaplan–Meier, coarsened so that no single wait shows.

Sources: Kaplan and Meier (1958), doi 10.1080/01621459.1958.10501452; Greenwood (1926) with the
log(-log) transformation of Kalbfleisch and Prentice; quantile intervals after Brookmeyer and
Crowley (1982), doi 10.2307/2530286.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, exp, log, sqrt

import numpy as np

from etl.measures.intervals import Z_95


@dataclass(frozen=True)
class Point:
    """A point of the curve: share begun by the end of `day`, and how many still waited after it."""

    day: int
    at_risk: int
    estimate: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Curve:
    """The published points, and the fixed days at which the curve may be read."""

    cohort: int
    points: tuple[Point, ...] = ()
    least: int = 1
    fixed_days: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Reading:
    """A value read off a curve with its interval; None where the curve does not get there."""

    value: float | None = None
    lower: float | None = None
    upper: float | None = None


def coarse_curve(
    days: Sequence[int] | np.ndarray,
    begun: Sequence[bool] | np.ndarray,
    least: int,
    fixed_days: Sequence[int] = (),
) -> Curve:
    """The Kaplan–Meier curve at days between which at least `least` hearings began.

    Parameters
    ----------
    days
        Whole days waited, one per subject, 0 or more.
    begun
        True where the hearing began that day; False where the wait was cut off (still waiting at
        extraction, withdrawn). On a tied day beginnings come before cut-offs.
    least
        Smallest number of beginnings between two points; cut-offs, too, are taken out of the
        number at risk in groups of at least this many. 1 gives the ordinary Kaplan–Meier curve.
    fixed_days
        Days at which the curve is to be read (365, 730), up to which somebody was followed: points
        are placed so that none of the beginnings on either side are mixed, where `least` allows it.

    Estimates, numbers at risk and intervals are worked out from the grouped beginnings and
    cut-offs alone, so that the curve tells nothing finer than they do.
    """
    days = np.asarray(days, dtype=np.int64)
    begun = np.asarray(begun, dtype=bool)
    waits = np.sort(days[begun])
    if days.size == 0:
        return Curve(0)
    ends, held = group_ends(waits, max(least, 1), sorted(fixed_days))
    counted = np.searchsorted(waits, ends, side="right") if ends else []
    events = np.diff(counted, prepend=0).tolist() if ends else []
    cut = _pooled(np.sort(days[~begun]), ends, int(days.size - waits.size), max(least, 1))
    return Curve(
        int(days.size), tuple(_points(int(days.size), ends, events, cut)), max(least, 1), held
    )


def quantile(curve: Curve, share: float) -> Reading:
    """Day by which `share` had begun, in whole days; None where not reached.

    On the ordinary curve the first day on which it had. On a coarse one, whose points stand at the
    ends of groups, the day in proportion between two points: the end of the group would come weeks
    late where hearings are few.
    """
    # The upper line reaches the mark first: it gives the lower end of the days.
    return Reading(*(_crossing(curve, share, line) for line in ("estimate", "upper", "lower")))


def _crossing(curve: Curve, share: float, line: str) -> float | None:
    day, before = 0, 0.0
    for point in curve.points:
        height = getattr(point, line)
        if height >= share - 1e-12:
            part = (share - before) / (height - before) if height > before else 1.0
            return point.day if curve.least == 1 else ceil(day + part * (point.day - day) - 1e-9)
        day, before = point.day, height
    return None


def reached_by(curve: Curve, day: int) -> Reading:
    """Share begun by a fixed day; None where nobody was followed so long or it is hidden."""
    if day not in curve.fixed_days:
        return Reading()
    before = [point for point in curve.points if point.day <= day]
    if not before:
        return none_reached(curve.cohort)
    return Reading(before[-1].estimate, before[-1].lower, before[-1].upper)


def group_ends(waits: np.ndarray, least: int, fixed: list[int]) -> tuple[list[int], frozenset[int]]:
    """Days of the points, and the fixed days that none of the groups straddles."""
    last = int(waits[-1]) if waits.size else 0
    inner = [day for day in fixed if day < last]
    while True:
        bounds = [-1, *inner, last]
        stretches = [_stretch(waits, *bound, least) for bound in pairwise(bounds)]
        thin = [place for place, ends in enumerate(stretches) if ends is None]
        if not thin or not inner:
            break
        # A stretch with too few beginnings is joined to a neighbour: its bound is given up.
        inner.pop(min(thin[0], len(inner) - 1))
    ends = [day for stretch in stretches for day in stretch or []]
    beyond = {day for day in fixed if day >= last} if not thin else set()
    return ends, frozenset(inner) | beyond


def _stretch(waits: np.ndarray, after: int, until: int, least: int) -> list[int] | None:
    """Days that part the waits in (after, until] into groups of at least `least`."""
    inside = waits[(waits > after) & (waits <= until)]
    if 0 < inside.size < least:
        return None
    at, number = np.unique(inside, return_counts=True)
    ends, group = [], 0
    for day, here in zip(at.tolist(), number.tolist(), strict=True):
        group += here
        if group >= least:
            ends.append(day)
            group = 0
    if group:  # what is left over joins the last group, or one or two waits would show
        ends[-1] = int(at[-1])
    return ends


def _pooled(cut: np.ndarray, ends: list[int], total: int, least: int) -> list[int]:
    """Cut-offs that leave the number at risk just before each point: none, or at least `least`."""
    taken, pooled = 0, []
    for end in ends:
        ready = int(np.searchsorted(cut, end, side="left")) - taken
        pooled.append(ready if ready >= least else 0)
        taken += pooled[-1]
    if 0 < total - taken < least and any(pooled):
        # One or two left at risk after the last point would show: give the last group back.
        pooled[max(place for place, number in enumerate(pooled) if number)] = 0
    return pooled


def none_reached(cohort: int) -> Reading:
    """Nobody of a cohort so far: 0, up to Wilson's limit for none of so many."""
    return Reading(0.0, 0.0, Z_95**2 / (cohort + Z_95**2))


def lower_if_all(reached: int) -> float:
    """Wilson's lower limit where all of so many reached it; the log-log limits end there."""
    return reached / (reached + Z_95**2)


def _points(cohort: int, ends: list[int], events: Sequence[int], cut: list[int]) -> list[Point]:
    points, at_risk, waiting, spread, so_far = [], cohort, 1.0, 0.0, 0
    for day, begun, lost in zip(ends, events, cut, strict=True):
        at_risk -= lost
        waiting *= 1 - begun / at_risk
        left = at_risk - begun
        spread += begun / (at_risk * left) if left else float("inf")
        so_far += begun
        if waiting > 0 and left:
            upper, lower = _log_log(waiting, spread)
            points.append(Point(day, left, 1 - waiting, 1 - upper, 1 - lower))
        else:
            points.append(Point(day, left, 1.0, lower_if_all(so_far), 1.0))
        at_risk = left
    return points


def _log_log(waiting: float, spread: float) -> tuple[float, float]:
    """95% limits (upper, lower) of the share still waiting."""
    width = Z_95 * sqrt(spread) / abs(log(waiting))
    return waiting ** exp(-width), waiting ** exp(width)
