"""Intervals equal the reference implementations and the published test values."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2, norm
from statsmodels.stats.proportion import proportion_confint

from etl.measures.intervals import byar_limits, clustered_share, poisson_limits, rate, share

# Shares and counts of published reports, with limits worked out from the published formulae.
SHARES = [
    (207, 266, 72.5, 82.4),
    (409, 518, 75.2, 82.2),
    (38, 154, 18.5, 32.0),
]
BYAR = [(30, 20.24, 42.83), (426, 386.5, 468.4)]

few = settings(max_examples=60, deadline=None)
counted = st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(("numerator", "denominator", "lower", "upper"), SHARES)
def test_wilson_gives_the_published_values(numerator, denominator, lower, upper):
    figure = share(numerator, denominator)
    assert (round(figure.lower, 1), round(figure.upper, 1)) == (lower, upper)
    assert figure.value == pytest.approx(100 * numerator / denominator)
    assert figure.method == "wilson"


@pytest.mark.parametrize(("events", "lower", "upper"), BYAR)
def test_byar_gives_the_published_values(events, lower, upper):
    digits = 2 if events < 100 else 1
    assert tuple(round(limit, digits) for limit in byar_limits(events)) == (lower, upper)


@given(counted)
@few
def test_a_share_has_the_wilson_interval_of_statsmodels(pair):
    numerator, denominator = pair
    figure = share(numerator, denominator, per=1)
    lower, upper = proportion_confint(numerator, denominator, alpha=0.05, method="wilson")
    assert (figure.lower, figure.upper) == pytest.approx((lower, upper), abs=1e-12)
    assert 0 <= figure.lower <= figure.value <= figure.upper <= 1


@given(st.integers(0, 2000))
@few
def test_exact_limits_of_a_count_are_those_of_chi_squared(events):
    lower, upper = poisson_limits(events)
    assert lower == pytest.approx(chi2.ppf(0.025, 2 * events) / 2 if events else 0, rel=1e-9)
    assert upper == pytest.approx(chi2.ppf(0.975, 2 * events + 2) / 2, rel=1e-9)


@given(st.integers(1, 5000))
@few
def test_byars_limits_are_those_of_wilson_and_hilfertys_chi_squared(events):
    # SciPy has no Byar; his limits are the exact ones with chi-squared approximated (1931).
    def quantile(share: float, freedom: int) -> float:
        spread = 2 / (9 * freedom)
        return freedom * (1 - spread + norm.ppf(share) * spread**0.5) ** 3

    limits = quantile(0.025, 2 * events) / 2, quantile(0.975, 2 * events + 2) / 2
    assert byar_limits(events) == pytest.approx(limits, rel=1e-9)


@given(st.integers(10, 5000))
@few
def test_byar_is_near_the_exact_limits_from_ten_events_on(events):
    assert byar_limits(events) == pytest.approx(poisson_limits(events), rel=0.005)


@pytest.mark.parametrize(
    ("events", "method"), [(0, "exact"), (9, "exact"), (10, "byar"), (11, "byar")]
)
def test_rates_use_exact_limits_under_ten_events(events, method):
    figure = rate(events, 2000)
    exact = poisson_limits(events) if method == "exact" else byar_limits(events)
    assert figure.method == method
    assert (figure.lower, figure.upper) == pytest.approx(tuple(limit / 2 for limit in exact))
    assert figure.value == pytest.approx(events / 2)


def test_officers_who_share_one_fate_make_a_share_less_certain():
    # Two cases of two officers, both of the one and none of the other: (2 - 1)² + (0 - 1)² = 2, a
    # variance of 2/1 x 2/4² = 1/4, four times 1/2 x 1/2 / 4. So as if of one officer in place of 4.
    figure, effect = clustered_share(2, 4, 2, 2.0)
    assert effect == pytest.approx(4)
    assert (figure.value, figure.lower, figure.upper) == pytest.approx(
        (50, share(0.5, 1).lower, share(0.5, 1).upper)
    )


def test_officers_less_alike_than_by_chance_do_not_make_a_share_more_certain():
    # One of two in either case: no variance between cases, and the interval stays that of four.
    figure, effect = clustered_share(2, 4, 2, 0.0)
    assert effect == 1
    assert figure == share(2, 4)


def test_no_events_are_a_rate_of_0_that_could_have_been_higher():
    assert rate(0, 1000, per=1000).lower == 0
    assert rate(0, 1000, per=1000).upper == pytest.approx(3.6889, abs=1e-4)


@given(st.integers(0, 500), st.floats(0.25, 1e6), st.sampled_from([100, 1000]))
@few
def test_a_rate_lies_in_its_interval_and_scales_with_the_people(events, person_time, per):
    figure = rate(events, person_time, per)
    assert figure.lower <= figure.value <= figure.upper
    twice = rate(events, 2 * person_time, per)
    assert twice.upper == pytest.approx(figure.upper / 2)
