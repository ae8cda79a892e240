"""Waiting times: Kaplan–Meier as lifelines does it, and coarse enough that no single wait shows."""

import warnings
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter

from etl.measures.curve import Curve, Point, Reading, quantile, reached_by
from etl.measures.waiting import coarse_curve
from tests.frames import rows

# (days, begun); few different days, so that ties are common.
waits = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 12), st.sampled_from([364, 365, 366, 730, 1400])), st.booleans()
    ),
    min_size=1,
    max_size=40,
)
READ_AT = (365, 730)


def _curve(pairs, least=1) -> Curve:
    return coarse_curve([days for days, _ in pairs], [begun for _, begun in pairs], least)


def _lifelines(pairs) -> KaplanMeierFitter:
    with warnings.catch_warnings():
        # It divides by 0 where nobody is left.
        warnings.simplefilter("ignore")
        return KaplanMeierFitter().fit([days for days, _ in pairs], [begun for _, begun in pairs])


THREE_POINTS = (
    Point(10, 20, 0.3, 0.2, 0.5, 10),
    Point(40, 10, 0.6, 0.45, 0.9, 10),
    Point(50, 9, 0.8, 0.6, 0.95, 1),
)

# --- The ordinary curve --------------------------------------------------------------------------


@given(waits)
@settings(max_examples=60, deadline=None)
def test_the_curve_is_that_of_lifelines(pairs):
    reference = _lifelines(pairs)
    limits = reference.confidence_interval_survival_function_
    for point in _curve(pairs).points:
        still = reference.survival_function_.loc[point.day].iloc[0]
        assert point.estimate == pytest.approx(1 - still, rel=1e-9, abs=1e-12)
        if 0 < still < 1:
            lower, upper = limits.loc[point.day]
            assert (point.lower, point.upper) == pytest.approx(
                (1 - upper, 1 - lower), rel=1e-9, abs=1e-12
            )


@given(waits)
@settings(max_examples=60, deadline=None)
def test_the_median_is_that_of_lifelines(pairs):
    still = _lifelines(pairs).survival_function_.iloc[:, 0]
    # Its logarithms leave a half a little above a half.
    reached = still.index[still <= 0.5 + 1e-9]
    assert quantile(_curve(pairs), 0.5).value == (min(reached) if len(reached) else None)


@given(waits, st.sampled_from(READ_AT))
@settings(max_examples=60, deadline=None)
def test_the_share_begun_by_a_day_is_that_of_lifelines(pairs, day):
    # Whether anybody was followed so long is for those to say who know who still waits.
    assert reached_by(_curve(pairs), day).value == pytest.approx(1 - _lifelines(pairs).predict(day))


def test_the_curve_of_the_published_example():
    # Freireich et al. (1963), 6-mercaptopurine: weeks to relapse of 21 patients, + still well.
    # Kaplan–Meier as printed in every textbook: 0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448.
    weeks = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+".split()
    pairs = [(int(text.rstrip("+")), not text.endswith("+")) for text in weeks]
    found = [(point.day, point.at_risk, 1 - point.estimate) for point in _curve(pairs).points]
    assert found == [
        (6, 18, pytest.approx(0.857, abs=5e-4)),
        (7, 16, pytest.approx(0.807, abs=5e-4)),
        (10, 14, pytest.approx(0.753, abs=5e-4)),
        (13, 11, pytest.approx(0.690, abs=5e-4)),
        (16, 10, pytest.approx(0.627, abs=5e-4)),
        (22, 6, pytest.approx(0.538, abs=5e-4)),
        (23, 5, pytest.approx(0.448, abs=5e-4)),
    ]
    assert quantile(_curve(pairs), 0.5) == Reading(23, 13, None)


def test_on_a_tied_day_hearings_begin_before_waits_are_cut_off():
    # Day 10: all five at risk, two begin. Day 20: of the two left after the cut-off, one begins.
    pairs = [(10, True), (10, True), (10, False), (20, True), (20, False)]
    points = [(point.day, point.at_risk, point.estimate) for point in _curve(pairs).points]
    assert points == [(10, 3, pytest.approx(0.4)), (20, 1, pytest.approx(0.7))]


