"""The difference of two figures with its interval: Newcombe's method 10, and MOVER beyond it."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from etl.measures.difference import HIGHER, LOWER, NO_CLEAR_CHANGE, with_difference
from etl.measures.intervals import rate, share

# Newcombe (1998), Table II: method 10 (Wilson without continuity correction).
PUBLISHED = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0000),
    (10, 10, 0, 10, 0.6075, 1.0000),
]
FIGURE = ("value", "lower", "upper")
counted = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
figures = st.tuples(
    st.floats(0, 100), st.floats(0, 40), st.one_of(st.none(), st.floats(0, 40))
).map(lambda item: (item[0], item[0] - item[1], None if item[2] is None else item[0] + item[2]))


def _difference(one: tuple, other: tuple) -> dict:
    names = [*FIGURE, *(f"other_{name}" for name in FIGURE)]
    row = dict(zip(names, (*one, *other), strict=True))
    frame = pl.DataFrame([row], schema=dict.fromkeys(names, pl.Float64))
    return with_difference(frame).row(0, named=True)


def _shares(x: int, n: int, per: float = 1) -> tuple:
    figure = share(x, n, per)
    return figure.value, figure.lower, figure.upper


@pytest.mark.parametrize(("a", "m", "b", "n", "lower", "upper"), PUBLISHED)
def test_newcombes_published_examples(a, m, b, n, lower, upper):
    found = _difference(_shares(a, m), _shares(b, n))
    assert found["difference"] == pytest.approx(a / m - b / n)
    assert found["difference_lower"] == pytest.approx(lower, abs=6e-5)
    assert found["difference_upper"] == pytest.approx(upper, abs=6e-5)


@given(counted, counted)
@settings(deadline=None)
def test_the_difference_of_two_shares_is_that_of_statsmodels(one, other):
    found = _difference(_shares(*one), _shares(*other))
    lower, upper = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff")
    assert found["difference_lower"] == pytest.approx(lower, abs=1e-9)
    assert found["difference_upper"] == pytest.approx(upper, abs=1e-9)


@given(figures, figures)
@settings(deadline=None)
def test_turned_round_the_difference_changes_its_sign_and_nothing_else(one, other):
    here, there = _difference(one, other), _difference(other, one)
    assert here["difference"] == pytest.approx(-there["difference"])
    for end, opposite in (("lower", "upper"), ("upper", "lower")):
        mine, theirs = here[f"difference_{end}"], there[f"difference_{opposite}"]
        assert (mine is None) == (theirs is None)
        assert mine is None or mine == pytest.approx(-theirs)
    assert {here["finding"], there["finding"]} in ({NO_CLEAR_CHANGE}, {HIGHER, LOWER})
    assert here["smallest_change"] == pytest.approx(there["smallest_change"])


@given(figures, figures)
@settings(deadline=None)
def test_higher_or_lower_is_said_only_where_the_interval_excludes_0(one, other):
    found = _difference(one, other)
    lower, upper = found["difference_lower"], found["difference_upper"]
    assert (found["finding"] == HIGHER) == (lower is not None and lower > 0)
    assert (found["finding"] == LOWER) == (upper is not None and upper < 0)


@pytest.mark.parametrize(
    ("one", "other", "finding"),
    [
        # Where a figure's interval has no upper end the difference has none on that side.
        ((300, 250, None), (100, 80, 120), HIGHER),
        ((100, 80, 120), (300, 250, None), LOWER),
        ((300, 250, None), (290, 240, 320), NO_CLEAR_CHANGE),
        # An interval that ends on 0 does not exclude it.
        ((8, 3, 13), (0, 0, 0), HIGHER),
        ((5, 0, 10), (0, 0, 0), NO_CLEAR_CHANGE),
    ],
)
def test_what_a_difference_shows(one, other, finding):
    assert _difference(one, other)["finding"] == finding


def test_the_smallest_change_is_what_four_of_five_samples_would_show():
    # Half the width of the interval is 1.96 standard errors; 0.84 more, and it is found in 80%.
    found = _difference((20, 15, 25), (20, 15, 25))
    half = 50**0.5
    assert found["smallest_change"] == pytest.approx(half * (1.959964 + 0.841621) / 1.959964)


def test_rates_are_compared_by_the_distances_to_their_own_limits():
    one, other = rate(30, 1000), rate(426, 20_000)
    found = _difference((one.value, one.lower, one.upper), (other.value, other.lower, other.upper))
    # Byar: 30 is 20.24 to 42.83, 426 is 386.5 to 468.4.
    assert found["difference"] == pytest.approx(30 - 21.3)
    down = ((30 - 20.24) ** 2 + (468.4 / 20 - 21.3) ** 2) ** 0.5
    up = ((42.83 - 30) ** 2 + (21.3 - 386.5 / 20) ** 2) ** 0.5
    assert found["difference_lower"] == pytest.approx(8.7 - down, abs=0.01)
    assert found["difference_upper"] == pytest.approx(8.7 + up, abs=0.01)
