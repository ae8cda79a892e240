"""Every rate, share and waiting time once more, from the recounted counts."""

from math import exp, log, sqrt

from scipy.stats import chi2

from tests.spec.recount.counts import BREAKDOWNS, Counts, breaks_of

Z = 1.959963984540054
FEW = 10
BASIS = {"R1": "received", "G4": "hearing", "D2": "logged"}
WAITS = {"T2": 0.5, "T2_p90": 0.9, "T2_12m": 365, "T2_24m": 730}


def measure_rows(counts: Counts, breaks: list[dict]) -> dict[tuple, dict]:
    """Rows of `measure_values` by (measure, area, period, breakdown, category)."""
    rows = {}
    for key in counts.cells:
        name, area, period, *_ = key
        of_total = (area, period, "total", "total")
        if name == "referrals":
            base = counts.cells["workforce_years", *of_total]
            rows["R1", *key[1:]] = _row(key, base, 1000, _rate, counts)
        if name == "findings_gm_proven":
            base = counts.cells["findings_known", *key[1:]]
            rows["G4", *key[1:]] = _row(key, base, 100, _share, counts)
        if name == "characteristic_allegations":
            # Forces and small regions have no single years; their base has.
            base = counts.cells["f_allegations", *of_total]
            rows["D2", *key[1:]] = _row(key, base, 100, _share, counts)
        if name == "hearings_begun":
            for measure, at in WAITS.items():
                rows[measure, *key[1:]] = _wait_row(key, measure, at, counts)
    for (measure, area, period, *_), row in rows.items():
        of, numerator = counts.periods, row["numerator_count"]
        where, when, provisional = of[numerator, area, period]
        before, within = breaks_of(BASIS.get(measure, "notice"), breaks, when)
        row |= {
            "area_level": where.level,
            "period_type": when.type,
            "period_start": when.start,
            "period_end": when.end,
            "provisional": provisional,
            "revised": False,
            "break_before": before,
            "break_within": within,
        }
    return rows


DENOMINATORS = {
    "referrals": "workforce_years",
    "findings_gm_proven": "findings_known",
    "characteristic_allegations": "f_allegations",
    "hearings_begun": "hearing_notices",
}
NOTHING = {"value": None, "lower": None, "upper": None, "interval_method": None}


def _row(key: tuple, base: tuple, per: float, figure, counts: Counts) -> dict:
    (numerator, symbol), (denominator, base_symbol) = counts.cells[key], base
    row = {
        "numerator_count": key[0],
        "denominator_count": DENOMINATORS[key[0]],
        "numerator": numerator,
        "denominator": denominator,
        "per": per,
    }
    if "z" in (symbol, base_symbol):
        return row | NOTHING | {"symbol": "z"}
    if "x" in (symbol, base_symbol):
        return row | NOTHING | {"symbol": "x"}
    if denominator == 0:
        return row | NOTHING | {"symbol": "z"}
    return row | figure(numerator, denominator)


def _share(x: float, n: float) -> dict:
    centre = (x + Z**2 / 2) / (n + Z**2)
    half = Z / (n + Z**2) * sqrt(x * (n - x) / n + Z**2 / 4)
    return {
        "value": 100 * x / n,
        "lower": 100 * (centre - half),
        "upper": 100 * (centre + half),
        "interval_method": "wilson",
        "symbol": "u" if n < FEW else None,
    }


def _rate(o: float, n: float) -> dict:
    if o < FEW:
        lower = chi2.ppf(0.025, 2 * o) / 2 if o else 0.0
        upper = chi2.ppf(0.975, 2 * o + 2) / 2
    else:
        lower = o * (1 - 1 / (9 * o) - Z / (3 * sqrt(o))) ** 3
        upper = (o + 1) * (1 - 1 / (9 * (o + 1)) + Z / (3 * sqrt(o + 1))) ** 3
    return {
        "value": 1000 * o / n,
        "lower": 1000 * lower / n,
        "upper": 1000 * upper / n,
        "interval_method": "exact" if o < FEW else "byar",
        "symbol": "u" if o < FEW else None,
    }