@pytest.mark.parametrize(
    ("pairs", "points", "median"),
    [
        pytest.param([], [], None, id="nobody"),
        pytest.param([(5, False), (9, False)], [], None, id="all still waiting"),
        pytest.param([(5, False)], [], None, id="one, still waiting"),
        pytest.param([(5, True)], [(5, 0, 1.0)], 5, id="one, begun"),
        pytest.param([(0, True), (0, True)], [(0, 0, 1.0)], 0, id="all on the day of notice"),
        pytest.param([(0, True), (0, False)], [(0, 1, 0.5)], 0, id="half on the day of notice"),
        pytest.param([(3, True), (7, True)], [(3, 1, 0.5), (7, 0, 1.0)], 3, id="all begun"),
        pytest.param([(3, False), (7, True)], [(7, 0, 1.0)], 7, id="the last one begins"),
        pytest.param([(3, True), (7, False)], [(3, 1, 0.5)], 3, id="just reached"),
        pytest.param([(3, True), (7, False), (7, False)], [(3, 2, 1 / 3)], None, id="not reached"),
    ],
)
def test_small_cohorts_by_hand(pairs, points, median):
    curve = _curve(pairs)
    assert curve.cohort == len(pairs)
    assert [(p.day, p.at_risk, p.estimate) for p in curve.points] == [
        (day, at_risk, pytest.approx(estimate)) for day, at_risk, estimate in points
    ]
    assert quantile(curve, 0.5).value == median


def test_one_officer_heard_does_not_make_a_certain_figure():
    # Of 2 begun among 2 the Wilson interval is 34% to 100%.
    assert reached_by(_curve([(5, True), (9, True)]), 365).lower < 0.9


