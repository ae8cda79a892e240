"""Mean time within a horizon: as lifelines has it, with the variance of the formula."""

import warnings
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.utils import restricted_mean_survival_time

from etl.measures.curve import Curve, Reading, reached_by
from etl.measures.incidence import coarse_incidence
from etl.measures.intervals import Z_95
from etl.measures.restricted import time_lost, time_waited
from etl.measures.waiting import coarse_curve

ENDINGS = ("hearing", "meeting")
waits = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 12), st.sampled_from([364, 365, 729, 730, 731, 1400])),
        st.booleans(),
    ),
    min_size=1,
    max_size=40,
)
# (entered, days after that, ending or None).
matters = st.lists(
    st.tuples(
        st.integers(0, 8),
        st.one_of(st.integers(0, 12), st.sampled_from([365, 730, 1400])),
        st.sampled_from([*ENDINGS, None]),
    ),
    min_size=1,
    max_size=40,
)
few = settings(max_examples=100, deadline=None)


def _waited(pairs, until=730, least=1) -> Reading:
    curve = coarse_curve([day for day, _ in pairs], [begun for _, begun in pairs], least)
    return time_waited({"hearing": curve.points}, "hearing", curve.cohort, least, until)


def _lost(found, until=730, least=1) -> Reading:
    entered = [start for start, _, _ in found]
    days = [start + wait for start, wait, _ in found]
    shown = coarse_incidence(entered, days, [kind for *_, kind in found], ENDINGS, least)
    return time_lost(shown.points, "hearing", shown.cohort, least, until)


@given(waits, st.sampled_from([5, 365, 730]))
@few
def test_the_mean_days_waited_are_those_of_lifelines(pairs, until):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it divides by 0 where nobody is left
        fitted = KaplanMeierFitter().fit([day for day, _ in pairs], [begun for _, begun in pairs])
        expected = restricted_mean_survival_time(fitted, t=until)
    assert _waited(pairs, until).value == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_mean_and_interval_by_hand():
    # Five, begun on days 10, 10 and 30, one cut off on day 20, one waiting: 3/5 wait on after day
    # 10; of two at risk on day 30 one begins: 3/10. To day 100: 10 + 20 x 0.6 + 70 x 0.3 = 43.
    # Areas after the days: 33 and 21; variance 33² x 2/(5 x 3) + 21² x 1/(2 x 1) = 365.7.
    pairs = [(10, True), (10, True), (20, False), (30, True), (200, False)]
    width = Z_95 * sqrt(365.7)
    found = _waited(pairs, 100)
    assert found == Reading(*(pytest.approx(item) for item in (43, 43 - width, 43 + width)))


def test_the_published_example():
    # Freireich et al. (1963): 23.3 weeks within 35 (R, survRM2 and textbooks: standard error 2.8).
    weeks = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+".split()
    found = _waited([(int(text.rstrip("+")), not text.endswith("+")) for text in weeks], 35)
    assert found.value == pytest.approx(23.29, abs=0.01)
    assert (found.upper - found.value) / Z_95 == pytest.approx(2.83, abs=0.02)


@given(waits)
@few
def test_the_variance_is_that_of_the_formula(pairs):
    """Sum over the days of A² d / (Y (Y - d)), A the area under the curve after the day."""
    curve = coarse_curve([day for day, _ in pairs], [begun for _, begun in pairs], 1)
    variance = 0.0
    for point in curve.points:
        if point.day < 730 and point.at_risk:
            still = [1 - reached_by(curve, day).value for day in range(point.day, 730)]
            at_risk = point.at_risk + point.begun
            variance += sum(still) ** 2 * point.begun / (at_risk * point.at_risk)
    found = _waited(pairs)
    if variance > 1e-9:
        width = Z_95 * sqrt(variance)
        assert found.lower == pytest.approx(max(found.value - width, 0), abs=1e-6)
        assert found.upper == pytest.approx(min(found.value + width, 730), abs=1e-6)


