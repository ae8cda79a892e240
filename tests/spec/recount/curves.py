"""Waiting-time curves once more: Kaplan–Meier for T2, Aalen–Johansen for T1, with loops."""

from bisect import bisect_left, bisect_right
from math import exp, log, sqrt

from tests.spec.recount.counts import Counts
from tests.spec.recount.names import ENDINGS

Z = 1.959963984540054
# (day, still at risk after it, share that reached the ending, lower, upper)
Points = list[tuple[int, int, float, float, float]]


def curve(waits: list[tuple[int, str]]) -> Points:
    """Kaplan–Meier of (days, "begun", "waiting" or "gone")."""
    points, still, spread = [], 1.0, 0.0
    for day in sorted({days for days, state in waits if state == "begun"}):
        at_risk = sum(1 for days, _ in waits if days >= day)
        begins = sum(1 for days, state in waits if days == day and state == "begun")
        still *= (at_risk - begins) / at_risk
        if at_risk == begins:
            so_far = sum(1 for days, state in waits if state == "begun" and days <= day)
            points.append((day, 0, 1.0, so_far / (so_far + Z**2), 1.0))
            continue
        spread += begins / (at_risk * (at_risk - begins))
        width = Z * sqrt(spread) / -log(still)
        limits = 1 - still ** exp(-width), 1 - still ** exp(width)
        points.append((day, at_risk - begins, 1 - still, *limits))
    return points


def incidence(waits: list[tuple[int, int, str | None]]) -> dict[str, Points]:
    """Aalen–Johansen of (entered, left, ending or None): F_j = sum of S before x d_j / Y."""
    steps = _steps(waits)
    points: dict[str, Points] = {}
    for name in {ending for _, _, ending in waits if ending}:
        so_far, total, shares = 0, 0.0, []
        points[name] = []
        for number, (day, at_risk, ended, still) in enumerate(steps):
            here = ended.get(name, 0)
            total += still * here / at_risk
            shares.append(total)
            if here:
                so_far += here
                limits = _limits(total, _variance(name, steps[: number + 1], shares), so_far)
                points[name].append((day, at_risk - sum(ended.values()), total, *limits))
    return points


def _steps(waits: list[tuple]) -> list[tuple[int, int, dict[str, int], float]]:
    """(day, at risk, ended by ending, share still without any ending before that day)."""
    entries, exits = sorted(w[0] for w in waits), sorted(w[1] for w in waits)
    ends: dict[int, dict[str, int]] = {}
    for _, left, ending in waits:
        if ending:
            of_day = ends.setdefault(left, {})
            of_day[ending] = of_day.get(ending, 0) + 1
    steps, still, all_in = [], 1.0, False
    for day in sorted(ends):
        gone, leaving = bisect_left(exits, day), sum(ends[day].values())
        at_risk = (len(waits) if all_in else bisect_right(entries, day)) - gone
        if at_risk == leaving and not all_in:
            # All at risk leave: those still to enter are taken in, or nobody would ever wait again.
            all_in, at_risk = True, len(waits) - gone
        steps.append((day, at_risk, ends[day], still))
        still *= 1 - leaving / at_risk
    return steps


def _variance(name: str, steps: list[tuple], shares: list[float]) -> float:
    """Marubini and Valsecchi (1995), section 10.2."""
    value = 0.0
    for (_, at_risk, ended, still), before in zip(steps, shares, strict=True):
        leaving, here, risen = sum(ended.values()), ended.get(name, 0), shares[-1] - before
        if at_risk > leaving:
            value += risen**2 * leaving / (at_risk * (at_risk - leaving))
        if here:
            value += still**2 * here * (at_risk - here) / at_risk**3
            value -= 2 * risen * still * here / at_risk**2
    return max(value, 0.0)


def _limits(share: float, variance: float, so_far: int) -> tuple[float, float]:
    if share >= 1 - 1e-12:
        return so_far / (so_far + Z**2), 1.0
    width = Z * sqrt(variance) / abs(share * log(share))
    return share ** exp(width), share ** exp(-width)


COHORTS = {
    "T2": "hearing_notices",
    "T1": "assessed_matters",
    "R4": "referrals_followed",
    "T3": "investigations_begun",
    "T3_aware": "investigations_begun",
    "T4": "reports_made",
    "T5": "hearings_directed",
}
# Read, but not drawn.
READ = {
    "T2_net": "hearing_notices",
    "T3_net": "investigations_begun",
    "T6": "matters_finalised",
    "T2_working": "hearing_notices",
    "T6_working": "matters_on_calendar",
}
OF_TWO = (*COHORTS, "T2_net", "T2_working", "T3_net")
LATE = ("T1", "T3_aware")
ENDING = {
    "T1": "hearing",
    "T2": "hearing",
    "T2_net": "hearing",
    "R4": "decision",
    "T4": "decision",
    "T5": "notice",
    "T6": "finalised",
    "T2_working": "hearing",
    "T6_working": "finalised",
}


def points_of(measure: str, waits: list[tuple]) -> dict[str, Points]:
    if measure in LATE:
        return incidence([wait[:3] for wait in waits])
    return {ENDING.get(measure, "report"): curve(waits)}


def is_followed(measure: str, waits: list[tuple], at: float) -> bool:
    """Somebody was seen for so long, or nobody waits any more."""
    if measure in LATE:
        return any(wait[1] >= at for wait in waits) or not any(wait[3] for wait in waits)
    return any(days >= at for days, _ in waits) or not any(s == "waiting" for _, s in waits)


def curve_rows(counts: Counts) -> dict[tuple, dict]:
    """Rows of `time_to_event` by (measure, area, cohort, breakdown, category, ending, day)."""
    rows = {}
    for measure, cohort in COHORTS.items():
        main = ENDING.get(measure, "report")
        endings = [name.lower() for name in ENDINGS] if measure == "T1" else [main]
        for key, (size, symbol) in counts.cells.items():
            if key[0] != cohort or key[3] not in ("total", "regime"):
                continue
            place, level = (measure, *key[1:]), counts.periods[key[:3]][0].level
            if symbol or not size:
                rows[*place, main, None] = _point(level, None, None, None, None, symbol or "z")
                continue
            waits = [wait[measure] for wait in counts.waits[key]]
            points = points_of(measure, waits)
            hearings = points.get(main, [])
            if not hearings or hearings[0][0] > 0:
                at_risk = _just_after_day_0(waits) if measure in LATE else size
                rows[*place, main, 0] = _point(level, at_risk, 0.0, 0.0, 0.0, None)
            for ending in endings:
                for day, waiting, *figures in points.get(ending, []):
                    rows[*place, ending, day] = _point(level, waiting, *figures, None)
    return rows


def _just_after_day_0(waits: list[tuple[int, int, str | None]]) -> int:
    """Those assessed on the day the matter came to attention whose matter did not end that day."""
    steps = _steps([wait[:3] for wait in waits])
    if steps and steps[0][0] == 0:
        return steps[0][1] - sum(steps[0][2].values())
    return sum(wait[0] == 0 for wait in waits)


def _point(level, at_risk, estimate, lower, upper, symbol) -> dict:
    return {
        "area_level": level,
        "at_risk": at_risk,
        "estimate": estimate,
        "lower": lower,
        "upper": upper,
        "symbol": symbol,
    }