def test_leaving_out_those_who_still_wait_would_shorten_the_wait():
    # Twenty noticed on one day wait 50, 100 … 1,000 days; records are drawn after 520 days.
    truth = range(50, 1001, 50)
    pairs = [(min(wait, 520), wait <= 520) for wait in truth]
    finished = sorted(days for days, begun in pairs if begun)
    assert finished[(len(finished) - 1) // 2] == 250
    assert quantile(_curve(pairs), 0.5).value == sorted(truth)[9] == 500


def test_readings_stand_on_the_points_and_say_none_where_the_curve_does_not_get():
    curve = Curve(30, THREE_POINTS)
    assert quantile(curve, 0.5) == Reading(40, 10, 50)
    assert quantile(curve, 0.9) == Reading(None, 40, None)
    assert reached_by(curve, 45) == Reading(0.6, 0.45, 0.9)
    assert reached_by(curve, 900) == Reading(0.8, 0.6, 0.95)
    # Wilson's limit for none of 30.
    assert reached_by(curve, 9) == Reading(0, 0, pytest.approx(0.1135, abs=1e-4))


# --- The coarse curve ----------------------------------------------------------------------------

coarse = given(waits, st.integers(2, 10))
few = settings(max_examples=150, deadline=None)


def _between(pairs, points) -> list[int]:
    """How many hearings began after each point up to the next."""
    begun = [days for days, has_begun in pairs if has_begun]
    return [
        sum(before < days <= day for days in begun)
        for before, day in pairwise([-1, *(point.day for point in points)])
    ]


@coarse
@few
def test_several_hearings_begin_between_two_points_and_none_after_the_last(pairs, least):
    points = _curve(pairs, least).points
    begun = [days for days, has_begun in pairs if has_begun]
    assert all(number >= least for number in _between(pairs, points))
    if points:
        assert points[-1].day == max(begun)
    else:
        assert len(begun) < least


@coarse
@few
@example([(1, False), (2, True), (2, True), (3, True), (3, True), (3, False)], 2)
def test_numbers_at_risk_fall_by_hearings_and_by_groups_of_cut_offs(pairs, least):
    points = _curve(pairs, least).points
    cut_offs = sorted(days for days, has_begun in pairs if not has_begun)
    at_risk, left = len(pairs), 0
    for point, begun in zip(points, _between(pairs, points), strict=True):
        lost = at_risk - point.at_risk - begun
        left += lost
        assert lost == 0 or lost >= least
        # Nobody leaves before the day on which the wait was cut off.
        assert left <= sum(days < point.day for days in cut_offs)
        at_risk = point.at_risk
    if points and len(cut_offs) >= least:
        assert at_risk == 0 or at_risk >= least


@coarse
@few
def test_the_coarse_curve_follows_from_what_it_shows(pairs, least):
    # Anybody can work it out from the cohort, the numbers at risk and the hearings: it tells
    # nothing finer. One or two cut-offs in all are left at risk and spread evenly.
    points = _curve(pairs, least).points
    cut_offs = sum(not begun for _, begun in pairs)
    few = cut_offs if cut_offs < least else 0
    at_risk, still = len(pairs), 1.0
    for place, (point, begun) in enumerate(zip(points, _between(pairs, points), strict=True)):
        assert point.begun == begun
        still *= 1 - begun / (point.at_risk + begun - few * (place + 0.5) / len(points))
        assert point.estimate == pytest.approx(1 - still)
        assert point.at_risk + begun <= at_risk
        at_risk = point.at_risk


@coarse
@few
def test_the_coarse_curve_rises_within_0_and_1_and_lies_in_its_interval(pairs, least):
    points = _curve(pairs, least).points
    for point in points:
        assert 0 <= point.lower <= point.estimate + 1e-12
        assert point.estimate <= point.upper + 1e-12 <= 1 + 1e-9
    for before, after in pairwise(points):
        assert before.day < after.day
        assert before.estimate < after.estimate


def test_a_coarse_median_is_read_in_proportion_between_two_points():
    # Half lies two thirds of the way from 0.3 on day 10 to 0.6 on day 40, so on day 30. The upper
    # line reaches it on day 10 (0.5); the lower line a third of the way from 0.45 to 0.6.
    assert quantile(Curve(30, THREE_POINTS, least=3), 0.5) == Reading(30, 10, 44)
    assert quantile(Curve(30, THREE_POINTS, least=3), 0.9).value is None


@coarse
@few
def test_a_coarse_median_lies_between_two_points_of_the_curve_and_its_ends_around_it(pairs, least):
    curve = _curve(pairs, least)
    for mark in (0.5, 0.9):
        found = quantile(curve, mark)
        reached = [point.day for point in curve.points if point.estimate >= mark - 1e-9]
        before = [point.day for point in curve.points if point.estimate < mark - 1e-9]
        assert (found.value is None) == (not reached)
        if reached:
            assert max(before, default=0) <= found.value <= reached[0]
        if found.value is not None:
            assert found.lower is not None
            assert found.lower <= found.value
            assert found.upper is None or found.value <= found.upper


def test_a_coarse_share_is_read_between_two_points_by_hand():
    # Of three begun up to day 40 the last began on day 40. Six were waiting, so their hazard is
    # 1/6 + 1/5 + 1/4 = 37/60; by day 20, a third of the way from day 10, of the other two
    # (1 - exp(-37/180)) / (1 - exp(-37/60)) = 0.40370 have begun: 0.4 + 0.3 x 2/3 x 0.40370. The
    # lower limit goes with it, from 0.2 to 0.5; the upper counts all three: 0.7 + 0.2 x 0.40370.
    points = (Point(10, 6, 0.4, 0.2, 0.7, 4), Point(40, 3, 0.7, 0.5, 0.9, 3))
    curve = Curve(10, points, least=3)
    assert reached_by(curve, 20) == Reading(
        pytest.approx(0.48074, abs=1e-5),
        pytest.approx(0.28074, abs=1e-5),
        pytest.approx(0.78074, abs=1e-5),
    )
    assert reached_by(curve, 39).value < 0.4 + 0.3 * 2 / 3
    assert reached_by(curve, 40) == reached_by(curve, 900) == Reading(0.7, 0.5, 0.9)
    # Wilson's limit for none of ten.
    assert reached_by(curve, 0) == Reading(0, 0, pytest.approx(0.2775, abs=1e-4))


@coarse
@few
def test_a_coarse_share_lies_between_the_points_around_its_day_and_in_its_interval(pairs, least):
    curve = _curve(pairs, least)
    shares = [reached_by(curve, day) for day in range(0, 1500, 5)]
    for before, after in pairwise(shares):
        assert before.value <= after.value + 1e-12
    for share in shares:
        assert 0 <= share.lower <= share.value + 1e-9
        assert share.value <= share.upper + 1e-12 <= 1 + 1e-9
    for point in curve.points:
        assert reached_by(curve, point.day).value == point.estimate
        assert reached_by(curve, max(point.day - 1, 0)).value <= point.estimate


@given(waits, st.integers(2, 5), st.randoms(use_true_random=False))
@few
def test_moving_a_wait_inside_its_group_changes_nothing(pairs, least, random):
    # Nobody can tell from the points, and so from any share or median, when a single hearing began
    # or a single wait was cut off, but for the last hearing of a group, whose day is its point's.
    curve = _curve(pairs, least)
    ends = [-1, *(point.day for point in curve.points)]
    for place, (day, begun) in enumerate(pairs):
        for before, point in zip(ends, curve.points, strict=False):
            # So many that they would be two groups began on few days only.
            if before < day < point.day and point.begun < 2 * least:
                # A cut-off on the day of a point comes after it.
                first = before + 1 if begun else max(before, 0)
                moved = (random.randrange(first, point.day), begun)
                assert _curve([*pairs[:place], moved, *pairs[place + 1 :]], least) == curve


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=40), st.integers(1, 5))
@few
def test_without_cut_offs_the_coarse_curve_is_the_share_begun(days, least):
    for point in _curve([(day, True) for day in days], least).points:
        assert point.estimate == pytest.approx(sum(day <= point.day for day in days) / len(days))


