"""Shares that reach each ending: Aalen–Johansen as lifelines has it, and coarse enough to show."""

import warnings
from itertools import pairwise
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from lifelines.exceptions import StatError

from etl.measures.curve import reached_by
from etl.measures.incidence import Incidence, coarse_incidence
from etl.measures.waiting import coarse_curve
from tests.frames import rows

ENDINGS = ("hearing", "meeting", "withdrawn")
# (entered, days waited after that, ending or None while open); few days, so that ties are common.
matters = st.lists(
    st.tuples(
        st.integers(0, 8),
        st.one_of(st.integers(0, 12), st.sampled_from([365, 366, 730, 1400])),
        st.sampled_from([*ENDINGS, "hearing", None]),
    ),
    min_size=1,
    max_size=40,
)
few = settings(max_examples=100, deadline=None)


def _incidence(found, least=1) -> Incidence:
    """`found` has (entered, days waited after that, ending)."""
    entered, waited, ending = zip(*found, strict=True) if found else ((), (), ())
    days = [start + wait for start, wait in zip(entered, waited, strict=True)]
    return coarse_incidence(entered, days, ending, ENDINGS, least)


def _shown(found: Incidence, ending: str) -> list[tuple]:
    return [(p.day, p.at_risk, pytest.approx(p.estimate)) for p in found.points[ending]]


# --- The ordinary estimator ----------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("ending", ENDINGS)
def test_without_ties_it_is_that_of_lifelines_with_its_limits(seed, ending):
    # lifelines jitters ties and knows no late entry here: untied days, all from day 0.
    random = Random(seed)
    size = random.choice((15, 30, 120))
    days = random.sample(range(1, 2000), size)
    found = [(0, day, random.choice([*ENDINGS, None])) for day in days]
    code = {None: 0} | {name: place for place, name in enumerate(ENDINGS, start=1)}
    points = _incidence(found).points[ending]
    if not points:
        pytest.skip("nobody reached this ending")
    reference = AalenJohansenFitter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it divides by 0 at the ends
        reference.fit(days, [code[kind] for *_, kind in found], event_of_interest=code[ending])
    shares = reference.cumulative_density_.iloc[:, 0]
    limits = reference.confidence_interval_
    for point in points:
        assert point.estimate == pytest.approx(shares.loc[point.day], rel=1e-9)
        if 0 < point.estimate < 1 and point.at_risk:
            assert (point.lower, point.upper) == pytest.approx(
                tuple(limits.loc[point.day]), rel=1e-9
            )


late = st.lists(
    st.tuples(st.integers(0, 6), st.integers(1, 9), st.booleans()), min_size=1, max_size=40
)


@given(late)
@few
def test_with_ties_and_late_entry_one_ending_is_the_kaplan_meier_of_lifelines(found):
    entered = [start for start, _, _ in found]
    days = [start + wait for start, wait, _ in found]
    ended = [kind for *_, kind in found]
    # Where all at risk leave before the last has entered, lifelines lets nobody wait any more.
    for day in set(days):
        at_risk = sum(e <= day <= d for e, d in zip(entered, days, strict=True))
        leaving = sum(d == day and kind for d, kind in zip(days, ended, strict=True))
        assume(leaving < at_risk or max(entered) <= day)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it divides by 0 where nobody is left
        try:
            reference = KaplanMeierFitter().fit(
                # There one who enters on a day is at risk from the next on.
                days,
                ended,
                entry=[start - 0.5 for start in entered],
            )
        except StatError:  # where nobody is at risk in between it gives up
            assume(False)
    shown = coarse_incidence(
        entered, days, ["report" if kind else None for kind in ended], ("report",), 1
    )
    for point in shown.points["report"]:
        still = reference.survival_function_.iloc[:, 0].loc[point.day]
        assert point.estimate == pytest.approx(1 - still, rel=1e-9, abs=1e-9)


BY_HAND = """
    entered | days | ending
    0       | 10   | hearing
    0       | 10   | meeting
    0       | 10   |
    5       | 20   | hearing
    12      | 20   | hearing
    10      | 30   | withdrawn
    20      | 40   |
"""


