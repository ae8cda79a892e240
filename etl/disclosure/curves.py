"""Attack a published curve: how many events does each of its points give back?"""

from collections import defaultdict
from collections.abc import Iterable
from math import inf

# A point: (day, ending, number at risk after it, share that reached the ending by then).
Point = tuple[int, str, int, float]
ALL_GONE = 1e-9


def events_at(points: Iterable[Point], enter_late: bool) -> dict[tuple[int, str], float]:
    """Events at each point with an ending, worked out from at risk and shares alone.

    Of those still waiting before a day, the share that left that day is known from the shares; with
    the number left after it that gives how many they were. Where nobody is left, the number left
    after the day before is taken, unless others can have entered since (`enter_late`): then such a
    point tells nothing.
    """
    by_day: dict[int, list[Point]] = defaultdict(list)
    for point in points:
        by_day[point[0]].append(point)
    reached: dict[str, float] = defaultdict(float)
    # Where all of a cohort are gone by its first day, they are as many as the count that is shown.
    found, before = {}, inf
    for day in sorted(by_day):
        waiting = 1.0 - sum(reached.values())
        rises = {name: share - reached[name] for _, name, _, share in by_day[day]}
        after = min(at_risk for _, _, at_risk, _ in by_day[day])
        left = 1.0 - sum(rises.values()) / waiting if waiting > ALL_GONE else 1.0
        was = after / left if left > ALL_GONE else inf if enter_late else before
        for name, rise in rises.items():
            if rise > ALL_GONE:
                found[day, name] = was * rise / waiting
            reached[name] += rise
        before = after
    return found


def single_events(
    points: Iterable[Point], least: int, enter_late: bool = False
) -> list[tuple[int, str]]:
    """Points (day, ending) that give back fewer than `least` events."""
    found = events_at(points, enter_late)
    return sorted(at for at, number in found.items() if number < least - 0.5)
