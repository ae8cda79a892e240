"""Mean days within a horizon once more: areas of the exact curves, variances summed over days."""

import itertools
from math import sqrt

Z = 1.959963984540054


def waited(points: list, waits: list[tuple[int, str]], until: int) -> tuple:
    """Restricted mean of Kaplan–Meier; variance sum of A² d / (Y (Y - d))."""
    days = [0, *(p[0] for p in points if p[0] < until), until]
    still = [1.0, *(1 - p[2] for p in points if p[0] < until)]
    widths = [after - before for before, after in itertools.pairwise(days)]
    rests = [
        sum(s * w for s, w in zip(still[i:], widths[i:], strict=True)) for i in range(len(still))
    ]
    variance = 0.0
    for place, point in enumerate((p for p in points if p[0] < until), start=1):
        at_risk = sum(1 for wait, _ in waits if wait >= point[0])
        left = point[1]
        if left:
            variance += rests[place] ** 2 * (at_risk - left) / (at_risk * left)
    found = _limits(until - rests[0], variance, points, len(waits), until)
    return until - found[0], until - found[2], until - found[1]


def lost(points: list, waits: list[tuple], until: int) -> tuple:
    """Area under the curve of hearings; each day's split between endings varies by itself."""
    from tests.spec.recount.curves import _steps

    value = sum(
        (after[2] - before[2]) * (until - after[0])
        for before, after in zip([(0, 0, 0.0), *points], points, strict=False)
        if after[0] < until
    )
    steps = [step for step in _steps(waits) if step[0] < until]
    later, variance = 0.0, 0.0
    for day, at_risk, ended, still in reversed(steps):
        leaving, here = sum(ended.values()), ended.get("hearing", 0)
        left = at_risk - leaving
        passed = -later * at_risk / left if left else 0.0
        gained = still * (until - day) + passed
        mean = (here * gained + (leaving - here) * passed) / at_risk
        square = (here * gained**2 + (leaving - here) * passed**2) / at_risk
        variance += (square - mean**2) / at_risk
        later += still * here / at_risk * (until - day)
    return _limits(value, max(variance, 0.0), points, len(waits), until)


def _limits(value: float, variance: float, points: list, size: int, until: int) -> tuple:
    width = Z * sqrt(variance)
    if width >= 1e-9:
        return value, max(value - width, 0.0), min(value + width, until)
    # Nobody, or all on one day: the areas under the limits of the curve itself.
    ends = []
    for column in (3, 4):
        heights = [(0, 0.0), *((p[0], p[column]) for p in points if p[0] < until)]
        ends.append(sum((b[1] - a[1]) * (until - b[0]) for a, b in itertools.pairwise(heights)))
    if not points or points[0][0] >= until:
        ends[1] = until * Z**2 / (size + Z**2)
    return value, *ends