@given(waits)
@few
def test_with_one_ending_and_nobody_late_lost_and_waited_make_up_the_whole(pairs):
    lost = _lost([(0, day, "hearing" if begun else None) for day, begun in pairs])
    waited = _waited(pairs)
    assert lost.value + waited.value == pytest.approx(730)
    assert lost.lower == pytest.approx(730 - waited.upper, abs=1e-6)


def test_time_lost_where_matters_end_otherwise_by_hand():
    # Four from day 0: one heard on day 100, one met on day 200, two open. A quarter is heard.
    found = _lost([(0, 100, "hearing"), (0, 200, "meeting"), (0, 900, None), (0, 900, None)])
    assert found.value == pytest.approx(630 / 4)
    # Without late entry and cut-offs before the end it is a mean of 0 and 630 among four.
    assert (found.upper - found.value) / Z_95 == pytest.approx(sqrt(630**2 * 3 / 16 / 4))


def test_the_interval_of_time_lost_covers_it_as_often_as_it_says():
    draw = np.random.default_rng(5)
    truth, inside = None, 0
    for _ in range(300):
        heard, met = draw.gamma(2, 200, 60), draw.gamma(2, 300, 60)
        seen, entered = draw.integers(300, 1500, 60), draw.integers(0, 30, 60)
        first = np.minimum(heard, met)
        left = np.maximum(np.floor(np.minimum(first, seen)), entered)
        kind = np.where(first > seen, None, np.where(heard <= met, "hearing", "meeting"))
        keep = first > entered
        shown = coarse_incidence(entered[keep], left[keep], list(kind[keep]), ENDINGS, 1)
        found = time_lost(shown.points, "hearing", shown.cohort, 1, 730)
        if truth is None:
            large = draw.gamma(2, 200, 400_000), draw.gamma(2, 300, 400_000)
            won = large[0] <= large[1]
            truth = np.where(won, np.maximum(730 - np.floor(large[0]), 0), 0).mean()
        inside += found.lower <= truth <= found.upper
    assert 0.91 <= inside / 300 <= 0.985


@given(waits, st.integers(2, 6))
@few
def test_the_coarse_mean_is_the_area_under_the_shares_that_are_read_off_the_curve(pairs, least):
    curve = coarse_curve([day for day, _ in pairs], [begun for _, begun in pairs], least)
    found = _waited(pairs, 730, least)
    # Between two points the share rises smoothly, so that days are summed by their middles; on the
    # day of a point the last of its group begins.
    fine = Curve(curve.cohort, curve.points, least)
    day_shares = [
        (reached_by(fine, day).value + _just_before(fine, day + 1)) / 2 for day in range(730)
    ]
    assert found.value == pytest.approx(730 - sum(day_shares), abs=1.0)
    assert 0 <= found.lower <= found.value + 1e-9
    assert found.value <= found.upper + 1e-9 <= 730 + 2e-9


def _just_before(curve: Curve, day: int) -> float:
    return reached_by(curve, day - 1e-9).value


@given(matters, st.sampled_from([1, 3]))
@few
def test_time_lost_is_never_outside_the_horizon_nor_outside_its_interval(found, least):
    shown = _lost(found, 730, least)
    assert -1e-9 <= shown.lower <= shown.value + 1e-9
    assert shown.value <= shown.upper + 1e-9 <= 730 + 2e-9


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        pytest.param([(900, False)], 730, id="one, still waiting"),
        pytest.param([(800, True)] * 3, 730, id="all begun after the horizon"),
        pytest.param([(0, True)] * 4, 0, id="all on the day of notice"),
        pytest.param([(100, True)] * 4, 100, id="all on one day"),
    ],
)
def test_what_has_no_variance_still_has_an_interval(pairs, value):
    found = _waited(pairs)
    assert found.value == value
    assert found.upper - found.lower > 100
