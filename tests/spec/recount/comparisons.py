"""Funnel limits and differences once more, from published figures, with loops."""

from collections import defaultdict
from functools import cache
from math import sqrt

from scipy.stats import binom, poisson

from tests.spec.recount.counts import break_days
from tests.spec.recount.measures import MEASURES

LIMITS = {"lower_998": 0.001, "lower_95": 0.025, "upper_95": 0.975, "upper_998": 0.999}
FEWEST_FORCES = 5
NO_FUNNEL = ("R3", "R3_cohort", "A1_result", "Q1", "Q1_late", "Q1_dates")


def limit_rows(values: dict[tuple, dict]) -> dict[tuple, dict]:
    """Rows of `control_limits` by (measure, area, period, breakdown, category, limit)."""
    groups = defaultdict(dict)
    for (measure, area, period, *split), row in values.items():
        words = MEASURES[measure]
        if words.kind not in ("rate", "share") or measure in NO_FUNNEL:
            continue
        if row["period_type"] == "quarter" or split[0] not in ("total", "characteristic"):
            continue
        if row["value"] is not None and row["area_level"] != "region":
            groups[measure, period, *split][area] = row
    rows = {}
    for (measure, period, *split), listed in groups.items():
        country = [row for row in listed.values() if row["area_level"] == "country"]
        forces = {area: row for area, row in listed.items() if row["area_level"] == "force"}
        if len(forces) < FEWEST_FORCES or not country:
            continue
        for area, row in forces.items():
            place = (measure, area, period, *split)
            base, centre = row["denominator"], country[0]["value"]
            head = {"base": base, "period_type": row["period_type"], "chart": "funnel"}
            rows[*place, "centre"] = head | {"value": centre}
            for name, p in LIMITS.items():
                smallest = _smallest(MEASURES[measure].kind, p, base, centre)
                per = 1000 if MEASURES[measure].kind == "rate" else 100
                rows[*place, name] = head | {"value": per * smallest / base}
    return rows


@cache
def _smallest(kind: str, p: float, base: float, centre: float) -> int:
    """The smallest k with P(X <= k) >= p."""
    if kind == "rate":
        expected = base * centre / 1000
        likely = poisson.cdf(range(int(expected + 8 * sqrt(expected)) + 20), expected)
    else:
        likely = binom.cdf(range(int(base) + 1), int(base), centre / 100)
    return next(k for k, below in enumerate(likely) if below >= p)


def difference_rows(values: dict[tuple, dict], breaks: list[dict]) -> dict[tuple, dict]:
    """Rows of `differences` by (measure, area, period, other area, other period)."""
    shown = defaultdict(list)
    for (measure, area, period, *split), row in values.items():
        if MEASURES[measure].of_begun:
            continue
        if split[0] == "total" and None not in (row["value"], row["lower"]):
            shown[measure].append((area, period, row))
    rows = {}
    for measure, listed in shown.items():
        for one in listed:
            days = break_days(MEASURES[measure].basis, breaks, one[0])
            for other in listed:
                kind = _compared(one, other)
                if kind:
                    start, end = other[2]["period_start"], one[2]["period_end"]
                    crosses = kind == "periods" and any(start < item <= end for item in days)
                    head = {
                        "comparison": kind,
                        "period_type": one[2]["period_type"],
                        "crosses_break": crosses,
                    }
                    rows[measure, *one[:2], *other[:2]] = head | mover(one[2], other[2])
    return rows


def _compared(one: tuple, other: tuple) -> str | None:
    """Each area with all forces, areas of a kind in a window, a period with earlier ones."""
    (area, period, row), (other_area, other_period, beside) = one, other
    if row["period_type"] != beside["period_type"]:
        return None
    if area == other_area:
        is_later = row["period_start"] > beside["period_start"]
        return "periods" if is_later and row["period_type"] != "quarter" else None
    if period != other_period:
        return None
    alike = row["area_level"] == beside["area_level"] and row["period_type"] == "three_years"
    return "areas" if alike or beside["area_level"] == "country" else None


def mover(one: dict, other: dict) -> dict:
    """Zou and Donner (2008): each figure's distances to the ends of its own interval, squared."""
    value, lower, upper = (one[name] for name in ("value", "lower", "upper"))
    beside, least, most = (other[name] for name in ("value", "lower", "upper"))
    d = value - beside
    down = None if most is None else sqrt((value - lower) ** 2 + (most - beside) ** 2)
    up = None if upper is None else sqrt((upper - value) ** 2 + (beside - least) ** 2)
    finding = "no clear change"
    if down is not None and d - down > 0:
        finding = "higher"
    if up is not None and d + up < 0:
        finding = "lower"
    smallest = None
    if None not in (down, up):
        # 1.96 standard errors are half the interval; found in four of five: 0.84 more.
        smallest = (1.959964 + 0.841621) / 1.959964 * (down + up) / 2
    return {
        "value": value,
        "other_value": beside,
        "difference": d,
        "difference_lower": None if down is None else d - down,
        "difference_upper": None if up is None else d + up,
        "smallest_change": smallest,
        "finding": finding,
    }
