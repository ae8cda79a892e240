"""Funnels once more, from published figures, with loops: limits, spread, signals, smoothed figures.

Parameters of smoothed figures are looked for in another way than by the code: on a grid that closes
in. So they agree to a few digits, and the figures made with them to one more.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from math import asin, exp, isfinite, lgamma, log, log1p, pi, sin, sqrt
from statistics import NormalDist, quantiles

from scipy.stats import beta, binom, chi2, gamma, poisson

from tests.spec.recount.measures import MEASURES, Z, share

LIMITS = {"lower_998": 0.001, "lower_95": 0.025, "upper_95": 0.975, "upper_998": 0.999}
FEWEST_FORCES = 5
NO_FUNNEL = ("R3", "R3_cohort", "A1_result", "Q1", "Q1_late", "Q1_dates")
FIELDS = ("control_limits", "funnels", "force_signals", "smoothed_values")


@dataclass
class Forces:
    """Forces of one funnel by code, all forces, and how many of them are hidden."""

    kind: str
    period_type: str
    rows: dict[str, dict]
    country: dict
    hidden: int

    @property
    def per(self) -> int:
        return 1000 if self.kind == "rate" else 100


def funnels_of(values: dict[tuple, dict]) -> dict[tuple, Forces]:
    """Funnels by (measure, period, breakdown, category)."""
    groups = defaultdict(dict)
    for (measure, area, period, *split), row in values.items():
        words = MEASURES[measure]
        if words.kind not in ("rate", "share") or measure in NO_FUNNEL:
            continue
        if row["period_type"] == "quarter" or split[0] not in ("total", "characteristic"):
            continue
        groups[measure, period, *split][area] = row
    found = {}
    for place, listed in groups.items():
        forces = {area: row for area, row in listed.items() if row["area_level"] == "force"}
        shown = {area: row for area, row in sorted(forces.items()) if row["value"] is not None}
        country = [row for row in listed.values() if row["area_level"] == "country"]
        if len(shown) < FEWEST_FORCES or not country or country[0]["value"] is None:
            continue
        hidden = sum(row["symbol"] == "c" for row in forces.values())
        kind, period_type = MEASURES[place[0]].kind, country[0]["period_type"]
        found[place] = Forces(kind, period_type, shown, country[0], hidden)
    return found


def funnel_rows(values: dict[tuple, dict]) -> dict[str, dict[tuple, dict]]:
    """Rows of the four tables, by table and key (measure, area, period, breakdown, category …)."""
    tables: dict[str, dict[tuple, dict]] = {name: {} for name in FIELDS}
    families = defaultdict(dict)
    for place, forces in funnels_of(values).items():
        measure, period, *split = place
        tau2 = _about(tables, place, forces)
        for area, row in forces.rows.items():
            key = (measure, area, period, *split)
            limits = _limits(forces, row, tau2)
            for name, value in limits.items():
                tables["control_limits"][*key, name] = _limit_row(forces, row, name, value)
            families[measure, period][key] = _signal(forces, row, limits)
        _smooth(tables, place, forces)
    for family in families.values():
        _adjust(family)
        tables["force_signals"] |= family
    return tables


# --- Limits and spread --------------------------------------------------------------------------


def _about(tables: dict, place: tuple, forces: Forces) -> float | None:
    phi = tau2 = None
    if forces.hidden / (forces.hidden + len(forces.rows)) <= 0.2:
        phi, tau2 = _spread(forces)
    largest = max(forces.rows, key=lambda area: forces.rows[area]["denominator"])
    tables["funnels"][place] = {
        "period_type": forces.period_type,
        "n_areas": len(forces.rows),
        "n_hidden": forces.hidden,
        "scale": {"rate": "square_root", "share": "arcsine"}[forces.kind],
        "phi": phi,
        "tau2": tau2,
        "is_over_dispersed": bool(tau2),
        "centre": forces.country["value"],
        "centre_without_largest": _without(forces, forces.rows[largest]),
        "largest_area_code": largest,
    }
    return tau2


def _without(forces: Forces, largest: dict) -> float | None:
    base = forces.country["denominator"] - largest["denominator"]
    if base <= 0:
        return None
    return forces.per * (forces.country["numerator"] - largest["numerator"]) / base


def _spread(forces: Forces) -> tuple[float, float]:
    """phi and tau2: Spiegelhalter (2005), scores drawn in at the 10th and 90th percentile."""
    theta = forces.country["value"] / forces.per
    scores, errors = [], []
    for row in forces.rows.values():
        n, x = row["denominator"], row["numerator"]
        if forces.kind == "rate" and theta > 0:
            scores.append((sqrt(x / (n * theta)) - 1) * 2 * sqrt(n * theta))
            errors.append(1 / (2 * sqrt(n * theta)))
        elif forces.kind == "share":
            scores.append((asin(sqrt(x / n)) - asin(sqrt(theta))) * 2 * sqrt(n))
            errors.append(1 / (2 * sqrt(n)))
    if len(scores) < 2:
        return 0.0, 0.0
    tenths = quantiles(scores, n=10, method="inclusive")
    drawn_in = [min(max(score, tenths[0]), tenths[-1]) for score in scores]
    phi, many = sum(score**2 for score in drawn_in) / len(scores), len(scores)
    weights = [1 / error**2 for error in errors]
    below = sum(weights) - sum(weight**2 for weight in weights) / sum(weights)
    return phi, max(0.0, (many * phi - (many - 1)) / below)


def _limits(forces: Forces, row: dict, tau2: float | None) -> dict[str, float]:
    base, centre, per = row["denominator"], forces.country["value"], forces.per
    limits = {
        name: per * _smallest(forces.kind, p, base, centre) / base for name, p in LIMITS.items()
    }
    largest = max(forces.rows.values(), key=lambda each: each["denominator"])
    without = _without(forces, largest)
    if tau2:
        for name, p in LIMITS.items():
            wide = _wide(forces.kind, NormalDist().inv_cdf(p), base, centre / per, tau2) * per
            outer = min if "lower" in name else max
            limits[f"adjusted_{name}"] = outer(wide, limits[name])
    limits["centre"] = centre
    if without is not None:
        limits["centre_without_largest"] = without
    return limits


def _wide(kind: str, z: float, base: float, theta: float, tau2: float) -> float:
    if kind == "rate":
        return theta * max(0.0, 1 + z * sqrt(1 / (4 * base * theta) + tau2)) ** 2 if theta else 0.0
    if theta in (0, 1):
        return theta
    angle = asin(sqrt(theta)) + z * sqrt(1 / (4 * base) + tau2)
    return sin(min(max(angle, 0.0), pi / 2)) ** 2


@cache
def _smallest(kind: str, p: float, base: float, centre: float) -> int:
    """The smallest k with P(X <= k) >= p."""
    if kind == "rate":
        expected = base * centre / 1000
        likely = poisson.cdf(range(int(expected + 8 * sqrt(expected)) + 20), expected)
    else:
        likely = binom.cdf(range(int(base) + 1), int(base), centre / 100)
    return next(k for k, below in enumerate(likely) if below >= p)


def _limit_row(forces: Forces, row: dict, name: str, value: float) -> dict:
    by_chance = {"rate": "poisson", "share": "binomial"}[forces.kind]
    method = "pooled" if name.startswith("centre") else by_chance
    return {
        "chart": "funnel",
        "period_type": forces.period_type,
        "base": row["denominator"],
        "method": "over_dispersed" if name.startswith("adjusted") else method,
        "value": value,
    }


# --- Signals ------------------------------------------------------------------------------------


def _signal(forces: Forces, row: dict, limits: dict[str, float]) -> dict:
    x, n, theta = row["numerator"], row["denominator"], forces.country["value"] / forces.per
    if forces.kind == "rate":
        tails = poisson.cdf(x, n * theta), 1 - (poisson.cdf(x - 1, n * theta) if x else 0)
    else:
        tails = binom.cdf(x, n, theta), 1 - (binom.cdf(x - 1, n, theta) if x else 0)
    low, high = (limits.get(f"adjusted_{end}", limits[end]) for end in ("lower_998", "upper_998"))
    return {
        "period_type": forces.period_type,
        "expected": n * theta,
        "p_value": min(1.0, 2 * min(tails)),
        "is_over_dispersed": "adjusted_lower_998" in limits,
        "beyond_usual_spread": bool(row["value"] < low - 1e-9 or row["value"] > high + 1e-9),
    }


def _adjust(family: dict[tuple, dict]) -> None:
    """Benjamini and Hochberg (1995): p times how many, over its place; no more than the next."""
    least = 1.0
    ordered = sorted(family.values(), key=lambda row: row["p_value"])
    for place, row in reversed(list(enumerate(ordered, start=1))):
        least = min(least, row["p_value"] * len(ordered) / place)
        row["p_adjusted"] = least
        usual = row.pop("is_over_dispersed") and not row["beyond_usual_spread"]
        found = "beyond_chance" if usual else "look_further"
        row["signal"] = found if least <= 0.05 else "none"


# --- Smoothed figures ---------------------------------------------------------------------------


def _smooth(tables: dict, place: tuple, forces: Forces) -> None:
    if forces.hidden / (forces.hidden + len(forces.rows)) > 0.2:
        return
    measure, period, *split = place
    counts = [(row["numerator"], row["denominator"]) for row in forces.rows.values()]
    found = _parameters(forces.kind, tuple(counts))
    for (area, row), (x, n) in zip(forces.rows.items(), counts, strict=True):
        if found is None:
            figure = _pooled(forces, counts)
        elif forces.kind == "rate":
            a, b = found
            after = gamma(a + x, scale=1000 / (b + n))
            figure = {"value": 1000 * (a + x) / (b + n)}
        else:
            a, b = found
            after = beta(a + x, b + n - x)
            figure = {"value": 100 * (a + x) / (a + b + n)}
        if found:
            per = 1 if forces.kind == "rate" else 100
            ends = per * after.ppf(0.025), per * after.ppf(0.975)
            # Of a lopsided distribution the mean can lie outside; the interval holds it.
            figure |= {"lower": min(*ends, figure["value"]), "upper": max(*ends, figure["value"])}
        tables["smoothed_values"][measure, area, period, *split] = figure | {
            "period_type": row["period_type"],
            "method": {"rate": "gamma_poisson", "share": "beta_binomial"}[forces.kind],
            "a": found and found[0],
            "b": found and found[1],
        }


def _pooled(forces: Forces, counts: list[tuple]) -> dict:
    """All forces that are shown, together: Wilson, Byar, or exact under ten."""
    x, n = (sum(column) for column in zip(*counts, strict=True))
    if forces.kind == "share":
        found = share(x, n)
        return {name: found[name] for name in ("value", "lower", "upper")}
    if x < 10:
        ends = chi2.ppf(0.025, 2 * x) / 2 if x else 0.0, chi2.ppf(0.975, 2 * x + 2) / 2
    else:
        ends = (
            x * (1 - 1 / (9 * x) - Z / (3 * sqrt(x))) ** 3,
            (x + 1) * (1 - 1 / (9 * (x + 1)) + Z / (3 * sqrt(x + 1))) ** 3,
        )
    return {"value": 1000 * x / n, "lower": 1000 * ends[0] / n, "upper": 1000 * ends[1] / n}


@cache
def _parameters(kind: str, counts: tuple) -> tuple[float, float] | None:
    """The parameters that make the counts most likely; None where that is no variance at all."""
    x, n = (sum(column) for column in zip(*counts, strict=True))
    mean = x / n
    if not mean or (kind == "share" and mean == 1):
        return None
    likely = _rate_likelihood if kind == "rate" else _share_likelihood
    none = likely(counts, mean, 1e-7)
    if likely(counts, mean, 1e-6) <= none:
        return None
    return _climb(lambda m, k: likely(counts, m, k), mean, kind)


def _climb(likely, mean: float, kind: str) -> tuple[float, float]:
    """A grid of means and spreads that closes in on the highest point."""
    centre, step = [log(mean), log(0.05)], [1.0, 4.0]
    if kind == "share":
        centre[0] = log(mean / (1 - mean))

    def at(point: tuple[float, float]) -> float:
        m = exp(point[0]) if kind == "rate" else 1 / (1 + exp(-point[0]))
        found = likely(m, exp(point[1]))
        return found if isfinite(found) else -1e300

    while max(step) > 1e-7:
        grid = [
            (centre[0] + i * step[0] / 2, min(max(centre[1] + j * step[1] / 2, -14.0), 10.0))
            for i in range(-2, 3)
            for j in range(-2, 3)
        ]
        best = max(grid, key=at)
        # Close in only where the best lies inside the grid, or where it stays.
        moved = [abs(best[d] - centre[d]) > 0.9 * step[d] for d in (0, 1)]
        centre = list(best)
        step = [size if out else size / 2 for size, out in zip(step, moved, strict=True)]
    m = exp(centre[0]) if kind == "rate" else 1 / (1 + exp(-centre[0]))
    k = exp(centre[1])
    return (1 / k, 1 / k / m) if kind == "rate" else (m / k, (1 - m) / k)


def _rate_likelihood(counts: tuple, mean: float, k: float) -> float:
    def rising(x: float) -> float:
        """log of 1 (1 + k) (1 + 2k) … of x terms."""
        if k < 1e-5:
            return sum(log1p(j * k) for j in range(int(x)))
        return lgamma(1 / k + x) - lgamma(1 / k) + x * log(k)

    return sum(rising(x) + x * log(mean * n) - (x + 1 / k) * log1p(k * mean * n) for x, n in counts)


def _share_likelihood(counts: tuple, mean: float, k: float) -> float:
    a, b = mean / k, (1 - mean) / k

    def log_beta(one: float, other: float) -> float:
        return lgamma(one) + lgamma(other) - lgamma(one + other)

    if k < 1e-5:
        return sum(
            sum(log(mean + j * k) for j in range(int(x)))
            + sum(log(1 - mean + j * k) for j in range(int(n - x)))
            - sum(log1p(j * k) for j in range(int(n)))
            for x, n in counts
        )
    return sum(log_beta(a + x, b + n - x) - log_beta(a, b) for x, n in counts)
