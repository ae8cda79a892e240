"""The attack on a release: its bounds are exact, planted weaknesses are found, and are mended."""

from itertools import product
from math import inf, sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from etl.disclosure.audit import audit
from etl.disclosure.curves import single_events
from etl.disclosure.narrow import narrowed
from etl.disclosure.release import Demand, Fact, Release, adds_up, within
from etl.disclosure.repair import repair
from etl.measures.incidence import coarse_incidence
from etl.measures.waiting import coarse_curve
from etl.publish.former import since

few = settings(max_examples=60, deadline=None)
HIDDEN_UP_TO_2 = Demand(reach=3, values=3)


def _release(counts: dict[str, float], facts: list[Fact], hidden: dict[str, float]) -> Release:
    keys = {name: (name,) for name in counts}
    return Release(
        {keys[name]: count for name, count in counts.items()},
        facts,
        {keys[name]: least for name, least in hidden.items()},
    )


def _sum(total: str, *parts: str) -> Fact:
    return adds_up((total,), [(part,) for part in parts])


def _part(whole: str, *parts: str) -> Fact:
    return within((whole,), [(part,) for part in parts])


# --- Exact bounds ---------------------------------------------------------------------------------


@st.composite
def systems(draw) -> Release:
    """Up to four hidden counts among sums, parts and overlaps, all below a shown total."""
    names = [f"n{number}" for number in range(draw(st.integers(2, 4)))]
    counts: dict[str, float] = {name: draw(st.integers(0, 3)) for name in names}
    counts["all"] = sum(counts.values())
    facts = [_sum("all", *names)]
    for number in range(draw(st.integers(0, 3))):
        some = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
        whole = f"w{number}"
        slack = draw(st.integers(0, 2))
        counts[whole] = sum(counts[name] for name in some) + slack
        facts.append(_part(whole, *some) if slack else _sum(whole, *some))
    twice = draw(st.sampled_from(names))
    told = 2 * counts[twice] + counts[names[0]]
    if twice != names[0] and draw(st.booleans()):
        facts.append(Fact((((names[0],), 1.0), ((twice,), 2.0)), least=told - 1, most=told + 1))
    hidden = {name: float(draw(st.integers(0, 1)) and counts[name] > 0) for name in names}
    return _release(counts, facts, hidden)


def _every_way(release: Release) -> list[dict[tuple, float]]:
    """All ways to fill the hidden counts, by trying every number up to the shown total."""
    unknown = sorted(release.lowest)
    ways = []
    for values in product(range(int(release.counts["all",]) + 1), repeat=len(unknown)):
        guess = dict(release.counts) | dict(zip(unknown, values, strict=True))
        if all(guess[key] >= least for key, least in release.lowest.items()) and all(
            fact.least <= sum(guess[key] * factor for key, factor in fact.terms) <= fact.most
            for fact in release.facts
        ):
            ways.append(guess)
    return ways


@given(systems())
@few
def test_what_single_facts_rule_out_is_not_possible(release):
    low, high = narrowed(release)
    ways = _every_way(release)
    for key in release.lowest:
        if (place := release.place(key)) is not None:
            assert low[place] <= min(way[key] for way in ways)
            assert high[place] >= max(way[key] for way in ways)


@given(systems(), st.integers(1, 3))
@few
def test_the_verdict_is_that_of_trying_all_numbers(release, threshold):
    demand = Demand(threshold + 1, threshold + 1)
    seen = audit(release, dict.fromkeys(release.lowest, demand))
    ways = _every_way(release)
    for key, found in seen.items():
        possible = {way[key] for way in ways}
        low, high = min(possible), max(possible)
        assert found.is_met == (high > threshold and high - low + 1 > threshold)
        if found.is_met:
            assert low <= found.low <= release.counts[key] <= found.high <= high
        else:
            assert found.low <= low <= high <= found.high


def test_what_no_fact_speaks_of_is_limited_by_nothing():
    release = _release({"a": 1, "b": 5, "c": 6, "lone": 1}, [_sum("c", "a", "b")], {"lone": 1})
    assert audit(release, {("lone",): HIDDEN_UP_TO_2}) == {}


def test_without_a_total_a_count_can_be_as_large_as_is_asked():
    release = _release({"a": 1, "b": 2}, [_part("b", "a")], {"a": 1, "b": 1})
    assert audit(release, {("a",): Demand(reach=50, values=50)})["a",].is_met


