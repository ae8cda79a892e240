"""Waiting times with open cases kept in: Kaplan–Meier, coarsened so that no single wait shows.

Sources: Kaplan and Meier (1958), doi 10.1080/01621459.1958.10501452; Greenwood (1926) with the
log(-log) transformation of Kalbfleisch and Prentice; cut-offs spread evenly as in the life tables
of Cutler and Ederer (1958), doi 10.1016/0021-9681(58)90126-7.
"""

from collections.abc import Sequence
from math import exp, log, sqrt

import numpy as np

from etl.measures.curve import Curve, Point, lower_if_all
from etl.measures.intervals import Z_95


def coarse_curve(
    days: Sequence[int] | np.ndarray,
    begun: Sequence[bool] | np.ndarray,
    least: int,
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
        number at risk in groups of at least this many, and none or as many are left in it. Where
        the whole cohort has fewer, they stay in the number at risk and count in the estimate as if
        spread evenly over the points. 1 gives the ordinary Kaplan–Meier curve.

    Estimates, numbers at risk and intervals are worked out from the grouped beginnings and
    cut-offs alone, so that the curve tells nothing finer than they do.
    """
    days, least = np.asarray(days, dtype=np.int64), max(least, 1)
    begun = np.asarray(begun, dtype=bool)
    waits, cut = np.sort(days[begun]), np.sort(days[~begun])
    ends = group_ends(waits, least)
    groups = zip(ends, group_sizes(waits, ends), _pooled(cut, ends, least), strict=True)
    few = int(cut.size) if cut.size < least else 0
    return Curve(int(days.size), tuple(_points(int(days.size), list(groups), few)), least)


def group_ends(waits: np.ndarray, least: int) -> list[int]:
    """Days that part sorted waits into groups of at least `least`; none where there are fewer."""
    at, number = np.unique(waits, return_counts=True)
    ends, group = [], 0
    for day, here in zip(at.tolist(), number.tolist(), strict=True):
        group += here
        if group >= least:
            ends.append(day)
            group = 0
    if group and ends:  # what is left over joins the last group, or one or two waits would show
        ends[-1] = int(at[-1])
    return ends


def group_sizes(waits: np.ndarray, ends: list[int]) -> list[int]:
    """How many of the sorted waits fall into each group."""
    return np.diff(np.searchsorted(waits, ends, side="right"), prepend=0).tolist()


def _pooled(cut: np.ndarray, ends: list[int], least: int) -> list[int]:
    """Cut-offs that leave the number at risk just before each point: none, or at least `least`."""
    taken, pooled = 0, []
    for before in np.searchsorted(cut, ends, side="left").tolist():
        # One or two left at risk would show, too: so many stay that there are none or `least`.
        if 0 < cut.size - before < least:
            before = int(cut.size) - least
        pooled.append(before - taken if before - taken >= least else 0)
        taken += pooled[-1]
    return pooled


def _points(cohort: int, groups: list[tuple[int, int, int]], few: int) -> list[Point]:
    """Points from groups of (day, begun, cut off before it); `few` cut-offs are spread evenly."""
    points, at_risk, waiting, spread, so_far = [], cohort, 1.0, 0.0, 0
    for place, (day, begun, lost) in enumerate(groups):
        at_risk -= lost
        exposed = at_risk - few * (place + 0.5) / len(groups)
        left = exposed - begun
        waiting *= left / exposed
        spread += begun / (exposed * left) if left else float("inf")
        so_far += begun
        at_risk -= begun
        limits = _limits(waiting, spread) if left else (lower_if_all(so_far), 1.0)
        points.append(Point(day, at_risk, 1 - waiting, *limits, begun))
    return points


def _limits(waiting: float, spread: float) -> tuple[float, float]:
    """95% limits (lower, upper) of the share begun, by log(-log) of the share still waiting."""
    width = Z_95 * sqrt(spread) / abs(log(waiting))
    return 1 - waiting ** exp(-width), 1 - waiting ** exp(width)
