"""95% intervals for shares and rates.

Sources: Wilson (1927), doi 10.1080/01621459.1927.10502953; Byar's approximation in Breslow and Day
(1987), Statistical Methods in Cancer Research II; exact Poisson limits from chi-squared quantiles
below ten events, as in Public Health England practice.
"""

from dataclasses import dataclass
from math import sqrt

from scipy.special import gammaincinv

Z_95 = 1.959963984540054
EXACT_BELOW = 10


@dataclass(frozen=True)
class Figure:
    """A value with its 95% interval, in units of `per`, and how the interval was made."""

    value: float
    lower: float
    upper: float
    method: str


def share(numerator: float, denominator: float, per: float = 100) -> Figure:
    """A proportion with its Wilson interval; the denominator must be above 0."""
    share = numerator / denominator
    shrink = 1 + Z_95**2 / denominator
    centre = (share + Z_95**2 / (2 * denominator)) / shrink
    half = Z_95 / shrink * sqrt(share * (1 - share) / denominator + (Z_95 / (2 * denominator)) ** 2)
    lower = 0.0 if numerator == 0 else centre - half
    upper = 1.0 if numerator == denominator else centre + half
    return Figure(per * share, per * lower, per * upper, "wilson")


def clustered_share(
    reached: float, subjects: float, clusters: int, squared_deviations: float, per: float = 100
) -> tuple[Figure, float]:
    """A share whose subjects come in clusters, and its design effect.

    `squared_deviations` is the sum over clusters of (reached − share × subjects)², from which the
    variance of a ratio follows (Cochran 1977, Sampling Techniques, section 2.11). The interval is
    Wilson's at the number of independent subjects that would have the same variance.
    """
    value = reached / subjects
    binomial = value * (1 - value) / subjects
    variance = clusters / (clusters - 1) * squared_deviations / subjects**2
    effect = max(variance / binomial, 1.0)
    figure = share(reached / effect, subjects / effect, per)
    return figure, effect


def rate(events: float, person_time: float, per: float = 1000) -> Figure:
    """Events over person-time: Byar's interval, exact Poisson limits under ten events."""
    exact = events < EXACT_BELOW
    lower, upper = poisson_limits(events) if exact else byar_limits(events)
    scale = per / person_time
    return Figure(events * scale, lower * scale, upper * scale, "exact" if exact else "byar")


def byar_limits(events: float) -> tuple[float, float]:
    """Byar's limits for a Poisson count above 0."""
    above = events + 1
    lower = events * (1 - 1 / (9 * events) - Z_95 / (3 * sqrt(events))) ** 3
    upper = above * (1 - 1 / (9 * above) + Z_95 / (3 * sqrt(above))) ** 3
    return lower, upper


def poisson_limits(events: float) -> tuple[float, float]:
    """Exact limits for a Poisson count: chi-squared quantiles halved are gamma quantiles."""
    lower = float(gammaincinv(events, 0.025)) if events else 0.0
    return lower, float(gammaincinv(events + 1, 0.975))
