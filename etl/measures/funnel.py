"""Funnel limits: how far a force may lie from all forces by chance alone.

Limits are quantiles of the Poisson and binomial distributions round the figure of all forces, not
inverted intervals: those signal among forces that do not differ far more often than they say.
Source: Spiegelhalter (2005), doi 10.1002/sim.1970.
"""

from collections.abc import Iterator

from scipy.stats import binom, poisson

# Two-sided: 95% and 99.8% of forces that do not differ lie within.
LIMITS = {"lower_998": 0.001, "lower_95": 0.025, "upper_95": 0.975, "upper_998": 0.999}
CENTRE = "centre"


def rate_limits(base: float, centre: float, per: float = 1000) -> Iterator[tuple[str, float]]:
    """Limits of a rate per `per` at a base of person-time, round `centre` in the same unit."""
    yield CENTRE, centre
    expected = base * centre / per
    for name, share in LIMITS.items():
        yield name, float(poisson.ppf(share, expected)) * per / base if expected else 0.0


def share_limits(base: float, centre: float, per: float = 100) -> Iterator[tuple[str, float]]:
    """Limits of a share per `per` at a base of so many, round `centre` in the same unit."""
    yield CENTRE, centre
    for name, share in LIMITS.items():
        yield name, float(binom.ppf(share, round(base), min(centre / per, 1.0))) * per / base