def test_what_only_fractions_would_allow_is_not_possible():
    # Two times a and two times b make 6, a and b are at least 1: a is 1 or 2, never 1.5.
    terms = ((("a",), 2.0), (("b",), 2.0), (("c",), 1.0))
    release = _release(
        {"a": 1, "b": 2, "c": 1}, [Fact(terms, least=7, most=7)], {"a": 1, "b": 1, "c": 1}
    )
    seen = audit(release, {("a",): Demand(3, 3), ("c",): Demand(3, 3)})
    assert not seen["a",].is_met
    assert seen["c",].is_met


# --- Planted weaknesses ---------------------------------------------------------------------------

SIX = ("12 to 18", "18 to 24", "over 24")
PLANTED = {
    "one hidden cell in a row": ({"a": 1, "b": 9, "all": 10}, [_sum("all", "a", "b")], {"a": 1}),
    "two hidden ones that add to 2": (
        {"a": 1, "b": 1, "c": 8, "all": 10},
        [_sum("all", "a", "b", "c")],
        {"a": 1, "b": 1},
    ),
    "a window less its years": (
        {"a": 2, "y2": 4, "y3": 0, "window": 6},
        [_sum("window", "a", "y2", "y3")],
        # Single years of a force are not published: they may be 0.
        {"a": 0},
    ),
    "overlapping quarters": (
        {"a": 1, "q2": 5, "q3": 6, "q4": 7, "q5": 4, "year": 19, "from q2": 22},
        [_sum("year", "a", "q2", "q3", "q4"), _sum("from q2", "q2", "q3", "q4", "q5")],
        {"a": 1, "q2": 1, "q3": 1, "q4": 1},
    ),
    "a shown complement": (
        {"a": 2, "not begun": 8, "notices": 10},
        [_sum("notices", "a", "not begun")],
        {"a": 1},
    ),
    "hidden in one measure and shown in another": (
        {"a": 2} | dict(zip(SIX, (1, 1, 0), strict=True)),
        [_sum("a", *SIX)],
        {"a": 1},
    ),
    "a numerator within a small base": ({"a": 1, "base": 2}, [_part("base", "a")], {"a": 1}),
    "a whole that its part fills": (
        {"a": 2, "b": 2, "c": 0, "all": 4, "proven": 2},
        [_sum("all", "a", "b", "c"), _part("a", "proven")],
        {"a": 1, "b": 1},
    ),
    "lines across forces and parts": (
        {"a": 1, "Bp": 1, "Bq": 2, "A": 1, "B": 3, "p": 1, "q": 3, "all": 4, "Ap": 0},
        [
            _sum("all", "A", "B"), _sum("all", "p", "q"), _sum("A", "Ap", "a"),
            _sum("B", "Bp", "Bq"), _sum("p", "Ap", "Bp"), _sum("q", "a", "Bq"),
        ],
        {"a": 1, "Bp": 1, "Bq": 1, "A": 1, "B": 1, "p": 1, "q": 1},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_weakness_is_found(name):
    seen = audit(_release(*PLANTED[name]), {("a",): HIDDEN_UP_TO_2})
    assert not seen["a",].is_met


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_weakness_is_mended_without_hiding_all(name):
    release = _release(*PLANTED[name])
    done = repair(release, {("a",): HIDDEN_UP_TO_2}, _cost(release))
    assert done.failed_at_first == 1
    assert done.added
    assert done.beyond_repair == []
    assert audit(release, {("a",): HIDDEN_UP_TO_2})["a",].is_met


def test_the_cheaper_neighbour_is_hidden():
    facts = [_sum("all", "a", "b", "c")]
    release = _release({"a": 1, "b": 9, "c": 7, "all": 17}, facts, {"a": 1})
    assert repair(release, {("a",): HIDDEN_UP_TO_2}, _cost(release)).added == [("c",)]


def test_zeroes_and_what_cannot_be_hidden_stay():
    release = _release({"a": 1, "zero": 0, "all": 1}, [_sum("all", "a", "zero")], {"a": 1})
    done = repair(release, {("a",): HIDDEN_UP_TO_2}, lambda key: None)
    assert done.added == []
    assert done.beyond_repair == [("a",)]


def _cost(release: Release):
    return lambda key: sqrt(release.counts[key]) if release.counts[key] else None


@given(systems())
@few
def test_what_is_mended_holds_when_all_numbers_are_tried(release):
    small = [key for key in release.lowest if 1 <= release.counts[key] <= 2]
    assume(small)
    done = repair(release, dict.fromkeys(small, HIDDEN_UP_TO_2), _cost(release))
    assume(len(release.lowest) <= 5)
    most = int(release.counts["all",]) + 3
    for key in small:
        if key not in done.seen or key in done.beyond_repair:
            continue
        values = {value for value in range(most + 1) if _is_possible(release, key, value)}
        assert max(values) >= 3
        assert len(values) >= 3


def _is_possible(release: Release, key: tuple, value: int) -> bool:
    """Whether some way to fill the others meets every fact, found without the audit's search."""
    unknown = sorted(release.lowest)
    matrix = np.zeros((len(release.facts), len(unknown)))
    least, most = np.empty(len(release.facts)), np.empty(len(release.facts))
    for row, fact in enumerate(release.facts):
        told = 0.0
        for name, factor in fact.terms:
            if name in release.lowest:
                matrix[row, unknown.index(name)] += factor
            else:
                told += factor * release.counts[name]
        least[row], most[row] = fact.least - told, fact.most - told
    return _fill(
        matrix, least, most, [release.lowest[name] for name in unknown], unknown.index(key), value
    )


def _fill(matrix, least, most, lowest, place: int, value: int) -> bool:
    low, high = np.array(lowest, dtype=float), np.full(len(lowest), inf)
    if value < low[place]:
        return False
    low[place] = high[place] = value
    solved = milp(
        np.zeros(len(lowest)),
        integrality=np.ones(len(lowest)),
        bounds=Bounds(low, high),
        constraints=LinearConstraint(matrix, least, most),
    )
    return solved.status == 0


# --- Two releases --------------------------------------------------------------------------------


KEY = ("hearings_begun", "A", "three_years", "2020-23", "total", "total")
OTHER, ALL = (KEY[0], "B", *KEY[2:]), (KEY[0], "all", *KEY[2:])
THRESHOLDS = {KEY: 2, OTHER: 2, ALL: 0}


def _after(counts: dict, former: dict, hidden: dict) -> tuple[Release, dict[tuple, Demand]]:
    changes = since(counts, former, THRESHOLDS)
    facts = [adds_up(ALL, [KEY, OTHER]), *changes.facts]
    lowest = {key: 1.0 for key in hidden if key not in changes.known} | changes.lowest
    return Release(counts | changes.counts, facts, lowest), changes.demands


def test_releases_that_differ_by_one_case_are_found_and_mended():
    # Both released 30 of all forces' 50 as one force's; now it is 31 of 51.
    counts = {KEY: 31.0, OTHER: 20.0, ALL: 51.0}
    release, demands = _after(counts, {KEY: 30.0, OTHER: 20.0, ALL: 50.0}, {})
    assert not audit(release, demands)["change", *KEY].is_met
    able = {KEY, ALL}
    done = repair(release, demands, lambda key: sqrt(counts[key]) if key in able else None)
    assert done.beyond_repair == []
    # The other force is known from before: all forces must be hidden, too.
    assert set(done.added) >= able
    assert audit(release, demands)["change", *KEY].is_met


def test_a_figure_that_the_former_release_showed_does_not_cover_a_hidden_one():
    counts = {KEY: 2.0, OTHER: 20.0, ALL: 22.0}
    for former, is_met in (({}, True), ({OTHER: 20.0}, False), ({OTHER: 19.0}, True)):
        release, _ = _after(counts, former, {KEY, OTHER})
        assert audit(release, {KEY: HIDDEN_UP_TO_2})[KEY].is_met == is_met


def test_releases_with_the_same_figures_tell_nothing_more():
    key = ("hearings_begun", "A", "three_years", "2020-23", "total", "total")
    assert since({key: 5.0}, {key: 5.0}, {key: 2}).facts == []


# --- Curves ---------------------------------------------------------------------------------------

DAYS = [30, 40, 90, 91, 150, 200, 200, 260, 300, 310, 400, 500]
BEGUN = [True, True, False, True, True, True, True, False, True, True, True, False]


def _points(days: list[int], begun: list[bool], least: int) -> list[tuple]:
    curve = coarse_curve(days, begun, least)
    return [(point.day, "hearing", point.at_risk, point.estimate) for point in curve.points]


def test_an_ordinary_curve_gives_single_events_back():
    found = single_events(_points(DAYS, BEGUN, least=1), least=3)
    # Only day 200, on which two hearings began, could be mistaken for more than one.
    assert (30, "hearing") in found
    assert (300, "hearing") in found


@pytest.mark.parametrize("least", [3, 5])
def test_a_coarse_curve_does_not(least):
    assert single_events(_points(DAYS, BEGUN, least), least) == []


def test_curves_of_several_endings_are_taken_together():
    endings = [("hearing", "meeting", None)[number % 3] for number in range(12)]
    for least, is_told in [(1, True), (3, False)]:
        found = coarse_incidence([0] * 12, range(1, 13), endings, ("hearing", "meeting"), least)
        points = [
            (point.day, name, point.at_risk, point.estimate)
            for name, listed in found.points.items()
            for point in listed
        ]
        assert bool(single_events(points, 3, enter_late=True)) == is_told
