"""Ratios of two shares agree with SciPy and statsmodels, and claim no more than they carry."""

from math import inf, isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from scipy.stats.contingency import relative_risk
from statsmodels.stats.contingency_tables import Table2x2

from etl.measures.disparity import (
    EXACT_BELOW,
    Group,
    bounds,
    relative_likelihood,
    sentence_allowed,
)

NOBODY = Group(0, 0)


@st.composite
def groups(draw, least: int = 0, most: int = 400) -> Group:
    events = draw(st.integers(least, most))
    return Group(events, events + draw(st.integers(least, most)))


@settings(max_examples=200, deadline=None)
@given(groups(EXACT_BELOW), groups(EXACT_BELOW))
def test_from_ten_of_each_the_interval_is_that_of_scipy_and_statsmodels(group, reference):
    found = relative_likelihood(group, reference)
    scipy = relative_risk(group.events, group.people, reference.events, reference.people)
    low, high = scipy.confidence_interval(0.95)
    assert found.method == "log"
    assert isclose(found.ratio, scipy.relative_risk, rel_tol=1e-9)
    assert isclose(found.lower, low, rel_tol=1e-9)
    assert isclose(found.upper, high, rel_tol=1e-9)
    table = [[each.events, each.people - each.events] for each in (group, reference)]
    same = Table2x2(table, shift_zeros=False).riskratio_confint(0.05)
    assert (found.lower, found.upper) == pytest.approx(same, rel=1e-9)


@settings(max_examples=200, deadline=None)
@given(groups(0, 9), groups(0, 60).filter(lambda each: each.events))
def test_under_ten_the_interval_is_the_exact_one_of_the_split_of_events(group, reference):
    if not group.people:
        return
    found = relative_likelihood(group, reference)
    events, both = int(group.events), int(group.events + reference.events)
    split = binomtest(events, both).proportion_ci(0.95, method="exact")
    scale = reference.people / group.people
    assert found.method == "exact"
    assert isclose(found.lower, scale * split.low / (1 - split.low), rel_tol=1e-9, abs_tol=1e-12)
    assert isclose(found.upper, scale * split.high / (1 - split.high), rel_tol=1e-9)


@settings(max_examples=300, deadline=None)
@given(groups(), groups(), groups(0, 80), st.one_of(st.none(), st.floats(0, 100)))
def test_nothing_is_infinite_and_a_sentence_needs_a_clear_interval_and_ten_of_each(
    group, reference, unknown, share
):
    found = relative_likelihood(group, reference)
    outer = bounds(group, reference, unknown) if group.people else (None, None)
    if found is None:
        assert not (group.people and reference.people and reference.events)
        assert not sentence_allowed(found, group, reference, share, outer)
        return
    ends = [end for end in (found.lower, found.upper) if end is not None]
    assert all(0 <= end < inf for end in (found.ratio, *ends))
    assert (found.lower or 0) <= found.ratio + 1e-9
    assert found.upper is None or found.ratio <= found.upper + 1e-9
    if sentence_allowed(found, group, reference, share, outer):
        assert found.lower > 1 or found.upper < 1
        for each in (group, reference):
            assert min(each.events, each.people - each.events) >= 10
        if share is None or share > 10:
            assert (min(outer) > 1) == (found.lower > 1)
            assert (max(outer) < 1) == (found.upper < 1)


@pytest.mark.parametrize(
    ("group", "reference"),
    [
        (NOBODY, Group(5, 10)),
        (Group(5, 10), NOBODY),
        (NOBODY, NOBODY),
        (Group(5, 10), Group(0, 10)),
        (Group(0, 10), Group(0, 10)),
    ],
)
def test_without_people_or_without_an_event_beside_it_there_is_no_ratio(group, reference):
    assert relative_likelihood(group, reference) is None


def test_all_of_a_group_are_not_taken_for_certain():
    # On the log scale 27 of 27 beside 1,092 of 1,145 would run from 1.04 to 1.06.
    found = relative_likelihood(Group(27, 27), Group(1092, 1145))
    assert found.method == "exact"
    assert found.lower < 0.75
    assert found.upper > 1.4
    assert not sentence_allowed(found, Group(27, 27), Group(1092, 1145), 0, (None, None))


def test_a_worked_example():
    # 40 of 200 beside 100 of 1,000: twice as likely; 1/40 - 1/200 + 1/100 - 1/1000 = 0.029.
    found = relative_likelihood(Group(40, 200), Group(100, 1000))
    assert found.ratio == pytest.approx(2)
    assert (found.lower, found.upper) == pytest.approx((1.43244, 2.79244), abs=1e-5)


def test_bounds_put_everybody_not_known_in_either_group():
    low, high = bounds(Group(40, 200), Group(100, 1000), Group(0, 100))
    assert low == pytest.approx((40 / 300) / (100 / 1000))
    assert high == pytest.approx((40 / 200) / (100 / 1100))


@pytest.mark.parametrize(
    ("unknown_share", "outer", "allowed"),
    [
        (0.0, (None, None), True),
        (10.0, (0.9, 2.0), True),
        (10.1, (0.9, 2.0), False),
        (10.1, (1.2, 2.0), True),
        (None, (None, None), False),
    ],
)
def test_with_many_not_known_both_bounds_must_say_the_same(unknown_share, outer, allowed):
    pair = (Group(40, 200), Group(100, 1000))
    found = relative_likelihood(*pair)
    assert sentence_allowed(found, *pair, unknown_share, outer) == allowed
