"""Shares that reach each of several endings by a day, with open matters and late entry kept in.

The Aalen–Johansen estimator, coarsened so that no single wait shows. 1 − Kaplan–Meier would count
matters that ended otherwise as if they could still reach a hearing, and overstate hearings.

Sources: Aalen and Johansen (1978), Scandinavian Journal of Statistics 5:141–150; variance by the
delta method of Marubini and Valsecchi (1995), Analysing Survival Data, section 10.2, with the
log(-log) transformation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np

from etl.measures.curve import Curve, Point, Reading, lower_if_all, reached_by
from etl.measures.intervals import Z_95
from etl.measures.waiting import group_ends, group_sizes

# A share that sums to one but for rounding.
ALL = 1 - 1e-12


@dataclass(frozen=True)
class Incidence:
    """The points of each ending, and how many were under observation just after day 0."""

    cohort: int
    at_risk: int
    points: dict[str, tuple[Point, ...]]
    least: int = 1

    def reached_by(self, ending: str, day: int) -> Reading:
        """Share that reached the ending by the end of a day to which somebody was followed."""
        return reached_by(Curve(self.cohort, self.points.get(ending, ()), self.least), day)


def coarse_incidence(
    entered: Sequence[int] | np.ndarray,
    days: Sequence[int] | np.ndarray,
    ending: Sequence[str | None],
    endings: Sequence[str],
    least: int,
) -> Incidence:
    """Cumulative incidence of each ending, at days between which at least `least` reached it.

    Parameters
    ----------
    entered, days
        Whole days since the clock started at which each subject came under observation and left it;
        `entered <= days`. A subject is at risk on the days after entry; one who enters on the day
        of an ending is taken to be at risk for it, so that a matter decided at once counts. Where
        all at risk leave while others have still to enter, those are taken in on that day.
    ending
        Which ending was reached, None for those cut off.
    endings
        All endings, in the order in which to list them.
    least
        Smallest number of one ending between two of its points; cut-offs and late entries, too, are
        taken in groups of at least this many. 1 gives the ordinary estimator.
    """
    least = max(least, 1)
    days, entered = np.asarray(days, dtype=np.int64), np.asarray(entered, dtype=np.int64)
    kind = np.array([item or "" for item in ending], dtype=object)
    waits = {name: np.sort(days[kind == name]) for name in endings}
    groups = {
        name: dict(zip(ends, group_sizes(waits[name], ends), strict=True))
        for name in endings
        for ends in [group_ends(waits[name], least)]
    }
    steps = _steps(np.sort(entered), np.sort(days[kind == ""]), groups, least)
    return Incidence(
        int(days.size), _at_start(entered, steps, least), _curves(steps, endings), least
    )


@dataclass(frozen=True)
class _Step:
    """One day with grouped endings, and how many were at risk just before it."""

    day: int
    at_risk: int
    ended: dict[str, int]


def _steps(
    entries: np.ndarray, cuts: np.ndarray, groups: dict[str, dict[int, int]], least: int
) -> list[_Step]:
    taken_in, taken_out, gone = _at_once(entries, least), 0, 0
    steps = []
    days = sorted({day for listed in groups.values() for day in listed})
    entered = np.searchsorted(entries, days, side="right").tolist()
    cut = np.searchsorted(cuts, days, side="left").tolist()
    for place, day in enumerate(days):
        ended = {name: listed[day] for name, listed in groups.items() if day in listed}
        leaving = sum(ended.values())
        waiting_in, waiting_out = entered[place] - taken_in, cut[place] - taken_out
        at_risk = taken_in - taken_out - gone
        # A group that ends was at risk: late entries are taken in early where it needs them.
        if waiting_in >= least or at_risk < leaving:
            taken_in, at_risk = taken_in + waiting_in, at_risk + waiting_in
        if waiting_out >= least and at_risk - waiting_out >= leaving:
            taken_out, at_risk = taken_out + waiting_out, at_risk - waiting_out
        if at_risk == leaving and taken_in < entries.size:
            # If all at risk left while others have still to enter, nobody would ever wait again:
            # those others are taken in at once.
            at_risk, taken_in = at_risk + int(entries.size) - taken_in, int(entries.size)
        steps.append(_Step(day, at_risk, ended))
        gone += leaving
    return steps


def _at_once(entries: np.ndarray, least: int) -> int:
    """How many entered on day 0: none, or at least `least`."""
    number = int(np.count_nonzero(entries <= 0))
    return number if number >= least else 0


def _at_start(entries: np.ndarray, steps: list[_Step], least: int) -> int:
    """At risk just after day 0."""
    if steps and steps[0].day == 0:
        return steps[0].at_risk - sum(steps[0].ended.values())
    return _at_once(entries, least)


def _curves(steps: list[_Step], endings: Sequence[str]) -> dict[str, tuple[Point, ...]]:
    waiting = 1.0
    total: dict[str, float] = dict.fromkeys(endings, 0.0)
    sums = {name: np.zeros(6) for name in endings}
    points: dict[str, list[Point]] = {name: [] for name in endings}
    so_far: dict[str, int] = dict.fromkeys(endings, 0)
    for step in steps:
        leaving = sum(step.ended.values())
        for name in endings:
            here = step.ended.get(name, 0)
            total[name] += waiting * here / step.at_risk
            sums[name] += _variance_terms(step.at_risk, leaving, here, waiting, total[name])
            if here:
                so_far[name] += here
                lower, upper = _log_log(total[name], _variance(total[name], sums[name]))
                lower = lower_if_all(so_far[name]) if total[name] >= ALL else lower
                left = step.at_risk - leaving
                points[name].append(Point(step.day, left, total[name], lower, upper, here))
        waiting *= 1 - leaving / step.at_risk
    return {name: tuple(listed) for name, listed in points.items()}


def _variance_terms(
    at_risk: int, leaving: int, here: int, waiting: float, total: float
) -> np.ndarray:
    """What one step adds to the sums from which the variance at any later point follows."""
    left = at_risk - leaving
    hazard = leaving / (at_risk * left) if left else 0.0
    own = waiting**2 * here * (at_risk - here) / at_risk**3
    cross = waiting * here / at_risk**2
    return np.array([hazard, hazard * total, hazard * total**2, own, cross, cross * total])


def _variance(total: float, sums: np.ndarray) -> float:
    """Delta-method variance: the squares and products in (F(t) − F(i)) multiplied out."""
    hazard, hazard_f, hazard_ff, own, cross, cross_f = sums
    value = (
        total**2 * hazard - 2 * total * hazard_f + hazard_ff + own - 2 * (total * cross - cross_f)
    )
    return max(float(value), 0.0)


def _log_log(share: float, variance: float) -> tuple[float, float]:
    if share >= ALL:
        return 1.0, 1.0
    width = Z_95 * sqrt(variance) / abs(share * log(share))
    return share ** exp(width), share ** exp(-width)