def _wait_row(key: tuple, measure: str, at: float, counts: Counts) -> dict:
    notices, symbol = counts.cells["hearing_notices", *key[1:]]
    waits = counts.waits["hearing_notices", *key[1:]]
    row = {
        "numerator_count": "hearings_begun",
        "denominator_count": "hearing_notices",
        "numerator": counts.cells[key][0],
        "denominator": notices,
        "per": 100 if measure in ("T2_12m", "T2_24m") else None,
    }
    if symbol or not notices:
        return row | NOTHING | {"symbol": symbol or "z"}
    value, lower, upper = (_share_by if at > 1 else _day_of)(curve(waits), waits, at)
    if value is None:
        return row | NOTHING | {"symbol": "z"}
    return row | {
        "value": value,
        "lower": lower,
        "upper": upper,
        "interval_method": "curve",
        "symbol": "u" if notices < FEW else None,
    }


def curve(waits: list[tuple[int, bool]]) -> list[tuple[int, int, float, float, float]]:
    """Kaplan–Meier: (day, still waiting after it, share begun, lower, upper)."""
    points, still, spread = [], 1.0, 0.0
    for day in sorted({days for days, begun in waits if begun}):
        at_risk = sum(1 for days, _ in waits if days >= day)
        begins = sum(1 for days, begun in waits if days == day and begun)
        still *= (at_risk - begins) / at_risk
        if at_risk == begins:
            points.append((day, 0, 1.0, *nobody_left()))
            continue
        spread += begins / (at_risk * (at_risk - begins))
        width = Z * sqrt(spread) / -log(still)
        limits = 1 - still ** exp(-width), 1 - still ** exp(width)
        points.append((day, at_risk - begins, 1 - still, *limits))
    return points


def nobody_left() -> tuple[float, float]:
    """Limits where everybody had begun: log(-log) gives none, the curve draws its own end."""
    return 1.0, 1.0


def _day_of(points: list, waits: list, share: float) -> tuple:
    """The first day by which the share had begun; its limits where the limits reach it."""

    def first(column: int) -> int | None:
        reached = [point[0] for point in points if point[column] >= share - 1e-9]
        return reached[0] if reached else None

    return first(2), first(4), first(3)


def _share_by(points: list, waits: list, day: float) -> tuple:
    followed = any(days >= day for days, _ in waits)
    if not followed and not all(begun for _, begun in waits):
        return None, None, None
    before = [point for point in points if point[0] <= day]
    if not before:
        return 0.0, None, None
    return tuple(100 * item for item in before[-1][2:])


def curve_rows(counts: Counts) -> dict[tuple, dict]:
    """Rows of `time_to_event` by (area, cohort, breakdown, category, day)."""
    rows = {}
    for key, (notices, symbol) in counts.cells.items():
        if key[0] != "hearing_notices":
            continue
        level = counts.periods[key[:3]][0].level
        if symbol or not notices:
            rows[*key[1:], None] = _point(level, None, None, None, None, symbol or "z")
            continue
        points = curve(counts.waits[key])
        if not points or points[0][0] > 0:
            rows[*key[1:], 0] = _point(level, notices, 0.0, 0.0, 0.0, None)
        for day, waiting, *figures in points:
            rows[*key[1:], day] = _point(level, waiting, *figures, None)
    return rows


def _point(level, at_risk, estimate, lower, upper, symbol) -> dict:
    return {
        "area_level": level,
        "at_risk": at_risk,
        "estimate": estimate,
        "lower": lower,
        "upper": upper,
        "symbol": symbol,
    }


def count_rows(counts: Counts) -> dict[tuple, dict]:
    """Rows of `counts` by (count, area, period, breakdown, category)."""
    return {
        key: {
            "area_level": counts.periods[key[:3]][0].level,
            "period_type": counts.periods[key[:3]][1].type,
            "count": number,
            "symbol": symbol,
        }
        for key, (number, symbol) in counts.cells.items()
    }


assert set(DENOMINATORS) < set(BREAKDOWNS)
