"""Which cells are hidden: small ones, and enough others that no line gives one away."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from etl.disclosure.cells import Cells, Line, hide_groups, hide_more, hide_small
from etl.disclosure.release import Demand, Release, adds_up
from etl.disclosure.repair import repair
from tests.etl.disclosure.hierarchy import (
    COUNTRY,
    TOTAL,
    Hierarchy,
    completions,
    hierarchies,
    largest,
)

few = settings(max_examples=150, deadline=None)


def _protected(hierarchy: Hierarchy) -> tuple[Cells, list[Line], set]:
    """The cells after protection, their lines, and the cells that were hidden for being small."""
    cells, lines = hierarchy.cells(), hierarchy.lines()
    hide_small(cells)
    small = set(cells.hidden)
    hide_more(cells, lines)
    return cells, lines, small


def _one_line(*counts: int, threshold: int) -> tuple[Cells, Line]:
    """Forces that add up to a region of the same threshold."""
    keys = tuple((f"force {number}", TOTAL) for number in range(len(counts)))
    line = Line(("region", TOTAL), keys)
    known = dict(zip(keys, counts, strict=True)) | {line.total: sum(counts)}
    cells = Cells(known, dict.fromkeys(known, threshold))
    hide_small(cells)
    hide_more(cells, [line])
    return cells, line


# --- Small cells ---------------------------------------------------------------------------------


@given(hierarchies())
@few
def test_no_small_count_of_a_force_or_region_is_shown(hierarchy):
    cells, _, _ = _protected(hierarchy)
    for (area, part), count in cells.counts.items():
        if area != COUNTRY and 1 <= count <= hierarchy.threshold:
            assert (area, part) in cells.hidden


@given(hierarchies())
@few
def test_zeroes_are_never_hidden(hierarchy):
    cells, _, _ = _protected(hierarchy)
    assert all(cells.counts[key] > 0 for key in cells.hidden)


@given(hierarchies())
@few
def test_all_forces_are_hidden_only_to_protect_somebody_else(hierarchy):
    cells, _, small = _protected(hierarchy)
    assert not any(area == COUNTRY for area, _ in small)
    assert small or not cells.hidden


@pytest.mark.parametrize(
    ("count", "threshold", "is_hidden"),
    [(0, 2, False), (1, 2, True), (2, 2, True), (3, 2, False), (1, 0, False), (4, 4, True)],
)
def test_from_1_to_the_threshold_is_small(count, threshold, is_hidden):
    cells = Cells({("a",): count}, {("a",): threshold})
    hide_small(cells)
    assert (("a",) in cells.hidden) == is_hidden


# --- Lines ---------------------------------------------------------------------------------------


@given(hierarchies())
@few
def test_no_line_has_exactly_one_hidden_cell(hierarchy):
    cells, lines, _ = _protected(hierarchy)
    for line in lines:
        assert sum(key in cells.hidden for key in (line.total, *line.parts)) != 1, line


@given(hierarchies())
@few
def test_on_each_line_a_small_cell_could_be_larger_than_its_threshold(hierarchy):
    # What is left of a shown total when each other hidden part is at least 1.
    cells, lines, small = _protected(hierarchy)
    for line in lines:
        hidden = [key for key in line.parts if key in cells.hidden]
        if line.total in cells.hidden:
            continue
        shown = sum(cells.counts[key] for key in line.parts if key not in hidden)
        for key in hidden:
            if key in small:
                room = cells.counts[line.total] - shown - (len(hidden) - 1)
                assert room > cells.thresholds[key], (line, key)


@pytest.mark.parametrize(
    ("counts", "threshold", "hidden"),
    [
        pytest.param((5, 6, 7), 2, set(), id="nothing is small"),
        pytest.param((1, 5, 7), 2, {0, 1}, id="the smallest other part goes with it"),
        pytest.param((2, 0, 0, 9), 2, {0, 3}, id="a zero protects nobody"),
        pytest.param((1, 1, 9, 9), 2, {0, 1, 2}, id="two of 1 that add up to 2 say so"),
        pytest.param((1, 3, 9), 2, {0, 1}, id="1 and 3: either could be 3"),
        pytest.param((4, 1, 9), 4, {0, 1, 2}, id="4 and 1 of 5: neither could be over 4"),
        pytest.param((1, 0, 0), 2, {0, "total"}, id="alone it takes the total with it"),
    ],
)
def test_one_line_by_hand(counts, threshold, hidden):
    cells, line = _one_line(*counts, threshold=threshold)
    expected = {line.total if item == "total" else line.parts[item] for item in hidden}
    assert cells.hidden == expected


def test_the_part_goes_that_breaks_the_fewest_lines_so_far_whole():
    # Force B is smaller, but force C is the one with another hidden neighbour already.
    counts = {
        ("A", "x"): 1, ("B", "x"): 5, ("C", "x"): 6, ("region", "x"): 12,
        ("B", "y"): 5, ("B", "total"): 10,
        ("C", "y"): 1, ("C", "z"): 9, ("C", "total"): 16,
    }  # fmt: skip
    cells = Cells(counts, dict.fromkeys(counts, 2))
    lines = [
        Line(("region", "x"), (("A", "x"), ("B", "x"), ("C", "x"))),
        Line(("B", "total"), (("B", "x"), ("B", "y"))),
        Line(("C", "total"), (("C", "x"), ("C", "y"), ("C", "z"))),
    ]
    hide_small(cells)
    added = hide_more(cells, lines)
    assert cells.hidden == {("A", "x"), ("C", "y"), ("C", "x")}
    assert added == 1


@given(hierarchies())
@settings(max_examples=50, deadline=None)
def test_the_same_counts_hide_the_same_cells(hierarchy):
    assert _protected(hierarchy)[0].hidden == _protected(hierarchy)[0].hidden


@given(hierarchies(), st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_protecting_again_hides_nothing_more_in_whatever_order_the_lines_come(hierarchy, random):
    cells, lines, _ = _protected(hierarchy)
    before = set(cells.hidden)
    random.shuffle(lines)
    hide_small(cells)
    assert hide_more(cells, lines) == 0
    assert cells.hidden == before


# --- Groups --------------------------------------------------------------------------------------

BASE = ("force", TOTAL)
GROUP = (("force", "race"), ("force", "sex"), ("force", "age"))


@pytest.mark.parametrize(
    ("base", "is_hidden"), [(0, False), (1, True), (9, True), (10, False), (11, False)]
)
def test_a_base_of_1_to_9_hides_the_whole_group_zeroes_among_it(base, is_hidden):
    counts = {BASE: base, GROUP[0]: min(base, 7), GROUP[1]: 0, GROUP[2]: 0}
    cells = Cells(counts, dict.fromkeys(counts, 4))
    hide_groups(cells, [(BASE, GROUP)], up_to=9)
    assert cells.hidden == (set(GROUP) if is_hidden else set())


def test_a_group_without_a_base_or_without_cells_is_left_alone():
    cells = Cells({GROUP[0]: 3}, {GROUP[0]: 0})
    hide_groups(cells, [(BASE, GROUP)], up_to=9)
    assert cells.hidden == set()


# --- A reader who tries to work it out -----------------------------------------------------------


@given(st.lists(st.integers(0, 4), min_size=2, max_size=4), st.sampled_from([1, 2]))
@settings(max_examples=60, deadline=None)
def test_on_a_single_line_trying_all_numbers_leaves_every_small_cell_open(counts, threshold):
    cells, line = _one_line(*counts, threshold=threshold)
    found = completions(cells, [line], most=5)
    assert found
    for key in cells.hidden:
        if cells.counts[key] <= threshold:
            possible = {guess[key] for guess in found}
            assert max(possible) > threshold
            assert len(possible) > threshold


@given(hierarchies(most_forces=2, most_parts=2, most=3))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_the_two_readers_agree(hierarchy):
    cells, lines, _ = _protected(hierarchy)
    leaves = sorted(cells.hidden - {line.total for line in lines})
    assume(0 < len(leaves) <= 4)
    found = completions(cells, lines, most=9)
    assume(found)
    for key in leaves:
        assert max(guess[key] for guess in found) == min(largest(cells, lines, key), 9)


def _whole(cells: Cells, lines: list[Line], demands: dict[tuple, Demand]) -> None:
    """Protect the release as a whole, as a build does after the lines."""
    facts = [adds_up(line.total, line.parts) for line in lines]
    release = Release(
        cells.counts, facts, {key: min(1.0, cells.counts[key]) for key in cells.hidden}
    )
    done = repair(
        release, demands, lambda key: 1 + cells.counts[key] if cells.counts[key] else None
    )
    assert done.beyond_repair == []
    cells.hidden.update(done.added)


def _could_be(hierarchy: Hierarchy, key: tuple) -> int:
    cells, lines, small = _protected(hierarchy)
    assert key in small
    _whole(cells, lines, {name: Demand(cells.thresholds[name] + 1, 1) for name in small})
    return largest(cells, lines, key)


@given(hierarchies())
@settings(max_examples=40, deadline=None)
def test_over_all_lines_together_every_small_cell_could_be_larger_than_its_threshold(hierarchy):
    cells, lines, small = _protected(hierarchy)
    demands = {
        name: Demand(cells.thresholds[name] + 1, cells.thresholds[name] + 1) for name in small
    }
    _whole(cells, lines, demands)
    for key in small:
        assert largest(cells, lines, key) > cells.thresholds[key]


def test_four_forces_of_one_each_cannot_be_read_off_the_total_of_all():
    # Two regions hide two forces each, so each is at least 2; all forces together are 4.
    regions = {"A": "north", "B": "north", "C": "south", "D": "south"}
    alone = Hierarchy({(force, "p"): 1 for force in regions}, regions, threshold=2)
    assert _could_be(alone, ("A", TOTAL)) > 2


def test_lines_across_areas_and_parts_together_do_not_give_a_small_cell_away():
    # Force B hides two parts, so it has at least 2 of the 4; A's total is its q, at most 2.
    counts = {("A", "p"): 0, ("A", "q"): 1, ("B", "p"): 1, ("B", "q"): 2}
    table = Hierarchy(counts, {"A": "region", "B": "region"}, threshold=2)
    assert _could_be(table, ("A", "q")) > 2


def test_a_hidden_zero_of_a_small_group_is_not_told_by_the_zero_of_its_region():
    line = Line(("region", "race"), (("A", "race"), ("B", "race")))
    counts: dict[tuple, float] = dict.fromkeys((line.total, *line.parts), 0)
    release = Release(counts, [adds_up(line.total, line.parts)], {("A", "race"): 0})
    demand = {("A", "race"): Demand(reach=1, values=2)}
    done = repair(release, demand, lambda key: 1 + counts[key])
    assert done.added == [("region", "race")]
    assert done.beyond_repair == []
