"""Funnel limits: how far a force may lie from all forces by chance alone.

Limits are quantiles of the Poisson and binomial distributions round the figure of all forces, not
inverted intervals: those signal among forces that do not differ far more often than they say.
Source: Spiegelhalter (2005), doi 10.1002/sim.1970.
"""

from collections.abc import Iterator
from functools import lru_cache

from scipy.stats import binom, poisson

# Two-sided: 95% and 99.8% of forces that do not differ lie within.
LIMITS = {"lower_998": 0.001, "lower_95": 0.025, "upper_95": 0.975, "upper_998": 0.999}
CENTRE = "centre"
# Tiers ask for the same quantiles one after the other: some twenty thousand in twelve years.
KEPT = 50_000


def rate_limits(base: float, centre: float, per: float = 1000) -> Iterator[tuple[str, float]]:
    """Limits of a rate per `per` at a base of person-time, round `centre` in the same unit."""
    yield CENTRE, centre
    expected = base * centre / per
    for name, events in zip(LIMITS, _poisson(expected), strict=True):
        yield name, events * per / base if expected else 0.0


def share_limits(base: float, centre: float, per: float = 100) -> Iterator[tuple[str, float]]:
    """Limits of a share per `per` at a base of so many, round `centre` in the same unit."""
    yield CENTRE, centre
    for name, events in zip(LIMITS, _binomial(round(base), min(centre / per, 1.0)), strict=True):
        yield name, events * per / base


@lru_cache(KEPT)
def _poisson(expected: float) -> tuple[float, ...]:
    """Events at each of LIMITS where so many are expected; all cost as much as one."""
    return tuple(poisson.ppf([*LIMITS.values()], expected).tolist())


@lru_cache(KEPT)
def _binomial(base: int, share: float) -> tuple[float, ...]:
    """Events at each of LIMITS of so many with that chance each."""
    return tuple(binom.ppf([*LIMITS.values()], base, share).tolist())
