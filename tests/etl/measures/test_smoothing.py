"""Smoothed figures: as elsewhere, drawn towards all forces, and all alike where nothing differs."""

import warnings

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import beta, betabinom, binom, gamma, nbinom, poisson

from etl.measures.intervals import rate, share
from etl.measures.smoothing import Smoothed, smoothed_rates, smoothed_shares
from tests.etl.measures import bbc

FORCES = 43


def _rates(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Events, person-time and true rates per 1,000 of forces that differ (gamma, 4 and 500)."""
    random = np.random.default_rng(seed)
    time = random.lognormal(7.5, 0.8, FORCES)
    true = random.gamma(4, 1 / 500, FORCES)
    return random.poisson(true * time), time, 1000 * true


def _shares(seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    bases = random.integers(3, 90, FORCES)
    return random.binomial(bases, random.beta(12, 5, FORCES)), bases


# --- Most likely parameters ---------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_rates_have_the_parameters_of_a_negative_binomial_regression(seed):
    events, time, _ = _rates(seed)
    found = smoothed_rates(events, time)
    model = sm.NegativeBinomial(events, np.ones((FORCES, 1)), exposure=time)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        log_mean, spread = model.fit(disp=False, maxiter=500, gtol=1e-9).params
    assert found.a == pytest.approx(1 / spread, rel=1e-3)
    assert found.a / found.b == pytest.approx(np.exp(log_mean), rel=1e-4)


@pytest.mark.parametrize("seed", range(4))
def test_no_other_parameters_make_the_rates_seen_more_likely(seed):
    events, time, _ = _rates(seed)
    found = smoothed_rates(events, time)

    def likelihood(a: float, b: float) -> float:
        return nbinom.logpmf(events, a, b / (b + time)).sum()

    best = likelihood(found.a, found.b)
    for more in (0.98, 1.02):
        assert likelihood(found.a * more, found.b) < best
        assert likelihood(found.a, found.b * more) < best
        assert likelihood(found.a * more, found.b * more) < best


@pytest.mark.parametrize("seed", range(4))
def test_no_other_parameters_make_the_shares_seen_more_likely(seed):
    numbers, bases = _shares(seed)
    found = smoothed_shares(numbers, bases)

    def likelihood(a: float, b: float) -> float:
        return betabinom.logpmf(numbers, bases, a, b).sum()

    best = likelihood(found.a, found.b)
    for more in (0.98, 1.02):
        assert likelihood(found.a * more, found.b) < best
        assert likelihood(found.a, found.b * more) < best
        assert likelihood(found.a * more, found.b * more) < best


# --- Values and intervals -----------------------------------------------------------------------


def test_a_smoothed_rate_and_its_interval_are_those_of_the_gamma_distribution():
    events, time, _ = _rates(1)
    found = smoothed_rates(events, time)
    after = gamma(found.a + events, scale=1000 / (found.b + time))
    assert found.values == pytest.approx(after.mean())
    assert found.lower == pytest.approx(after.ppf(0.025))
    assert found.upper == pytest.approx(after.ppf(0.975))


def test_a_smoothed_share_and_its_interval_are_those_of_the_beta_distribution():
    numbers, bases = _shares(1)
    found = smoothed_shares(numbers, bases)
    after = beta(found.a + numbers, found.b + bases - numbers)
    assert found.values == pytest.approx(100 * after.mean())
    assert found.lower == pytest.approx(100 * after.ppf(0.025))
    assert found.upper == pytest.approx(100 * after.ppf(0.975))


def test_a_smoothed_rate_is_the_mean_of_what_is_plausible_by_direct_integration():
    events, time, _ = _rates(2)
    found = smoothed_rates(events, time)
    for place in (0, 7):

        def plausible(true: float, place: int = place) -> float:
            prior = gamma.pdf(true, found.a, scale=1 / found.b)
            return prior * poisson.pmf(events[place], true * time[place])

        top = 10 * found.upper[place] / 1000
        whole = quad(plausible, 0, top, limit=200)[0]
        mean = quad(lambda true: true * plausible(true), 0, top, limit=200)[0] / whole
        assert found.values[place] == pytest.approx(1000 * mean, rel=1e-5)


def test_a_figure_is_drawn_towards_all_forces_the_more_the_less_it_rests_on():
    found = smoothed_rates(
        [10, 1000, 40, 30, 9, 300, 25], [1000, 100_000, 1000, 900, 3000, 50_000, 800]
    )
    raw = np.array([10, 10, 40, 33.333, 3, 6, 31.25])
    middle = 1000 * found.a / found.b
    assert (np.abs(found.values - middle) <= np.abs(raw - middle) + 1e-9).all()
    assert abs(found.values[1] - raw[1]) < abs(found.values[0] - raw[0])


def test_smoothed_rates_lie_nearer_to_the_true_ones_than_raw_ones_do():
    nearer, covered = [], []
    for seed in range(40):
        events, time, true = _rates(seed)
        found = smoothed_rates(events, time)
        nearer.append(
            ((found.values - true) ** 2).sum() < ((1000 * events / time - true) ** 2).sum()
        )
        covered.append(((found.lower <= true) & (true <= found.upper)).mean())
    assert np.mean(nearer) > 0.9
    # The two parameters are taken as known, so a little less than 95% is held.
    assert 0.9 < np.mean(covered) < 0.98


def test_the_published_funnel_smooths_to_less_than_half_the_spread():
    found = smoothed_rates(bbc.officers(), bbc.headcounts())
    raw = 1000 * bbc.officers() / bbc.headcounts()
    assert found.a is not None
    assert found.values.std() < raw.std() / 2
    assert found.values.min() > raw.min()


# --- Nothing differs, or nothing is there -------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "time"),
    [
        ([0, 0, 0], [10, 20, 30]),
        ([5, 10, 15], [1000, 2000, 3000]),
        ([4, 5, 6, 5], [100, 100, 100, 100]),
        ([7], [350.5]),
    ],
)
def test_rates_that_do_not_differ_are_all_the_pooled_one_with_its_interval(events, time):
    _is_pooled(smoothed_rates(events, time), rate(sum(events), sum(time)))


@pytest.mark.parametrize(
    ("numbers", "bases"),
    [
        ([0, 0, 0], [4, 5, 6]),
        ([4, 5, 6], [4, 5, 6]),
        ([2, 3], [4, 6]),
        ([3], [4]),
        ([1, 0, 1, 1], [1, 1, 1, 1]),
    ],
)
def test_shares_that_do_not_differ_are_all_the_pooled_one_with_its_interval(numbers, bases):
    _is_pooled(smoothed_shares(numbers, bases), share(sum(numbers), sum(bases)))


def _is_pooled(found: Smoothed, figure) -> None:
    assert (found.a, found.b) == (None, None)
    assert set(found.values) == {figure.value}
    assert (set(found.lower), set(found.upper)) == ({figure.lower}, {figure.upper})


def test_chance_alone_seldom_leaves_much_of_a_difference():
    random = np.random.default_rng(5)
    bases = random.integers(10, 200, FORCES)
    for _ in range(20):
        found = smoothed_shares(random.binomial(bases, 0.7), bases)
        assert np.ptp(found.values) < np.ptp(100 * binom.ppf([0.05, 0.95], 40, 0.7) / 40)


COUNTS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 50_000)), min_size=1, max_size=12)


@given(COUNTS)
@settings(max_examples=60, deadline=None)
def test_smoothed_figures_are_finite_and_in_order_whatever_the_counts(counts):
    events, time = np.array(counts, float).T
    numbers = np.minimum(events, time)
    for found, highest in (
        (smoothed_rates(events, time), np.inf),
        (smoothed_shares(numbers, time), 100 + 1e-9),
    ):
        every = pd.DataFrame({"l": found.lower, "v": found.values, "u": found.upper})
        assert np.isfinite(every.to_numpy()).all()
        assert (every >= 0).all(axis=None)
        assert (every["u"] <= highest).all()
        assert (every["l"] <= every["u"]).all()


@pytest.mark.parametrize(
    ("numbers", "bases"),
    [([0] * 9 + [3], [1] * 9 + [3]), ([0, 0, 4], [4, 4, 4]), ([5] * 8 + [0], [5] * 9)],
)
def test_a_figure_lies_in_its_interval_where_almost_all_forces_stand_at_one_end(numbers, bases):
    drawn = smoothed_shares(numbers, bases)
    assert (drawn.lower <= drawn.values).all()
    assert (drawn.values <= drawn.upper).all()