@given(waits)
@few
def test_a_single_step_coarser_never_tells_of_fewer_hearings_than_it_may(pairs):
    # The same data with a larger least: the points are some of those of the ordinary curve.
    ordinary = {point.day for point in _curve(pairs).points}
    assert {point.day for point in _curve(pairs, 3).points} <= ordinary


SEVEN = """
    days | begun
    10   | true
    20   | true
    30   | true
    40   | false
    50   | true
    60   | true
    400  | true
"""


def test_a_coarse_curve_by_hand():
    # Groups of at least two: days 10–20, 30–50, 60–400. One cut-off is fewer than two, so it stays
    # at risk and counts as gone by a sixth, a half and five sixths: 2 of 41/6, of 9/2, of 13/6.
    pairs = [(int(row["days"]), row["begun"] == "true") for row in rows(SEVEN)]
    points = [(p.day, p.at_risk, p.estimate) for p in _curve(pairs, 2).points]
    assert points == [
        (20, 5, pytest.approx(1 - 29 / 41)),
        (50, 3, pytest.approx(1 - 29 / 41 * 5 / 9)),
        (400, 1, pytest.approx(1 - 29 / 41 * 5 / 9 * 1 / 13)),
    ]


def test_cut_offs_are_left_in_so_that_none_or_several_remain():
    # Seven cut off, six of them before the first point: four leave, or the seventh alone would
    # remain. The last leave before day 90, as all are over by then.
    cut_offs = [(day, False) for day in (1, 2, 3, 4, 5, 6, 50)]
    begun = [(day, True) for day in (10, 20, 30, 70, 80, 90)]
    points = [(p.day, p.at_risk) for p in _curve([*cut_offs, *begun], 3).points]
    assert points == [(30, 6), (90, 0)]


# --- How far a coarse share lies from the exact one ----------------------------------------------


def _both(cohort: int, withdrawn: float, day: int) -> list[tuple[Reading, Reading]]:
    """The exact and the coarse share of 150 invented forces of one size, in percent."""
    draw = np.random.default_rng(7)
    found = []
    while len(found) < 150:
        # Waits of about 250 days, cut off by withdrawal or by extraction 400 to 1,500 days on.
        waits = np.floor(draw.gamma(2.0, 125.0, cohort))
        seen = draw.integers(400, 1500, cohort)
        gone = np.where(draw.random(cohort) < withdrawn, draw.integers(0, 400, cohort), seen)
        if sum(waits <= gone) >= 3:
            drawn = np.minimum(waits, gone), waits <= gone
            found.append(tuple(reached_by(coarse_curve(*drawn, least), day) for least in (1, 3)))
    return found


@pytest.mark.parametrize(
    ("cohort", "withdrawn", "day", "lean", "middle", "most"),
    [
        pytest.param(8, 0.2, 365, 4, 8, 24, id="the smallest forces"),
        pytest.param(20, 0.1, 365, 2, 3.5, 12, id="middling"),
        pytest.param(20, 0.1, 730, 2, 1, 10, id="middling, two years"),
        pytest.param(20, 0.3, 365, 3, 5, 18, id="middling, many withdrawn"),
        pytest.param(80, 0.1, 365, 2, 1.5, 5, id="large"),
    ],
)
def test_a_coarse_share_leans_little_and_is_seldom_far_from_the_exact_one(
    cohort, withdrawn, day, lean, middle, most
):
    # In percentage points; a standard error is 15 for eight officers, 10 for twenty, 5 for eighty.
    both = _both(cohort, withdrawn, day)
    apart = np.array([100 * (coarse.value - exact.value) for exact, coarse in both])
    assert abs(apart.mean()) < lean
    assert np.median(abs(apart)) < middle
    assert np.percentile(abs(apart), 95) < most
    # Gamma(2) waits of mean 250 have begun within t with 1 - (1 + t/125) exp(-t/125).
    truth = 1 - (1 + (day + 1) / 125) * np.exp(-(day + 1) / 125)
    assert np.mean([coarse.lower <= truth <= coarse.upper for _, coarse in both]) > 0.88
