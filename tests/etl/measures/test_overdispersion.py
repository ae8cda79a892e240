"""Over-dispersion: a published example, forces that do and do not differ, and empty input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm, poisson

from etl.measures.funnel import LIMITS, rate_limits
from etl.measures.overdispersion import (
    adjusted_rate_limits,
    adjusted_share_limits,
    rate_spread,
    share_spread,
    spread,
)
from tests.etl.measures import bbc

FORCES = 43


# --- A published funnel -------------------------------------------------------------------------


def test_the_published_funnel_of_39_forces_gives_phi_2_07_and_tau2_0_15_on_the_log_scale():
    found = spread(
        np.log(bbc.officers() / bbc.expected()) * np.sqrt(bbc.expected()),
        1 / np.sqrt(bbc.expected()),
    )
    assert found.areas == 39
    assert bbc.officers().sum() == 301
    assert round(found.phi, 2) == 2.07
    assert round(found.tau2, 2) == 0.15


def test_the_log_scale_calls_the_city_of_london_an_outlier_and_exact_counts_do_not():
    place = bbc.forces().index(bbc.CITY)
    events, expected = bbc.officers()[place], bbc.expected()[place]
    assert (events, round(expected, 2)) == (1, 5.17)
    assert round(np.log(events / expected) * np.sqrt(expected), 1) == -3.7
    assert round(poisson.cdf(1, expected), 3) == 0.035
    # Nor does the square-root scale, with the usual spread of forces or without.
    limits = dict(adjusted_rate_limits(expected, 1, tau2=0, per=1))
    assert limits["lower_998"] < events / expected


def test_on_the_square_root_scale_the_same_forces_differ_by_less():
    found = rate_spread(bbc.officers(), bbc.expected())
    # 2 (sqrt O - sqrt E), drawn in at the 10th and 90th percentile, by hand.
    scores = 2 * (np.sqrt(bbc.officers()) - np.sqrt(bbc.expected()))
    drawn_in = np.clip(scores, np.percentile(scores, 10), np.percentile(scores, 90))
    assert found.phi == pytest.approx((drawn_in**2).mean(), rel=1e-12)
    weights = 4 * bbc.expected()
    beyond = 39 * found.phi - 38
    assert found.tau2 == pytest.approx(
        beyond / (weights.sum() - (weights**2).sum() / weights.sum()), rel=1e-12
    )
    assert 1 < found.phi < 2.07


# --- Forces that do and do not differ -----------------------------------------------------------


def _sizes() -> np.ndarray:
    sizes = np.random.default_rng(0).lognormal(7.6, 0.7, FORCES)
    sizes[0] = sizes[1:].sum() / 3
    return sizes


def _tau2(true_spread: float, seed: int, simulated: int = 200) -> np.ndarray:
    """tau2 in simulated countries whose true rates vary with this standard deviation (log)."""
    random, expected = np.random.default_rng(seed), _sizes() * 0.02
    found = []
    for _ in range(simulated):
        true = np.exp(random.normal(0, true_spread, FORCES))
        found.append(rate_spread(random.poisson(expected * true), expected).tau2)
    return np.array(found)


def test_forces_that_do_not_differ_are_rarely_called_over_dispersed():
    assert (_tau2(0, seed=1) > 0).mean() < 0.1


def test_forces_that_differ_are_found_to_and_by_about_how_much():
    # A spread of s in logarithms is one of s/2 in square roots.
    found = _tau2(0.4, seed=2)
    assert (found > 0).mean() > 0.99
    # Winsorised scores leave out part of the tails, so the estimate is somewhat low.
    assert 0.4 * 0.2**2 < np.median(found) < 1.1 * 0.2**2


def test_shares_that_do_not_differ_are_rarely_called_over_dispersed_and_others_are():
    random = np.random.default_rng(3)
    bases = np.maximum(_sizes() / 20, 5).astype(int)
    null = [share_spread(random.binomial(bases, 0.7), bases, 0.7).tau2 for _ in range(200)]
    apart = [
        share_spread(random.binomial(bases, random.beta(7, 3, FORCES)), bases, 0.7).tau2
        for _ in range(200)
    ]
    assert np.mean(np.array(null) > 0) < 0.1
    assert np.mean(np.array(apart) > 0) > 0.99


# --- Limits -------------------------------------------------------------------------------------


@given(st.floats(1, 60_000), st.floats(0.01, 30), st.floats(0, 2))
@settings(max_examples=50, deadline=None)
def test_adjusted_limits_of_a_rate_are_normal_ones_on_the_square_root_scale(base, centre, tau2):
    expected = base * centre / 1000
    for name, limit in adjusted_rate_limits(base, centre, tau2):
        z = norm.ppf(LIMITS[name])
        root = max(np.sqrt(expected) * (1 + z * np.sqrt(1 / (4 * expected) + tau2)), 0)
        assert limit == pytest.approx(1000 * root**2 / base, rel=1e-9, abs=1e-12)


@given(st.integers(1, 2000), st.floats(0.1, 99.9), st.floats(0, 2))
@settings(max_examples=50, deadline=None)
def test_adjusted_limits_of_a_share_are_in_order_and_between_none_and_all(base, centre, tau2):
    found = dict(adjusted_share_limits(base, centre, tau2))
    ends = [found[name] for name in ("lower_998", "lower_95", "upper_95", "upper_998")]
    assert 0 <= ends[0] <= ends[1] <= centre + 1e-9
    assert centre - 1e-9 <= ends[2] <= ends[3] <= 100


def test_without_spread_adjusted_limits_lie_near_the_quantiles():
    near, exact = dict(adjusted_rate_limits(50_000, 4, 0)), dict(rate_limits(50_000, 4))
    for name in LIMITS:
        assert near[name] == pytest.approx(exact[name], rel=0.02)


# --- Empty and flat input -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], []),
        ([3], [2.5]),
        ([0, 0, 0], [0, 0, 0]),
        ([0, 0, 0], [2, 2, 2]),
        ([5, 5, 5], [5, 5, 5]),
        ([0, 1e6], [1e-9, 1]),
    ],
)
def test_a_rate_has_a_finite_spread_whatever_the_counts(events, expected):
    found = rate_spread(events, expected)
    assert np.isfinite([found.phi, found.tau2]).all()
    assert found.tau2 >= 0


@pytest.mark.parametrize(
    ("numbers", "bases", "centre"),
    [
        ([], [], 0.5),
        ([0, 0], [0, 0], 0.5),
        ([0, 0], [3, 9], 0),
        ([3, 9], [3, 9], 1),
        ([0, 9], [9, 9], 0),
    ],
)
def test_a_share_has_a_finite_spread_whatever_the_counts(numbers, bases, centre):
    found = share_spread(numbers, bases, centre)
    assert np.isfinite([found.phi, found.tau2]).all()


@pytest.mark.parametrize("centre", [0, 100])
def test_round_none_or_all_limits_leave_no_room(centre):
    assert set(dict(adjusted_share_limits(20, centre, 0.3)).values()) == {centre}


def test_limits_round_a_rate_of_zero_are_zero():
    assert set(dict(adjusted_rate_limits(500, 0, 0.3)).values()) == {0}
