"""A waiting-time curve as published, and what is read off it: quantiles, shares at a fixed day.

Sources: quantile intervals after Brookmeyer and Crowley (1982), doi 10.2307/2530286; limits at 0
and 1 by Wilson (1927), doi 10.1080/01621459.1927.10502953.
"""

from dataclasses import dataclass
from math import ceil, expm1

from etl.measures.intervals import Z_95


@dataclass(frozen=True)
class Point:
    """A point of the curve: share begun by the end of `day`, and how many still waited after it.

    `begun` is how many began since the point before, the last of them on `day` itself.
    """

    day: int
    at_risk: int
    estimate: float
    lower: float
    upper: float
    begun: int


@dataclass(frozen=True)
class Curve:
    """The published points, between which at least `least` hearings began."""

    cohort: int
    points: tuple[Point, ...] = ()
    least: int = 1


@dataclass(frozen=True)
class Reading:
    """A value read off a curve with its interval; None where the curve does not get there."""

    value: float | None = None
    lower: float | None = None
    upper: float | None = None


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
    """Share begun by the end of a day to which somebody was followed (for the caller to know).

    On the ordinary curve that of the last point. On a coarse one the last hearing of a group began
    on the day of its point, the others between it and the point before, at the steady pace of those
    waiting. As it is not known how many of them fell before the day, the upper limit counts the
    last one, too: without it the interval would miss too often. All follows from the points; it
    does not matter on which side of the day a hearing inside a group began.
    """
    last, reading = 0, none_reached(curve.cohort)
    for point in curve.points:
        if point.day > day:
            part = (day - last) / (point.day - last)
            return reading if curve.least == 1 else _within(reading, point, part)
        last, reading = point.day, Reading(point.estimate, point.lower, point.upper)
    return reading


def _within(before: Reading, point: Point, part: float) -> Reading:
    """The share after a part of the days of the group that ends at a point."""
    hazard = hazard_of(point)
    gone = expm1(-hazard * part) / expm1(-hazard)
    others = gone * (point.begun - 1) / point.begun
    return Reading(
        before.value + others * (point.estimate - before.value),
        before.lower + others * (point.lower - before.lower),
        before.upper + gone * (point.upper - before.upper),
    )


def hazard_of(point: Point) -> float:
    """Cumulative hazard of a group, one beginning after another among those waiting."""
    return sum(1 / (point.at_risk + point.begun - place) for place in range(point.begun))


def none_reached(cohort: int) -> Reading:
    """Nobody of a cohort so far: 0, up to Wilson's limit for none of so many."""
    return Reading(0.0, 0.0, Z_95**2 / (cohort + Z_95**2))


def lower_if_all(reached: int) -> float:
    """Wilson's lower limit where all of so many reached it; the log-log limits end there."""
    return reached / (reached + Z_95**2)
