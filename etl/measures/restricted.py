"""Mean time within a fixed horizon: waited (restricted mean), or left after an ending (time lost).

Sources: Royston and Parmar (2013), doi 10.1186/1471-2288-13-152; with other endings Andersen
(2013), doi 10.1002/sim.5903. The variance follows by the delta method from that of each step
(Greenwood); with one ending it is the usual sum of A² d / (Y (Y − d)), A being the area after it.
"""

from collections.abc import Mapping, Sequence
from math import expm1, sqrt

from etl.measures.curve import Curve, Point, Reading, hazard_of, none_reached
from etl.measures.intervals import Z_95


def time_lost(
    points: Mapping[str, Sequence[Point]], ending: str, cohort: int, least: int, until: int
) -> Reading:
    """Mean days of the first `until` that lie after the ending: the area under its curve.

    `points` are those of every ending; the curve of each is read as `reached_by` reads it. The
    interval is the normal one, within 0 and `until`. Where it has no width (nobody, or all on one
    day) it is that between the areas under the curve's own limits.
    """
    curve = Curve(cohort, tuple(points.get(ending, ())), least)
    value = _area(curve, until, "estimate")
    width = Z_95 * sqrt(_variance(points, ending, until))
    if width < 1e-9:
        none = 0.0 if _any_before(curve, until) else none_reached(cohort).upper
        lower, upper = (_area(curve, until, line) for line in ("lower", "upper"))
        return Reading(value, lower, max(upper, none * until))
    return Reading(value, max(value - width, 0.0), min(value + width, float(until)))


def time_waited(
    points: Mapping[str, Sequence[Point]], ending: str, cohort: int, least: int, until: int
) -> Reading:
    """Mean days of the first `until` before the only ending: the area over its curve."""
    lost = time_lost(points, ending, cohort, least, until)
    return Reading(until - lost.value, until - lost.upper, until - lost.lower)


def _any_before(curve: Curve, until: int) -> bool:
    return bool(curve.points) and curve.points[0].day < until


def _area(curve: Curve, until: int, line: str) -> float:
    """Area under the curve from day 0, in days; the last share stands until the end."""
    area, day, height = 0.0, 0, 0.0
    for point in curve.points:
        end = min(point.day, until)
        area += height * (end - day)
        rise = getattr(point, line) - height
        if curve.least > 1 and point.day > day:
            # The others of a group began before its last, at the steady pace of those waiting.
            begun = (point.begun - 1) / point.begun
            area += (
                begun * rise * _before(point, (end - day) / (point.day - day)) * (point.day - day)
            )
        if point.day >= until:
            return area
        day, height = point.day, height + rise
    return area + height * (until - day)


def _before(point: Point, part: float) -> float:
    """Area under the share of a group that has begun, over a part of its days (0 to 1)."""
    hazard = hazard_of(point)
    return (part + expm1(-hazard * part) / hazard) / -expm1(-hazard)


def _variance(points: Mapping[str, Sequence[Point]], ending: str, until: int) -> float:
    """Delta-method variance of the time lost, from the steps up to the horizon."""
    here: dict[int, dict[str, Point]] = {}
    for name, line in points.items():
        for point in line:
            if point.day < until:
                here.setdefault(point.day, {})[name] = point
    waiting, steps = 1.0, []
    reached = dict.fromkeys(points, 0.0)
    for day in sorted(here):
        leaving = sum(point.begun for point in here[day].values())
        reached |= {name: point.estimate for name, point in here[day].items()}
        left = max(1 - sum(reached.values()), 0.0)
        if waiting <= left:
            continue
        hazard = (waiting - left) / waiting
        own = hazard * here[day][ending].begun / leaving if ending in here[day] else 0.0
        # The exposure of which the step was made: that of few cut-offs is not a whole number.
        steps.append((day, waiting, hazard, own, leaving / hazard))
        waiting = left
    variance, later = 0.0, 0.0
    for day, before, hazard, own, exposed in reversed(steps):
        passed = -later / (1 - hazard) if hazard < 1 - 1e-12 else 0.0
        gained = before * (until - day) + passed
        mean = own * gained + (hazard - own) * passed
        variance += (own * gained**2 + (hazard - own) * passed**2 - mean**2) / exposed
        later += before * own * (until - day)
    return max(variance, 0.0)
