"""Control limits over time (XmR): what a quarter may differ by when nothing but routine changes.

Limits stand 2.66 mean moving ranges from the mean of a segment; ranges above 3.267 times their mean
are left out of it once, so that one jump does not hide itself. The four signals and both constants
are those of Wheeler (1993) as used in the NHS (NHSRplotthedots, Making Data Count).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean

LIMIT, SCREEN = 2.66, 3.267
# Fewer points leave the limits on trial; fewer than three leave no two ranges to take a mean of.
FIRM_POINTS, FEWEST_POINTS = 12, 3
RUN, TREND = 7, 7
# Means of equal figures differ from them in the last digit; that is no signal.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Point:
    """One quarter: the limits of its segment and which of the four signals it takes part in.

    Without a segment (no figure, or new rules began inside the quarter) or in one of fewer than
    three points there are no limits.
    """

    value: float | None
    segment: int | None = None
    moving_range: float | None = None
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    is_trial: bool = False
    outside_limits: bool = False
    run_of_seven: bool = False
    trend_of_seven: bool = False
    two_of_three: bool = False

    @property
    def is_signal(self) -> bool:
        return self.outside_limits or self.run_of_seven or self.trend_of_seven or self.two_of_three


def control_chart(
    values: Sequence[float | None],
    segments: Sequence[int | None],
    lowest: float | None = 0.0,
    highest: float | None = None,
) -> list[Point]:
    """A point for each value; `segments` says which values are counted alike (None: in none).

    `lowest` and `highest` are ends that the figure itself cannot pass, nor can its limits.
    """
    points = [
        Point(value, segment=None if value is None else segment)
        for value, segment in zip(values, segments, strict=True)
    ]
    for place, (before, point) in enumerate(pairwise(points), start=1):
        if point.segment is not None and before.segment == point.segment:
            points[place] = replace(point, moving_range=abs(point.value - before.value))
    for segment in sorted({point.segment for point in points} - {None}):
        _set_limits(points, segment, lowest, highest)
    for run in _runs(points):
        _mark(points, run)
    return points


def mean_range(ranges: Sequence[float]) -> float:
    """The mean of moving ranges, those far above it left out once."""
    mean = fmean(ranges)
    return fmean([size for size in ranges if size <= SCREEN * mean])


def _set_limits(
    points: list[Point], segment: int, lowest: float | None, highest: float | None
) -> None:
    places = [place for place, point in enumerate(points) if point.segment == segment]
    ranges = [points[place].moving_range for place in places]
    ranges = [size for size in ranges if size is not None]
    if len(places) < FEWEST_POINTS or len(ranges) < FEWEST_POINTS - 1:
        return
    centre = fmean(points[place].value for place in places)
    reach = LIMIT * mean_range(ranges)
    lower, upper = centre - reach, centre + reach
    for place in places:
        points[place] = replace(
            points[place],
            centre=centre,
            lower=lower if lowest is None else max(lower, lowest),
            upper=upper if highest is None else min(upper, highest),
            is_trial=len(places) < FIRM_POINTS,
        )


def _runs(points: Sequence[Point]) -> list[list[int]]:
    """Places of neighbours in one segment with limits; a quarter without a figure ends a run."""
    runs: list[list[int]] = []
    for place, point in enumerate(points):
        if point.centre is None:
            continue
        joins = runs and runs[-1][-1] == place - 1 and points[place - 1].segment == point.segment
        if joins:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _mark(points: list[Point], run: list[int]) -> None:
    part = [points[place] for place in run]
    found = {
        "outside_limits": [
            _side(each.value, each.upper) > 0 or _side(each.value, each.lower) < 0 for each in part
        ],
        "run_of_seven": _seven_on_one_side(part),
        "trend_of_seven": _seven_one_way(part),
        "two_of_three": _two_of_three(part),
    }
    for position, place in enumerate(run):
        marks = {name: marked[position] for name, marked in found.items()}
        points[place] = replace(points[place], **marks)


def _seven_on_one_side(part: Sequence[Point]) -> list[bool]:
    sides = [_side(each.value, each.centre) for each in part]
    marked = [False] * len(part)
    for start in range(len(part) - RUN + 1):
        if abs(sum(sides[start : start + RUN])) == RUN:
            marked[start : start + RUN] = [True] * RUN
    return marked


def _seven_one_way(part: Sequence[Point]) -> list[bool]:
    steps = [_side(later.value, earlier.value) for earlier, later in pairwise(part)]
    marked = [False] * len(part)
    for start in range(len(part) - TREND + 1):
        if abs(sum(steps[start : start + TREND - 1])) == TREND - 1:
            marked[start : start + TREND] = [True] * TREND
    return marked


def _two_of_three(part: Sequence[Point]) -> list[bool]:
    """Of three neighbours two lie beyond two thirds of the way to the limit of one side."""
    marked = [False] * len(part)
    for side in (-1, 1):
        far = [_is_far(each, side) for each in part]
        for start in range(len(part) - 2):
            if sum(far[start : start + 3]) >= 2:
                for place in range(start, start + 3):
                    marked[place] = marked[place] or far[place]
    return marked


def _is_far(point: Point, side: int) -> bool:
    limit = point.upper if side > 0 else point.lower
    return _side(point.value, point.centre + (limit - point.centre) * 2 / 3) == side


def _side(value: float, other: float) -> int:
    """1 above, -1 below, 0 where only rounding lies between."""
    if abs(value - other) <= ROUNDING * max(abs(value), abs(other)):
        return 0
    return 1 if value > other else -1
