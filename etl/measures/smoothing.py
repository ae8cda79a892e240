"""Smoothed figures: each force drawn towards all forces, the more the less its figure rests on.

Empirical Bayes: true rates are taken to follow a gamma and true shares a beta distribution, whose
two parameters are those under which the counts seen are most likely. The interval holds 95% of what
is then plausible for the force; it takes the two parameters as known, so it is a little narrow.
Gamma–Poisson: Clayton and Kaldor (1987), doi 10.2307/2532003. Beta–binomial: Skellam (1948).
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize
from scipy.special import (
    betainccinv,
    betaincinv,
    betaln,
    expit,
    gammainccinv,
    gammaincinv,
    gammaln,
    logit,
)

from etl.measures.intervals import Figure, rate, share

TAIL = 0.025
# How far forces differ is looked for between next to nothing and far beyond all that was ever seen.
LOG_SPREADS = (-14.0, 10.0)
PRECISE = {"xatol": 1e-9, "fatol": 1e-11, "maxiter": 2000, "maxfev": 2000}


@dataclass(frozen=True)
class Smoothed:
    """Smoothed values with the ends of their 95% intervals, in the order given.

    `a` and `b` are the parameters of the distribution of true figures; None where forces do not
    differ by more than chance, so that all have the pooled figure and its interval.
    """

    values: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    a: float | None = None
    b: float | None = None


def smoothed_rates(events: ArrayLike, person_time: ArrayLike, per: float = 1000) -> Smoothed:
    """Rates per `per`; person-time must be above 0."""
    events, time = np.asarray(events, float), np.asarray(person_time, float)
    pooled = events.sum() / time.sum()
    expected = time * pooled
    beyond_chance = ((events - expected) ** 2 - events).sum()
    if beyond_chance <= 0:
        # The likelihood falls as soon as true rates differ at all.
        return _all_pooled(rate(events.sum(), time.sum(), per), len(events))
    mean, spread = _most_likely(
        lambda m, k: _rate_likelihood(events, time, m, k),
        log(pooled),
        beyond_chance / (expected**2).sum(),
    )
    a, b = np.exp(-spread), np.exp(-spread - mean)
    shape, scale = a + events, per / (b + time)
    ends = (gammaincinv(shape, TAIL) * scale, gammainccinv(shape, TAIL) * scale)
    return _holding(shape * scale, *ends, float(a), float(b))


def smoothed_shares(numbers: ArrayLike, bases: ArrayLike, per: float = 100) -> Smoothed:
    """Shares per `per`; bases must be above 0 and at least the numbers."""
    numbers, bases = np.asarray(numbers, float), np.asarray(bases, float)
    pooled = numbers.sum() / bases.sum()
    if pooled in (0.0, 1.0) or _share_slope(numbers, bases, pooled) <= 0:
        return _all_pooled(share(numbers.sum(), bases.sum(), per), len(numbers))
    mean, spread = _most_likely(
        lambda m, k: _share_likelihood(numbers, bases, m, k), float(logit(pooled)), 0.05
    )
    a, b = expit(mean) * np.exp(-spread), expit(-mean) * np.exp(-spread)
    yes, no = a + numbers, b + bases - numbers
    ends = (per * betaincinv(yes, no, TAIL), per * betainccinv(yes, no, TAIL))
    return _holding(per * yes / (yes + no), *ends, float(a), float(b))


def _holding(
    values: np.ndarray, lower: np.ndarray, upper: np.ndarray, a: float, b: float
) -> Smoothed:
    # Where almost all forces stand at one end, a mean can lie outside the middle 95% of so lopsided
    # a distribution; an interval that leaves its own figure out would mislead.
    return Smoothed(values, np.minimum(lower, values), np.maximum(upper, values), a, b)


def _rate_likelihood(events: np.ndarray, time: np.ndarray, mean: float, spread: float) -> float:
    """Log-likelihood of a negative binomial with the log of its mean rate and of 1/a."""
    a, expected = np.exp(-spread), time * np.exp(mean)
    seen = gammaln(a + events) - gammaln(a) + events * (np.log(expected) + spread)
    return float((seen - (a + events) * np.log1p(expected * np.exp(spread))).sum())


def _share_likelihood(numbers: np.ndarray, bases: np.ndarray, mean: float, spread: float) -> float:
    """Log-likelihood of a beta-binomial with the log-odds of its mean and the log of 1/(a+b)."""
    a, b = expit(mean) * np.exp(-spread), expit(-mean) * np.exp(-spread)
    return float((betaln(a + numbers, b + bases - numbers) - betaln(a, b)).sum())


def _share_slope(numbers: np.ndarray, bases: np.ndarray, pooled: float) -> float:
    """Slope of the log-likelihood as true shares begin to differ: at or below 0 they do not."""
    others = bases - numbers
    return float(
        (
            numbers * (numbers - 1) / (2 * pooled)
            + others * (others - 1) / (2 * (1 - pooled))
            - bases * (bases - 1) / 2
        ).sum()
    )


def _most_likely(
    likelihood: Callable[[float, float], float], mean: float, spread: float
) -> tuple[float, float]:
    low, high = LOG_SPREADS
    start = [mean, float(np.clip(np.log(spread), low + 1, high - 1))]
    found = minimize(
        lambda point: -likelihood(*point),
        start,
        method="Nelder-Mead",
        bounds=[(mean - 20, mean + 20), LOG_SPREADS],
        options=PRECISE,
    )
    return found.x[0], found.x[1]


def _all_pooled(figure: Figure, forces: int) -> Smoothed:
    ends = (np.full(forces, end) for end in (figure.value, figure.lower, figure.upper))
    return Smoothed(*ends)
