"""Differences and control charts once more, from published figures, with loops."""

from collections import defaultdict
from itertools import pairwise
from math import isclose, sqrt

from tests.spec.recount.counts import break_days
from tests.spec.recount.measures import MEASURES

NO_CHART = ("R3", "R3_cohort", "A1_result", "Q1", "Q1_late", "Q1_dates", "B1", "B1_over_12m")
SIGNALS = ("outside_limits", "run_of_seven", "trend_of_seven", "two_of_three")


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


def chart_rows(values: dict[tuple, dict], breaks: list[dict]) -> tuple[dict, dict]:
    """Rows of `spc_points` by (measure, area, period), and of its limits with the limit's name."""
    series = defaultdict(list)
    for (measure, area, period, *split), row in values.items():
        is_chart = MEASURES[measure].kind in ("rate", "share") and measure not in NO_CHART
        if is_chart and row["period_type"] == "quarter" and split[0] == "total":
            series[measure, area].append((row["period_start"], period, row))
    points, limits = {}, {}
    for (measure, area), listed in series.items():
        words = MEASURES[measure]
        days = set(break_days(words.basis, breaks, area))
        listed.sort(key=lambda item: item[0])
        marked = [_point(row, days) for *_, row in listed]
        for segment in {point["segment"] for point in marked} - {None}:
            _set_limits([p for p in marked if p["segment"] == segment], marked, words.kind)
        _set_signals(marked)
        for (_, period, _), point in zip(listed, marked, strict=True):
            points[measure, area, period] = {
                name: value for name, value in point.items() if name not in ("value", "limits")
            } | {"is_signal": any(point[name] for name in SIGNALS)}
            for name, value in point["limits"].items():
                limits[measure, area, period, "total", "total", name] = {
                    "chart": "spc", "method": "xmr", "base": None, "value": value,
                }  # fmt: skip
    return points, limits


def _point(row: dict, days: set) -> dict:
    start, end = row["period_start"], row["period_end"]
    segment = 1 + sum(item <= start for item in days)
    if row["value"] is None or any(start < item <= end for item in days):
        segment = None
    return {
        "value": row["value"],
        "segment": segment,
        "moving_range": None,
        "is_trial": False,
        "limits": {},
        **dict.fromkeys(SIGNALS, False),
    }


def _set_limits(mine: list[dict], every: list[dict], kind: str) -> None:
    """Mean and 2.66 mean ranges; ranges above 3.267 mean ranges are left out once."""
    for before, point in pairwise(every):
        if point["segment"] is not None and point["segment"] == before["segment"]:
            point["moving_range"] = abs(point["value"] - before["value"])
    ranges = [point["moving_range"] for point in mine if point["moving_range"] is not None]
    if len(mine) < 3 or len(ranges) < 2:
        return
    mean = sum(point["value"] for point in mine) / len(mine)
    usual = sum(ranges) / len(ranges)
    kept = [size for size in ranges if size <= 3.267 * usual]
    reach = 2.66 * sum(kept) / len(kept)
    for point in mine:
        upper = min(mean + reach, 100) if kind == "share" else mean + reach
        point["is_trial"] = len(mine) < 12
        point["limits"] = {
            "centre": mean,
            "lower_natural": max(mean - reach, 0),
            "upper_natural": upper,
        }


def _set_signals(points: list[dict]) -> None:
    def window(start: int, many: int) -> list[dict]:
        """So many neighbours of one segment with limits, or nothing."""
        found = points[start : start + many]
        alike = len({point["segment"] for point in found}) == 1 and len(found) == many
        return found if alike and all(point["limits"] for point in found) else []

    for start in range(len(points)):
        for point in window(start, 1):
            ends = point["limits"]
            point["outside_limits"] = (
                _above(point["value"], ends["upper_natural"])
                or _above(ends["lower_natural"], point["value"])
            )  # fmt: skip
        seven = window(start, 7)
        for up in (True, False):
            if seven and all(_beyond(point, up, 0) for point in seven):
                _mark(seven, "run_of_seven")
            steps = [(b, a) if up else (a, b) for a, b in pairwise(seven)]
            if seven and all(_above(high["value"], low["value"]) for high, low in steps):
                _mark(seven, "trend_of_seven")
            far = [point for point in window(start, 3) if _beyond(point, up, 2 / 3)]
            if len(far) >= 2:
                _mark(far, "two_of_three")


def _mark(points: list[dict], signal: str) -> None:
    for point in points:
        point[signal] = True


def _beyond(point: dict, up: bool, share: float) -> bool:
    """Further from the mean than this share of the way to the limit of one side."""
    mean = point["limits"]["centre"]
    line = mean + share * (point["limits"]["upper_natural" if up else "lower_natural"] - mean)
    return _above(point["value"], line) if up else _above(line, point["value"])


def _above(one: float, other: float) -> bool:
    return one > other and not isclose(one, other, rel_tol=1e-9, abs_tol=0)
