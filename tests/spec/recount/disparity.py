"""Relative likelihoods once more, from recounted counts, with loops."""

from math import exp, log, sqrt

from scipy.stats import beta

from tests.spec.recount.counts import Counts, break_days
from tests.spec.recount.curves import Z

STEPS = {
    "assessed": ("steps_assessed", "steps_in_post"),
    "assessed_gross": ("steps_gross", "steps_assessed"),
    "case_to_answer": ("steps_case_to_answer", "steps_gross"),
    "to_hearing": ("steps_to_hearing", "steps_case_to_answer"),
    "proven": ("steps_proven", "steps_to_hearing"),
    "dismissed": ("steps_dismissed", "steps_proven"),
}
BESIDE = {
    "ethnicity": "WHITE",
    "sex": "MALE",
    "category_f": "NOT_F",
    "standard_3": "OTHER_STANDARDS",
}
ANSWERS = {"category_f": "complaint", "standard_3": "standard"}


def disparity_rows(counts: Counts, breaks: list[dict]) -> dict[tuple, dict]:
    """Rows of `disparity` by (breakdown, step, area, period, category)."""
    rows = {}
    for breakdown, reference in BESIDE.items():
        steps = STEPS
        if breakdown in ANSWERS:
            name = f"{ANSWERS[breakdown]}_answers"
            steps = {"answer_found": (f"{name}_found", f"{name}_decided")}
        for step, (upper, base) in steps.items():
            for name, area, period, split, category in list(counts.cells):
                if (name, split) != (upper, breakdown):
                    continue
                where, when, provisional = counts.periods[name, area, period]
                if when.type != "three_years":
                    continue
                both = [
                    [counts.cells[count, area, period, breakdown, group] for count in (upper, base)]
                    for group in (category, reference)
                ]
                unknown = [
                    counts.cells.get((count, area, period, breakdown, "NOT_KNOWN"), (0, None))[0]
                    for count in (upper, base)
                ]
                whole = counts.cells.get((base, area, period, "total", "total"), (None, None))[0]
                if step == "assessed":
                    parts = [
                        cell[0]
                        for key, cell in counts.cells.items()
                        if key[:4] == (base, area, period, split)
                    ]
                    whole = None if None in parts else sum(parts)
                basis = "assessed" if upper.startswith("steps") else "decided"
                days = break_days(basis, breaks, area)
                rows[breakdown, step, area, period, category] = {
                    "area_level": where.level,
                    "reference": reference,
                    "provisional": provisional,
                    "break_within": any(when.start < day <= when.end for day in days),
                } | _row(
                    both, unknown, whole, category in (reference, "NOT_KNOWN"), step == "assessed"
                )
    return rows


def _row(both: list, unknown: list, whole: float | None, is_beside: bool, is_rate: bool) -> dict:
    (a, n), (b, m) = ([cell[0] for cell in pair] for pair in both)
    row = {"numerator": a, "denominator": n, "reference_numerator": b, "reference_denominator": m}
    nothing = {"ratio": None, "lower": None, "upper": None, "sentence_allowed": False}
    for reason in ("z", "x"):
        if any(cell[1] == reason for pair in both for cell in pair):
            return row | nothing | {"symbol": reason}
    if is_beside or not (n and m and b):
        return row | nothing | {"symbol": "z"}
    ratio, lower, upper = _ratio(a, n, b, m, is_rate)
    x, u = unknown
    share = 100 * u / whole
    outer = [_share(a + x, n + u) / (b / m), (a / n) / _share(b + x, m + u)]
    clear = [lower, upper, *(outer if share > 10 else [])]
    ten = _least(a, n, b, m, is_rate) >= 10
    return row | {
        "ratio": ratio,
        "lower": lower,
        "upper": upper,
        "symbol": "u" if min(a, b) < 10 else None,
        "unknown_share": share,
        "sentence_allowed": ten and (min(clear) > 1 or max(clear) < 1),
    }


def _share(x: float, n: float) -> float:
    return x / n


def _least(a: float, n: float, b: float, m: float, is_rate: bool) -> float:
    """Of a rate only the events can be few, for what is below the line are years."""
    return min(a, b) if is_rate else min(a, n - a, b, m - b)


def _ratio(a: float, n: float, b: float, m: float, is_rate: bool) -> tuple[float, float, float]:
    ratio = (a / n) / (b / m)
    if _least(a, n, b, m, is_rate) >= 10:
        width = Z * sqrt(1 / a + 1 / b - (0 if is_rate else 1 / n + 1 / m))
        return ratio, exp(log(ratio) - width), exp(log(ratio) + width)
    low = beta.ppf(0.025, a, b + 1) if a else 0
    high = beta.ppf(0.975, a + 1, b)
    return ratio, low / (1 - low) * m / n, high / (1 - high) * m / n
