"""Records made coarser: what is left stands for k cases, and no column could be told finer."""

from collections import defaultdict

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.disclosure.anonymity import Demand, finest, ladder
from etl.disclosure.research import NOT_TOLD

PLACES = [{"a1": "a1", "a2": "a2", "b1": "b1"}, {"a1": "a", "a2": "a", "b1": "b"}]
YEARS = [{"1": "1", "2": "2"}]
FINDINGS = [{"proven": "proven", "not": "not", "open": "open"}]


def _levels(told: list[dict[str, str]]) -> list[dict[str, str]]:
    return [*told, dict.fromkeys(told[0], NOT_TOLD)]


COLUMNS = {"place": _levels(PLACES), "year": _levels(YEARS), "finding": _levels(FINDINGS)}
rows = st.lists(
    st.tuples(
        st.sampled_from(sorted(PLACES[0])),
        st.sampled_from(sorted(YEARS[0])),
        st.sampled_from(sorted(FINDINGS[0])),
        st.integers(0, 12),
        st.integers(0, 20),
    ),
    min_size=1,
    max_size=60,
)


def _kept(rows: list[tuple], levels: dict[str, int], k: int, least: int) -> list[bool]:
    """Which rows may be told at these levels, one by one in plain Python."""
    told = [
        tuple(
            COLUMNS[name][levels[name]][row[at]]
            for at, name in enumerate(("place", "year", "finding"))
        )
        for row in rows
    ]
    cases, people = defaultdict(set), defaultdict(set)
    for values, row in zip(told, rows, strict=True):
        cases[values].add(row[3])
        people[values].add(row[4])
    large = [min(len(cases[values]), len(people[values])) >= k for values in told]
    findings = defaultdict(set)
    for values, is_large in zip(told, large, strict=True):
        if is_large:
            findings[values[:2]].add(values[2])
    return [
        is_large and ("proven" not in findings[values[:2]] or len(findings[values[:2]]) >= least)
        for values, is_large in zip(told, large, strict=True)
    ]


def _finest(rows: list[tuple], k: int, least: int, most: int):
    ladders = [
        ladder(
            name,
            1.0 + at,
            pl.Series([row[at] for row in rows]),
            COLUMNS[name],
            frozenset({"proven"}) if name == "finding" else None,
        )
        for at, name in enumerate(COLUMNS)
    ]
    cases, people = (np.array([row[at] for row in rows], dtype=np.int64) for at in (3, 4))
    return finest(ladders, cases, people, Demand(k, least, most))


@given(rows, st.integers(2, 4), st.integers(2, 3), st.integers(0, 6))
@settings(max_examples=150, deadline=None)
def test_what_is_kept_is_what_a_plain_count_keeps_and_nothing_could_be_told_finer(
    rows, k, least, most
):
    node = _finest(rows, k, least, most)
    if node is None:
        coarsest = {name: len(levels) - 1 for name, levels in COLUMNS.items()}
        assert _kept(rows, coarsest, k, least).count(False) > most
        return
    assert node.kept.tolist() == _kept(rows, node.levels, k, least)
    assert node.left_out <= most
    for name, level in node.levels.items():
        if level:
            finer = _kept(rows, node.levels | {name: level - 1}, k, least)
            assert finer.count(False) > most, name


def test_officers_of_one_case_count_as_one():
    ten_of_one = [("a1", "1", "open", 1, person) for person in range(10)]
    assert _finest(ten_of_one, 2, 2, 0) is None
    ten_of_ten = [("a1", "1", "open", case, case) for case in range(10)]
    assert _finest(ten_of_ten, 10, 2, 0).levels == {"place": 0, "year": 0, "finding": 0}


def test_ten_cases_of_one_person_count_as_one():
    assert _finest([("a1", "1", "open", case, 7) for case in range(10)], 2, 2, 0) is None


def test_where_all_have_the_same_finding_it_is_not_told():
    alike = [("a1", "1", "proven", case, case) for case in range(20)]
    assert _finest(alike, 10, 2, 0).levels["finding"] == 1
    open_ones = [("a1", "1", "open", case, case) for case in range(20)]
    assert _finest(open_ones, 10, 2, 0).levels["finding"] == 0
