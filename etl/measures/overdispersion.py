"""Over-dispersion: forces that differ among themselves by more than chance, and limits for it.

Additive random effects with winsorised scores: Spiegelhalter (2005), Handling over-dispersion of
performance indicators, doi 10.1136/qshc.2005.013755. Rates stand on the square-root scale and
shares on the arcsine one: logarithms break at no events and overreact to few expected.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import norm

from etl.measures.funnel import LIMITS

# Scores below the 10th and above the 90th percentile are drawn in to it, so that the forces looked
# for do not widen the limits that should find them.
TRIMMED = 0.1
# How many standard deviations each limit lies from the centre; to ask scipy once is enough.
DEVIATIONS = {name: norm.ppf(share) for name, share in LIMITS.items()}


@dataclass(frozen=True)
class Spread:
    """How far forces lie apart: `phi` is 1 by chance alone, `tau2` the variance beyond chance.

    `tau2` is in squared units of the scale the scores were made on; 0 where none is found.
    """

    areas: int
    phi: float
    tau2: float


def spread(scores: ArrayLike, errors: ArrayLike) -> Spread:
    """The spread of standardised `scores`, whose standard errors on their own scale are `errors`.

    With fewer than two forces, or errors of zero, none can be found.
    """
    scores, errors = np.asarray(scores, float), np.asarray(errors, float)
    known = np.isfinite(scores) & np.isfinite(errors) & (errors > 0)
    scores, weights = scores[known], errors[known] ** -2.0
    if len(scores) < 2:
        return Spread(len(scores), 0.0, 0.0)
    drawn_in = np.clip(scores, *np.quantile(scores, [TRIMMED, 1 - TRIMMED]))
    phi = float(np.mean(drawn_in**2))
    beyond = len(scores) * phi - (len(scores) - 1)
    total = weights.sum()
    tau2 = beyond / float(total - (weights**2).sum() / total)
    return Spread(len(scores), phi, max(tau2, 0.0))


def rate_spread(events: ArrayLike, expected: ArrayLike) -> Spread:
    """Spread of rates on the scale of the square root of observed over expected events."""
    events, expected = np.asarray(events, float), np.asarray(expected, float)
    counted = expected > 0
    events, expected = events[counted], expected[counted]
    return spread(2 * (np.sqrt(events) - np.sqrt(expected)), 0.5 / np.sqrt(expected))


def share_spread(numbers: ArrayLike, bases: ArrayLike, centre: float) -> Spread:
    """Spread of shares round `centre` (0 to 1) on the scale of the arcsine of the square root."""
    numbers, bases = np.asarray(numbers, float), np.asarray(bases, float)
    counted = bases > 0
    numbers, bases = numbers[counted], bases[counted]
    errors = 0.5 / np.sqrt(bases)
    return spread((_angle(numbers / bases) - _angle(centre)) / errors, errors)


def adjusted_rate_limits(
    base: float, centre: float, tau2: float, per: float = 1000
) -> Iterator[tuple[str, float]]:
    """Limits of a rate per `per` that allow for chance and for the usual spread of forces."""
    expected = base * centre / per
    wide = np.sqrt(0.25 / expected + tau2) if expected else 0.0
    for name, deviations in DEVIATIONS.items():
        yield name, float(centre * max(1 + deviations * wide, 0.0) ** 2)


def adjusted_share_limits(
    base: float, centre: float, tau2: float, per: float = 100
) -> Iterator[tuple[str, float]]:
    """Limits of a share per `per` that allow for chance and for the usual spread of forces."""
    middle, wide = _angle(centre / per), np.sqrt(0.25 / base + tau2)
    # No chance and no spread round none or all, as with the quantiles.
    wide = wide if 0 < centre < per else 0.0
    for name, deviations in DEVIATIONS.items():
        angle = np.clip(middle + deviations * wide, 0.0, np.pi / 2)
        yield name, float(per * np.sin(angle) ** 2)


def _angle(shares: ArrayLike) -> np.ndarray:
    return np.arcsin(np.sqrt(np.clip(shares, 0.0, 1.0)))
