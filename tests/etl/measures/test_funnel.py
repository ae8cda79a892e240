"""Funnel limits: quantiles of Poisson and binomial; forces that do not differ rarely signal."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from etl.measures.funnel import LIMITS, rate_limits, share_limits

FORCES = 43
SIMULATED = 2000
# Signals at 99.8% among 43 forces that do not differ: 43 x 0.002 at most.
MOST = 0.086


def _smallest(below: np.ndarray, p: float) -> int:
    """The smallest k with P(X <= k) >= p."""
    return next(k for k, share in enumerate(below) if share >= p)


@given(st.floats(1, 60_000), st.floats(0.001, 30))
@settings(max_examples=60, deadline=None)
def test_limits_of_a_rate_are_poisson_quantiles(base, centre):
    found = dict(rate_limits(base, centre, 1000))
    expected = base * centre / 1000
    below = poisson.cdf(np.arange(int(expected + 10 * expected**0.5) + 20), expected)
    assert found.pop("centre") == centre
    assert found == {
        name: pytest.approx(1000 * _smallest(below, p) / base) for name, p in LIMITS.items()
    }


@given(st.integers(1, 2000), st.floats(0, 100))
@settings(max_examples=60, deadline=None)
def test_limits_of_a_share_are_binomial_quantiles(base, centre):
    found = dict(share_limits(base, centre, 100))
    below = binom.cdf(np.arange(base + 1), base, centre / 100)
    assert found.pop("centre") == centre
    assert found == {
        name: pytest.approx(100 * _smallest(below, p) / base) for name, p in LIMITS.items()
    }


@pytest.mark.parametrize(
    ("limits", "base", "centre", "expected"),
    [
        # Nobody anywhere: no force can lie apart from that.
        (rate_limits, 500, 0, [0, 0, 0, 0]),
        (share_limits, 20, 0, [0, 0, 0, 0]),
        (share_limits, 20, 100, [100, 100, 100, 100]),
        # 10 expected: P(X <= 2) = 0.0028, P(X <= 1) = 0.0005; P(X <= 21) = 0.9993.
        (rate_limits, 10_000, 1, [0.2, 0.4, 1.7, 2.1]),
        # One of two: half, between none and both.
        (share_limits, 2, 50, [0, 0, 100, 100]),
    ],
)
def test_limits_by_hand(limits, base, centre, expected):
    found = dict(limits(base, centre))
    assert [found[name] for name in LIMITS] == pytest.approx(expected)


def _sizes() -> np.ndarray:
    """43 forces as unequal as the real ones: one a quarter of all, the smallest a few hundred."""
    sizes = np.random.default_rng(0).lognormal(7.6, 0.7, FORCES)
    sizes[0] = sizes[1:].sum() / 3
    return sizes


def _signals(counts: np.ndarray, low: np.ndarray, high: np.ndarray) -> float:
    """Forces outside their limits, per simulated country."""
    return float(((counts < low) | (counts > high)).sum(axis=1).mean())


@pytest.mark.parametrize("per_thousand", [0.3, 1.4, 8, 40])
def test_forces_that_do_not_differ_in_their_rate_rarely_signal(per_thousand):
    random, sizes = np.random.default_rng(1), _sizes()
    found = [dict(rate_limits(size, per_thousand, 1000)) for size in sizes]
    low, high = (
        np.array([limits[name] for limits in found]) * sizes / 1000
        for name in ("lower_998", "upper_998")
    )
    counts = random.poisson(sizes * per_thousand / 1000, (SIMULATED, FORCES))
    assert _signals(counts, low - 1e-9, high + 1e-9) <= MOST


@pytest.mark.parametrize("percent", [4, 30, 74, 97])
def test_forces_that_do_not_differ_in_their_share_rarely_signal(percent):
    random, sizes = np.random.default_rng(2), np.maximum(_sizes() / 100, 1).astype(int)
    found = [dict(share_limits(size, percent, 100)) for size in sizes]
    low, high = (
        np.array([limits[name] for limits in found]) * sizes / 100
        for name in ("lower_998", "upper_998")
    )
    counts = random.binomial(sizes, percent / 100, (SIMULATED, FORCES))
    assert _signals(counts, low - 1e-9, high + 1e-9) <= MOST


def test_a_centre_worked_out_from_the_same_forces_does_not_make_them_signal_more():
    random, sizes = np.random.default_rng(3), _sizes()
    counts = random.poisson(sizes * 1.4 / 1000, (300, FORCES))
    outside = 0
    for row in counts:
        centre = 1000 * row.sum() / sizes.sum()
        low, high = (
            poisson.ppf(p, sizes * centre / 1000)
            for p in (LIMITS["lower_998"], LIMITS["upper_998"])
        )
        outside += int(((row < low) | (row > high)).sum())
    assert outside / len(counts) <= MOST


def test_limits_from_inverted_intervals_would_signal_far_more_often():
    # What the quantiles are there for: Byar-like exact limits of each expected count, inverted.
    from scipy.stats import chi2

    random, sizes = np.random.default_rng(4), _sizes()
    expected = sizes * 0.3 / 1000
    low = chi2.ppf(0.001, 2 * expected) / 2
    high = chi2.ppf(0.999, 2 * (expected + 1)) / 2
    counts = random.poisson(expected, (SIMULATED, FORCES))
    assert _signals(counts, low, high) > MOST
