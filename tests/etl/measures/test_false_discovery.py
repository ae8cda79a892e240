"""Signals: exact p-values, Benjamini and Hochberg as elsewhere, and few false ones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, poisson
from statsmodels.stats.multitest import multipletests

from etl.measures.false_discovery import (
    LOOK_FURTHER,
    NONE,
    RATE,
    adjusted,
    rate_p_values,
    share_p_values,
    signal,
)
from tests.etl.measures import bbc

FORCES, SIMULATED = 43, 1500


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
@settings(max_examples=100, deadline=None)
def test_adjusted_p_values_are_those_of_statsmodels(p_values):
    named, expected, *_ = multipletests(p_values, alpha=RATE, method="fdr_bh")
    found = adjusted(p_values)
    assert found == pytest.approx(expected, abs=1e-12)
    assert [signal(p) == LOOK_FURTHER for p in found] == list(named)


@given(st.integers(0, 80), st.floats(0.01, 60))
@settings(max_examples=60, deadline=None)
def test_a_p_value_of_a_rate_is_twice_the_smaller_tail(events, expected):
    likely = poisson.pmf(np.arange(400), expected)
    tails = (likely[: events + 1].sum(), likely[events:].sum())
    assert rate_p_values([events], [expected])[0] == pytest.approx(
        min(1, 2 * min(tails)), abs=1e-12
    )


@given(st.integers(1, 80), st.data(), st.floats(0.001, 0.999))
@settings(max_examples=60, deadline=None)
def test_a_p_value_of_a_share_is_twice_the_smaller_tail(base, data, centre):
    number = data.draw(st.integers(0, base))
    likely = binom.pmf(np.arange(base + 1), base, centre)
    tails = (likely[: number + 1].sum(), likely[number:].sum())
    assert share_p_values([number], [base], centre)[0] == pytest.approx(
        min(1, 2 * min(tails)), abs=1e-12
    )


def test_the_city_of_london_of_the_published_funnel_is_nothing_to_look_at_by_its_count():
    p_values = rate_p_values(bbc.officers(), bbc.expected())
    place = bbc.forces().index(bbc.CITY)
    assert round(p_values[place] / 2, 3) == 0.035
    assert signal(adjusted(p_values)[place]) == NONE


def _expected() -> np.ndarray:
    sizes = np.random.default_rng(0).lognormal(1.5, 0.8, FORCES)
    sizes[0] = sizes[1:].sum() / 3
    return sizes


def test_where_no_force_differs_one_is_named_in_at_most_one_family_of_twenty():
    random, expected = np.random.default_rng(1), _expected()
    named = 0
    for _ in range(SIMULATED):
        found = adjusted(rate_p_values(random.poisson(expected), expected))
        named += bool((found <= RATE).any())
    assert named / SIMULATED <= RATE


def test_a_force_that_truly_differs_is_found_and_few_others_are():
    random, expected = np.random.default_rng(2), _expected()
    true = np.ones(FORCES)
    true[1:6] = 4
    found, false = [], []
    for _ in range(300):
        named = adjusted(rate_p_values(random.poisson(expected * true), expected)) <= RATE
        found.append(named[1:6].mean())
        false.append(named[true == 1].sum() / max(named.sum(), 1))
    assert np.mean(found) > 0.7
    assert np.mean(false) <= RATE


def test_shares_that_do_not_differ_are_rarely_named():
    random, bases = np.random.default_rng(3), np.maximum(_expected() * 3, 1).astype(int)
    named = [
        bool((adjusted(share_p_values(random.binomial(bases, 0.75), bases, 0.75)) <= RATE).any())
        for _ in range(SIMULATED)
    ]
    assert np.mean(named) <= RATE


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (rate_p_values([], []), []),
        (rate_p_values([0, 0], [0, 3]), [1, 2 * np.exp(-3)]),
        (share_p_values([0, 0], [0, 5], 0), [1, 1]),
        (share_p_values([5], [5], 1), [1]),
    ],
)
def test_nothing_expected_and_nothing_seen_is_nothing_to_look_at(found, expected):
    assert list(found) == pytest.approx(expected)
    assert np.isfinite(adjusted(found)).all()