def test_ties_and_late_entry_by_hand():
    # Day 10: at risk are the three from the start, the one of day 5 and the one who enters that
    # day: 5; one heard, one met: 1/5 each, 3/5 wait on; the cut-off of the day leaves after it.
    # Day 20: of the five two left, and the one cut off; entered have those of day 12 and 20: 4 at
    # risk; two heard: 1/5 + 3/5 x 2/4 = 1/2; 3/10 wait on.
    # Day 30: two at risk, one withdrawn: 3/10 x 1/2 = 3/20.
    found = [
        (int(row["entered"]), int(row["days"]) - int(row["entered"]), row["ending"] or None)
        for row in rows(BY_HAND)
    ]
    shown = _incidence(found)
    assert _shown(shown, "hearing") == [(10, 3, 0.2), (20, 2, 0.5)]
    assert _shown(shown, "meeting") == [(10, 3, 0.2)]
    assert _shown(shown, "withdrawn") == [(30, 1, 0.15)]


def test_with_one_ending_and_nobody_late_it_is_one_minus_kaplan_meier():
    pairs = [(5, True), (9, True), (9, False), (14, True), (20, False)]
    found = _incidence([(0, day, "hearing" if begun else None) for day, begun in pairs])
    curve = coarse_curve([day for day, _ in pairs], [begun for _, begun in pairs], 1)
    assert _shown(found, "hearing") == [(p.day, p.at_risk, p.estimate) for p in curve.points]


def test_one_minus_kaplan_meier_overstates_hearings_and_this_does_not():
    # Ten matters: two heard after 100 days, six met on day 50, two heard on day 200. Four of ten
    # were heard, nobody is open; 1 - Kaplan–Meier takes those met as if they could still be heard.
    found = [(0, 50, "meeting")] * 6 + [(0, 100, "hearing")] * 2 + [(0, 200, "hearing")] * 2
    naive = coarse_curve([w for _, w, _ in found], [kind == "hearing" for *_, kind in found], 1)
    assert naive.points[-1].estimate == pytest.approx(1)
    assert _incidence(found).points["hearing"][-1].estimate == pytest.approx(0.4)


def test_without_late_entry_waits_would_be_taken_for_exposure_that_never_was():
    # Two are assessed on day 90 and heard on day 100, two at once and heard on days 10 and 20. Had
    # the late ones been at risk from day 0, a quarter would have been heard by day 10, not half.
    found = [(0, 10, "hearing"), (0, 20, "hearing"), (90, 10, "hearing"), (90, 10, None)]
    early = _incidence([(0, start + wait, kind) for start, wait, kind in found])
    assert early.points["hearing"][0].estimate == pytest.approx(0.25)
    assert _incidence(found).points["hearing"][0].estimate == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("found", "ending", "points"),
    [
        pytest.param([], "hearing", [], id="nobody"),
        pytest.param([(0, 9, None)], "hearing", [], id="one, open"),
        pytest.param([(3, 0, "meeting")], "meeting", [(3, 0, 1.0)], id="decided at once"),
        pytest.param([(0, 0, "hearing")], "hearing", [(0, 0, 1.0)], id="on day 0"),
        pytest.param(
            # All at risk left on day 5, one is still to enter: taken in that day.
            [(0, 5, "meeting"), (10, 5, "hearing")],
            "hearing",
            [(15, 0, 0.5)],
            id="all gone before the last one enters",
        ),
    ],
)
def test_small_cohorts_by_hand(found, ending, points):
    shown = _incidence(found)
    assert shown.cohort == len(found)
    assert _shown(shown, ending) == points


@given(matters)
@few
def test_all_endings_together_and_what_is_open_are_one(found):
    shown = _incidence(found)
    lasts = [points[-1].estimate for points in shown.points.values() if points]
    assert sum(lasts) <= 1 + 1e-9
    if all(kind for *_, kind in found):
        assert sum(lasts) == pytest.approx(1)


@given(matters, st.permutations(range(3)))
@few
def test_the_order_of_endings_and_matters_does_not_matter(found, order):
    names = [ENDINGS[place] for place in order]
    entered, days = [e for e, *_ in found], [e + w for e, w, _ in found]
    again = coarse_incidence(
        entered[::-1], days[::-1], [kind for *_, kind in found][::-1], names, 1
    )
    first = _incidence(found)
    for name in ENDINGS:
        assert _shown(first, name) == [(p.day, p.at_risk, p.estimate) for p in again.points[name]]


def test_where_all_reached_an_ending_the_lower_limit_is_that_of_wilson():
    point = _incidence([(0, 5, "hearing"), (0, 9, "hearing")]).points["hearing"][-1]
    assert (point.estimate, point.lower, point.upper) == (
        pytest.approx(1),
        pytest.approx(2 / (2 + 1.959964**2), abs=1e-6),
        1.0,
    )


