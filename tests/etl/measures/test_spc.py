"""Control charts: constants, a worked example, the four signals, new rules and gaps."""

from math import gamma, pi, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from etl.measures.spc import LIMIT, SCREEN, control_chart, mean_range

FLAT = [10.0, 12.0] * 8


def _chart(values, segments=None, **ends):
    return control_chart(values, segments or [1] * len(values), **ends)


def _marked(points, name):
    return [place for place, point in enumerate(points) if getattr(point, name)]


# --- Constants and limits -----------------------------------------------------------------------


def test_both_constants_follow_from_the_range_of_two_normal_values():
    # The range of two standard normal values is |X - Y|, normal with variance 2, folded.
    d2 = 2 / sqrt(pi)
    assert d2 == pytest.approx(quad(lambda x: x * 2 * norm.pdf(x, scale=sqrt(2)), 0, 50)[0])
    d3 = sqrt(2 - 4 / pi)
    assert round(3 / d2, 2) == LIMIT
    assert round(1 + 3 * d3 / d2, 3) == SCREEN
    assert gamma(0.5) == pytest.approx(sqrt(pi))


def test_limits_by_hand():
    # Mean 11; moving ranges 2, 4, 2, 0, 3, 1, 2, 3, 1, 2, 2: mean 2; 2.66 x 2 = 5.32.
    values = [10.0, 12.0, 8.0, 10.0, 10.0, 13.0, 12.0, 14.0, 11.0, 12.0, 10.0, 10.0]
    points = _chart(values)
    assert [point.moving_range for point in points] == [None, 2, 4, 2, 0, 3, 1, 2, 3, 1, 2, 0]
    mean, reach = 132 / 12, 2.66 * 20 / 11
    for point in points:
        assert (point.centre, point.lower, point.upper) == pytest.approx(
            (mean, mean - reach, mean + reach)
        )
    assert not any(point.is_trial or point.is_signal for point in points)


def test_a_range_far_above_the_others_is_left_out_of_their_mean_once():
    assert mean_range([1, 1, 1, 1, 1, 1, 1, 1, 1, 20]) == 1
    assert mean_range([1, 2, 3]) == 2
    points = _chart([*FLAT, 40.0, *FLAT])
    assert points[0].upper == pytest.approx(points[0].centre + 2.66 * 2)
    assert _marked(points, "outside_limits") == [16]


def test_limits_end_where_the_figure_itself_does():
    low = _chart([0.0, 4.0] * 8)
    assert low[0].lower == 0
    high = _chart([97.0, 99.0] * 8, highest=100.0)
    assert high[0].upper == 100
    assert _chart([0.0, 4.0] * 8, lowest=None)[0].lower < 0


@given(st.lists(st.floats(0, 1000), min_size=3, max_size=40))
@settings(max_examples=80, deadline=None)
def test_limits_are_the_mean_and_2_66_mean_ranges_whatever_the_values(values):
    ranges = np.abs(np.diff(values))
    kept = ranges[ranges <= 3.267 * ranges.mean()]
    points = _chart(values, lowest=None)
    assert points[0].centre == pytest.approx(np.mean(values))
    assert points[0].upper == pytest.approx(np.mean(values) + 2.66 * kept.mean(), abs=1e-9)
    assert {point.is_trial for point in points} == {len(values) < 12}


def test_quarters_of_nothing_but_chance_seldom_lie_outside():
    random = np.random.default_rng(1)
    outside = [
        len(_marked(_chart(list(random.normal(100, 5, 48)), lowest=None), "outside_limits"))
        for _ in range(200)
    ]
    assert np.sum(outside) / (200 * 48) < 0.01


# --- The four signals ---------------------------------------------------------------------------


def test_a_point_outside_the_limits_is_a_signal():
    assert _marked(_chart([*FLAT, 30.0]), "outside_limits") == [16]


def test_seven_on_one_side_are_a_signal_and_six_are_not():
    def shifted(many):
        return _chart([10.0, 12.0] * 6 + [11.6] * many + [10.0, 12.0, 10.0] * 3, lowest=None)

    # The point before and after may lie on the same side; the run is counted whole.
    assert len(_marked(shifted(7), "run_of_seven")) >= 7
    assert (
        _marked(_chart([10.0, 12.0] * 6 + [10.0] + [11.6] * 6 + [10.0, 12.0] * 4), "run_of_seven")
        == []
    )


