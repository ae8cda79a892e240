"""Which forces to look at further, when many are compared at once.

Each force has an exact two-sided p-value against the figure of all forces: twice the smaller tail
of the Poisson or binomial distribution at its base, at most 1, as the funnel limits leave equal
tails on both sides. Over a family the false discoveries are held to a rate: Benjamini and
Hochberg (1995), doi 10.1111/j.2517-6161.1995.tb02031.x.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import binom, false_discovery_control, poisson

# Of the forces named, at most one in twenty on average differs from all forces by chance alone.
RATE = 0.05
NONE, BEYOND_CHANCE, LOOK_FURTHER = "none", "beyond_chance", "look_further"


def rate_p_values(events: ArrayLike, expected: ArrayLike) -> np.ndarray:
    """Exact p-values of counts against the numbers expected; nothing expected and none seen: 1."""
    events, expected = np.asarray(events, float), np.asarray(expected, float)
    return _two_sided(poisson.cdf(events, expected), poisson.sf(events - 1, expected))


def share_p_values(numbers: ArrayLike, bases: ArrayLike, centre: float) -> np.ndarray:
    """Exact p-values of numbers out of `bases` against a share of all (0 to 1)."""
    numbers, bases = np.asarray(numbers, float), np.round(np.asarray(bases, float))
    centre = min(max(centre, 0.0), 1.0)
    return _two_sided(binom.cdf(numbers, bases, centre), binom.sf(numbers - 1, bases, centre))


def adjusted(p_values: ArrayLike) -> np.ndarray:
    """Each p-value as the smallest false-discovery rate at which its force would be named."""
    p_values = np.asarray(p_values, float)
    return false_discovery_control(p_values) if len(p_values) else p_values


def signal(p_adjusted: float, is_usual: bool = False) -> str:
    """What a force calls for; `is_usual`: forces differ beyond chance, and it does no more so."""
    if p_adjusted > RATE:
        return NONE
    return BEYOND_CHANCE if is_usual else LOOK_FURTHER


def _two_sided(at_most: np.ndarray, at_least: np.ndarray) -> np.ndarray:
    return np.minimum(2 * np.minimum(at_most, at_least), 1.0)