@pytest.mark.parametrize(
    ("found", "least", "at_risk"),
    [
        pytest.param([(0, 9, None), (0, 5, "hearing"), (4, 9, None)], 1, 2, id="two at once"),
        pytest.param([(0, 9, None), (0, 0, "meeting"), (4, 9, None)], 1, 1, id="one left that day"),
        pytest.param([(0, 9, None), (0, 5, "hearing"), (4, 9, None)], 3, 0, id="too few to tell"),
        pytest.param([(0, 9, None)] * 3 + [(4, 9, None)], 3, 3, id="three at once"),
        pytest.param([], 1, 0, id="nobody"),
    ],
)
def test_at_risk_after_day_0_are_those_assessed_that_day_and_not_the_whole_cohort(
    found, least, at_risk
):
    assert _incidence(found, least).at_risk == at_risk


# --- The coarse estimator ------------------------------------------------------------------------

coarse = given(matters, st.integers(2, 6))


@coarse
@few
def test_several_reach_an_ending_between_two_of_its_points_and_none_after_the_last(found, least):
    shown = _incidence(found, least)
    for ending, points in shown.points.items():
        days = [start + wait for start, wait, kind in found if kind == ending]
        for before, day in pairwise([-1, *(point.day for point in points)]):
            assert sum(before < at <= day for at in days) >= least
        assert points[-1].day == max(days) if points else len(days) < least


@coarse
@few
def test_coarse_curves_rise_within_0_and_1_lie_in_their_intervals_and_never_exceed_all(
    found, least
):
    shown = _incidence(found, least)
    for points in shown.points.values():
        for point in points:
            assert -1e-12 <= point.lower <= point.estimate + 1e-9
            assert point.estimate <= point.upper + 1e-9 <= 1 + 2e-9
            assert 0 <= point.at_risk <= len(found)
        for before, after in pairwise(points):
            assert before.day < after.day
            assert before.estimate <= after.estimate + 1e-12
    assert sum(points[-1].estimate for points in shown.points.values() if points) <= 1 + 1e-9


@given(matters, st.integers(2, 5), st.randoms(use_true_random=False))
@few
def test_moving_an_ending_inside_its_group_changes_nothing(found, least, random):
    # Nobody can tell from the points, and so from no share, when a single matter was heard or met,
    # but for the last of a group, whose day is that of its point. Endings too few for a point of
    # their own may have come on any day.
    shown = _incidence(found, least)
    for place, (entered, waited, kind) in enumerate(found):
        points = shown.points.get(kind, ())
        ends = [-1, *(point.day for point in points)]
        groups = list(zip(ends, points, strict=False))
        day = entered + waited
        inside = [
            (before, point.day)
            for before, point in groups
            if before < day < point.day and point.begun < 2 * least
        ]
        if kind and not points:
            inside = [(-1, 2000)]
        for before, end in inside:
            moved = random.randrange(max(before + 1, entered), end)
            others = [*found[:place], (entered, moved - entered, kind), *found[place + 1 :]]
            assert _incidence(others, least) == shown


@given(matters)
@few
def test_coarser_points_are_some_of_the_ordinary_ones(found):
    ordinary, coarser = _incidence(found), _incidence(found, 3)
    for ending in ENDINGS:
        days = {point.day for point in ordinary.points[ending]}
        assert {point.day for point in coarser.points[ending]} <= days


@given(st.lists(st.tuples(st.integers(0, 900), st.booleans()), min_size=1, max_size=40))
@few
def test_with_hearings_alone_the_coarse_curves_of_both_estimators_agree_when_nobody_is_cut_off(
    pairs,
):
    days = [day for day, _ in pairs]
    found = coarse_incidence([0] * len(days), days, ["hearing"] * len(days), ("hearing",), 3)
    curve = coarse_curve(days, [True] * len(days), 3)
    assert _shown(found, "hearing") == [(p.day, p.at_risk, p.estimate) for p in curve.points]
    read = found.reached_by("hearing", 365)
    assert read.value == pytest.approx(reached_by(curve, 365).value)


def test_nobody_heard_yet_could_still_be_up_to_wilsons_limit():
    read = _incidence([(0, 400, None)] * 10).reached_by("hearing", 365)
    assert (read.value, read.lower) == (0, 0)
    assert read.upper == pytest.approx(0.2775, abs=1e-4)