def test_a_point_on_the_mean_ends_a_run():
    values = [1.0, 3.0] * 4 + [2.5] * 3 + [2.0] + [2.5] * 3 + [1.5] * 6
    points = _chart(values, lowest=None)
    assert points[0].centre == pytest.approx(2, abs=0.2)
    assert _marked(_chart([2.0] * 7 + [1.0, 3.0] * 4), "run_of_seven") == []


def test_seven_points_that_rise_or_fall_are_a_signal_and_six_are_not():
    seven = _chart([10.0, 12.0] * 4 + [9.0, 9.5, 10.0, 10.5, 11.0, 11.5, 12.5] + [10.0, 12.0] * 4)
    assert _marked(seven, "trend_of_seven") == list(range(8, 15))
    six = _chart([10.0, 12.0] * 4 + [9.5, 10.0, 10.5, 11.0, 11.5, 12.5] + [10.0, 12.0] * 4)
    # The 12 before it is no part of the rise.
    assert _marked(six, "trend_of_seven") == []
    falling = _chart([10.0, 12.0] * 4 + [13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 12.0])
    assert _marked(falling, "trend_of_seven") == list(range(8, 15))


def test_two_of_three_beyond_two_thirds_on_one_side_are_a_signal():
    # Limits about 11 and 5.3 to either side: two thirds are 3.5 away.
    points = _chart([*FLAT, 15.3, 11.0, 15.3, *FLAT], lowest=None)
    assert _marked(points, "two_of_three") == [16, 18]
    either = _chart([*FLAT, 15.3, 11.0, 6.7, *FLAT], lowest=None)
    assert _marked(either, "two_of_three") == []


# --- New rules, gaps, few points ----------------------------------------------------------------


def test_new_rules_begin_limits_of_their_own_and_end_runs():
    values = [10.0, 12.0] * 7 + [20.0, 22.0] * 7
    points = _chart(values, [1] * 14 + [2] * 14)
    assert (points[0].centre, points[14].centre) == (11, 21)
    assert points[14].moving_range is None
    assert not any(point.is_signal for point in points)
    # Without the break the same quarters are a shift.
    assert _marked(_chart(values), "run_of_seven") == list(range(28))


def test_a_quarter_in_which_rules_changed_is_in_neither_segment():
    points = _chart([*FLAT, 50.0, *FLAT], [1] * 16 + [None] + [2] * 16)
    between = points[16]
    assert (between.value, between.segment, between.centre, between.is_signal) == (
        50, None, None, False,
    )  # fmt: skip
    assert (points[15].centre, points[17].centre) == (11, 11)
    assert points[17].moving_range is None


def test_a_quarter_without_a_figure_ends_runs_and_has_no_range():
    points = _chart(
        [10.0, 12.0] * 6 + [11.6] * 4 + [None] + [11.6] * 4 + [10.0, 12.0] * 4, lowest=None
    )
    assert points[16].centre is None
    assert points[17].moving_range is None
    assert not _marked(points[12:21], "run_of_seven")


@pytest.mark.parametrize(("many", "has_limits", "is_trial"), [
    (1, False, False), (2, False, False), (3, True, True), (11, True, True), (12, True, False),
])  # fmt: skip
def test_limits_are_on_trial_under_twelve_points_and_absent_under_three(many, has_limits, is_trial):
    points = _chart((FLAT * 2)[:many])
    assert {point.centre is not None for point in points} == {has_limits}
    assert {point.is_trial for point in points} == {is_trial}


@given(
    st.lists(
        st.tuples(st.one_of(st.none(), st.floats(0, 1e6)), st.one_of(st.none(), st.integers(1, 3))),
        max_size=40,
    )
)
@settings(max_examples=100, deadline=None)
def test_whatever_is_hidden_or_missing_every_limit_is_finite(rows):
    points = control_chart([row[0] for row in rows], sorted(row[1] or 0 for row in rows))
    assert len(points) == len(rows)
    for point in points:
        numbers = [point.centre, point.lower, point.upper]
        assert all(number is None for number in numbers) or np.isfinite(numbers).all()
        assert point.centre is not None or not point.is_signal


@pytest.mark.parametrize("alike", [0.0, 0.1, 12.3, 1e6 / 7])
def test_quarters_all_alike_have_limits_at_their_mean_and_no_signal(alike):
    points = _chart([alike] * 14)
    assert (points[0].centre, points[0].lower, points[0].upper) == pytest.approx((alike,) * 3)
    assert not any(point.is_signal for point in points)
