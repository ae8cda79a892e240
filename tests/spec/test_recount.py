"""Every published count, figure and curve equals a recount in plain Python."""

from datetime import timedelta
from itertools import pairwise
from math import isclose
from pathlib import Path

import polars as pl
import pytest

from etl.config import Settings
from etl.measures.definitions import COUNTS
from etl.measures.definitions import MEASURES as DEFINED
from etl.synthesise import synthesise
from tests.reference.tables import rows as reference_rows
from tests.spec.invented import FORCES, Invented
from tests.spec.publishing import Counted, count_deliveries
from tests.spec.recount.before_after import before_after_rows
from tests.spec.recount.comparisons import chart_rows, difference_rows
from tests.spec.recount.counts import (
    Counts,
    break_days,
    count_rows,
    declared_breaks,
    recount,
)
from tests.spec.recount.curves import COHORTS, LATE, curve_rows
from tests.spec.recount.disparity import disparity_rows
from tests.spec.recount.funnels import funnel_rows
from tests.spec.recount.measures import CURVES, MEASURES, base_cell, measure_rows
from tests.spec.recount.names import BREAKDOWNS, DENSE
from tests.spec.recount.records import Delivery, read_delivery

KEYS = {
    "counts": ("count_name", "area_code", "period", "breakdown", "category"),
    "measure_values": ("measure", "area_code", "period", "breakdown", "category"),
    "time_to_event": (
        "measure",
        "area_code",
        "cohort",
        "breakdown",
        "category",
        "ending",
        "day",
    ),
    "control_limits": (
        "measure",
        "area_code",
        "period",
        "breakdown",
        "category",
        "limit_name",
    ),
    "funnels": ("measure", "period", "breakdown", "category"),
    **dict.fromkeys(
        ("force_signals", "smoothed_values"),
        ("measure", "area_code", "period", "breakdown", "category"),
    ),
    "spc_points": ("measure", "area_code", "period"),
    "disparity": ("breakdown", "step", "area_code", "period", "category"),
    "differences": ("measure", "area_code", "period", "other_area_code", "other_period"),
}
# Counts of hearings by force hide 1 and 2, of characteristics in complaints 1 to 4.
HIDDEN_UP_TO = dict.fromkeys(BREAKDOWNS, 2) | {
    **dict.fromkeys(DENSE, 0),
    **dict.fromkeys(("hearings_not_begun", "hearing_waits_unknown", "ladder_open"), 0),
    **dict.fromkeys(
        (
            "f_allegations characteristic_allegations cases_naming_characteristic f_cases "
            "complaint_answers_decided complaint_answers_found f_finalised f_investigated"
        ).split(),
        4,
    ),
    "complaints_finalised": 9,
}
UPLAND = "\n".join(FORCES.strip().splitlines()[:3])
ELSEWHERE = "\n".join([FORCES.strip().splitlines()[0], *FORCES.strip().splitlines()[3:]])


def _one(folder: Path) -> list[Path]:
    return [Invented(seed=1, cases=700).write(folder / "one")]


def _two(folder: Path) -> list[Path]:
    """Two suppliers with the same identifiers, a region between them, one without open cases."""
    first = Invented(seed=2, cases=350, forces=UPLAND, coverage_from="2017-07-01")
    second = Invented(
        seed=3,
        cases=350,
        forces=ELSEWHERE,
        coverage_to="2025-12-31",
        extracted_on="2026-01-15",
        includes_open_cases=False,
        name="second-delivery",
    )
    return [first.write(folder / "first"), second.write(folder / "second")]


def _synthetic(folder: Path) -> list[Path]:
    # As dense as real records: the attack takes long where nearly every count is small.
    synthesise(folder / "synthetic", cases=9000, years=5, seed=3, faults=True, settings=Settings())
    return [folder / "synthetic"]


DELIVERIES = {"one": _one, "two": _two, "synthetic": _synthetic}
# So few cases for 43 forces and twelve years are nearly all small: protecting them takes long.
AS_THE_PUBLIC_SEES = pytest.mark.parametrize("delivered", ["one", "two"], indirect=True)


@pytest.fixture(scope="module", params=DELIVERIES)
def delivered(request, tmp_path_factory) -> tuple[Counted, list[Delivery]]:
    """What the code counted, and the rows that stand."""
    folder = tmp_path_factory.mktemp("recount")
    deliveries = DELIVERIES[request.param](folder)
    counted = count_deliveries(deliveries, folder / "conduct.duckdb")
    standing = [
        read_delivery(
            delivery,
            {name: lines for (place, name), lines in counted.aside.items() if place == number},
        )
        for number, delivery in enumerate(deliveries)
    ]
    return counted, standing


@pytest.fixture(scope="module")
def both(delivered) -> tuple[Counted, Counts]:
    """The figures counted by the code and by the recount."""
    return delivered[0], recount(delivered[1])


@pytest.fixture(scope="module")
def breaks(delivered) -> list[dict]:
    """Of the law, and of the records of single forces."""
    return [*reference_rows("breaks"), *declared_breaks(delivered[1])]


@pytest.fixture(scope="module")
def exact(both, breaks) -> dict[tuple, dict]:
    """The figures of the recount, by measure and cell."""
    return measure_rows(both[1], breaks)


def test_every_count_and_measure_is_written_down_once_more():
    """By name, before anything is counted: what is added to the definitions is missing here."""
    defined = {
        name: {*count.breakdowns, *(["total"] if count.has_total else [])}
        for name, count in COUNTS.items()
    }
    recounted = {name: {*breakdowns} for name, breakdowns in BREAKDOWNS.items()}
    other = [name for name in defined | recounted if defined.get(name) != recounted.get(name)]
    assert not other, (
        f"{', '.join(other)}: say in BREAKDOWNS of tests/spec/recount/names.py what it is broken "
        "down by, and yield each event of it in tests/spec/recount/events.py."
    )
    missing = DEFINED.keys() ^ MEASURES.keys()
    assert not missing, (
        f"{', '.join(missing)}: say in MEASURES of tests/spec/recount/measures.py what stands over "
        "what."
    )


def test_every_count_equals_the_recount(both):
    counted, again = both
    assert_same(counted.shown["counts"], KEYS["counts"], count_rows(again))


def test_every_figure_equals_the_recount(both, exact):
    assert_same(both[0].shown["measure_values"], KEYS["measure_values"], exact)


def test_no_figure_of_any_measure_spans_a_break_unmarked_and_none_is_marked_without(both, breaks):
    """Day by day through each period: independent of how the marks are worked out."""
    declared = {row["area_code"] for row in breaks if "area_code" in row}
    values = both[0].shown["measure_values"]
    assert declared & set(values["area_code"]), "no force of this delivery changed its records"
    place = ["measure", "area_code", "period_start", "period_end", "break_within"]
    first_days = {
        (basis, area): set(break_days(basis, breaks, area))
        for basis in {words.basis for words in MEASURES.values()}
        for area in set(values["area_code"])
    }
    for measure, area, start, end, is_marked in values.select(place).unique().iter_rows():
        later = {start + timedelta(days=n) for n in range(1, (end - start).days + 1)}
        spans = bool(later & first_days[MEASURES[measure].basis, area])
        assert spans == is_marked, (measure, area, start)


def test_every_curve_equals_the_recount(both):
    counted, again = both
    assert_same(counted.shown["time_to_event"], KEYS["time_to_event"], curve_rows(again))


@AS_THE_PUBLIC_SEES
def test_every_figure_the_public_sees_is_the_exact_one_or_hidden_whole(both, exact):
    counted, _ = both
    counts = _by_key(counted.protected["counts"], KEYS["counts"])
    for place, row in _by_key(counted.protected["measure_values"], KEYS["measure_values"]).items():
        words = MEASURES[row["measure"]]
        upper = (words.upper, *place[1:])
        base = counts.get(base_cell(words, upper), {"count": None})
        assert (row["numerator"], row["denominator"]) == (counts[upper]["count"], base["count"])
        if row["symbol"] == "c":
            assert (row["value"], row["lower"], row["upper"]) == (None, None, None), place
        elif words.kind not in CURVES:
            # A hidden count leaves no figure; where there is none to hide it is blank all the same.
            hidden = [name for name in ("numerator", "denominator") if row[name] is None]
            unequal = [
                name
                for name, value in exact[place].items()
                if name not in hidden and not _equal(row[name], value)
            ]
            assert not unequal, (place, unequal)


@AS_THE_PUBLIC_SEES
def test_every_count_the_public_sees_is_the_exact_one_and_none_is_small(both):
    counted, again = both
    for place, row in _by_key(counted.protected["counts"], KEYS["counts"]).items():
        count, symbol = again.cells[place]
        if row["symbol"] == "c":
            assert row["count"] is None, place
            assert count is not None, place
            continue
        assert _equal(row["count"], count), place
        assert row["symbol"] == symbol, place
        if row["area_level"] != "country":
            assert not 0 < (count or 0) <= HIDDEN_UP_TO[place[0]], place


@AS_THE_PUBLIC_SEES
def test_no_curve_the_public_sees_gives_away_one_or_two_of_an_ending(both):
    counted, again = both
    curves: dict[tuple, list[int]] = {}
    for place, row in _by_key(counted.protected["time_to_event"], KEYS["time_to_event"]).items():
        # The curve begins on day 0 with nobody heard, which says nothing about anybody.
        if row["symbol"] is None and row["area_level"] != "country" and row["estimate"] > 0:
            curves.setdefault(place[:-1], []).append(place[-1])
    for (measure, *cohort, ending), days in curves.items():
        waits = [wait[measure] for wait in again.waits[COHORTS[measure], *cohort]]
        late = measure in LATE
        ended = [
            wait[1 if late else 0] for wait in waits if wait[2 if late else 1] in ("begun", ending)
        ]
        for earlier, later in pairwise([-1, *sorted(days)]):
            assert sum(earlier < wait <= later for wait in ended) >= 3, (measure, cohort, ending)
        assert max(ended) == max(days), (measure, cohort, ending)


@AS_THE_PUBLIC_SEES
def test_all_endings_and_what_is_still_open_are_never_more_than_all(both):
    counted, _ = both
    for tables in (counted.shown, counted.protected):
        last: dict[tuple, dict[str, float]] = {}
        rows = _by_key(tables["time_to_event"], KEYS["time_to_event"]).items()
        for (measure, *cohort, ending, _), row in sorted(rows, key=lambda item: item[0][-1] or 0):
            last.setdefault((measure, *cohort), {})[ending] = row["estimate"] or 0
        for cohort, shares in last.items():
            assert sum(shares.values()) <= 1 + 1e-9, (cohort, shares)


def test_every_funnel_and_control_chart_equals_the_recount(both, exact, breaks):
    assert_compared(both[0].shown, exact, breaks)


@AS_THE_PUBLIC_SEES
def test_every_funnel_and_control_chart_the_public_sees_comes_from_what_it_sees(both, breaks):
    tables = both[0].protected
    seen = _by_key(tables["measure_values"], KEYS["measure_values"])
    assert_compared(tables, seen, breaks)


@AS_THE_PUBLIC_SEES
def test_every_cohort_before_and_after_a_change_equals_the_recount(delivered):
    counted, deliveries = delivered
    expected = before_after_rows(deliveries)
    key = ("break_id", "figure", "side")
    for tables in (counted.shown, counted.protected):
        assert_same(tables["before_after"], key, expected)


def assert_compared(
    tables: dict[str, pl.DataFrame], values: dict[tuple, dict], breaks: list[dict]
) -> None:
    """Limits, spread, signals, smoothed figures and control charts are those of the figures."""
    expected = funnel_rows(values)
    points, limits = chart_rows(values, breaks)
    expected["control_limits"] |= limits
    assert expected["funnels"]
    assert points
    for name in ("control_limits", "funnels", "force_signals"):
        assert_same(tables[name], KEYS[name], expected[name])
    assert_same(tables["spc_points"], KEYS["spc_points"], points)
    # Found by closing in on the highest point, in two ways: equal to about four digits.
    assert_same(
        tables["smoothed_values"], KEYS["smoothed_values"], expected["smoothed_values"], 1e-3
    )


def test_every_relative_likelihood_equals_the_recount(both, breaks):
    assert_same(both[0].shown["disparity"], KEYS["disparity"], disparity_rows(both[1], breaks))


@AS_THE_PUBLIC_SEES
def test_every_relative_likelihood_the_public_sees_is_the_exact_one_or_hidden_whole(both, breaks):
    counted, again = both
    exact = disparity_rows(again, breaks)
    for place, row in _by_key(counted.protected["disparity"], KEYS["disparity"]).items():
        if row["symbol"] == "c":
            assert (row["ratio"], row["lower"], row["upper"]) == (None, None, None), place
            assert not row["sentence_allowed"]
        elif row["ratio"] is not None:
            assert _equal(row["ratio"], exact[place]["ratio"]), place
            # Where those not known are hidden, nobody can say what they might change.
            assert row["sentence_allowed"] <= exact[place]["sentence_allowed"], place


def test_every_difference_equals_the_recount(both, exact, breaks):
    expected = difference_rows(exact, breaks)
    assert_same(both[0].shown["differences"], KEYS["differences"], expected)


@AS_THE_PUBLIC_SEES
def test_what_the_public_can_compare_is_worked_out_from_what_it_sees(both, breaks):
    counted, _ = both
    seen = _by_key(counted.protected["measure_values"], KEYS["measure_values"])
    differences = difference_rows(seen, breaks)
    assert_same(counted.protected["differences"], KEYS["differences"], differences)


def test_the_forces_behind_every_count_are_told(both):
    counted, again = both
    expected = {
        key: {"forces_expected": number, "forces_counted": here}
        for key, (number, here) in again.forces_counted.items()
    }
    assert_same(counted.shown["coverage"], ("count_name", "area_code", "period"), expected)


def assert_same(
    table: pl.DataFrame, key: tuple[str, ...], expected: dict[tuple, dict], near: float = 1e-9
) -> None:
    """The table holds the expected rows, all of them and no others."""
    found = _by_key(table, key)
    more, fewer = found.keys() - expected.keys(), expected.keys() - found.keys()
    assert not more, f"published, but not by the words of tests/spec/recount/names.py: {_few(more)}"
    assert not fewer, f"by the words of tests/spec/recount published, but not: {_few(fewer)}"
    unequal = [
        (place, name, found[place][name], value)
        for place, row in expected.items()
        for name, value in row.items()
        if not _equal(found[place][name], value, near)
    ]
    told = f"other than recounted, {len(unequal)} in all (row, column, published, recounted):"
    assert not unequal, f"{told} {unequal[:5]}"


def _by_key(table: pl.DataFrame, key: tuple[str, ...]) -> dict[tuple, dict]:
    found = {tuple(row[name] for name in key): row for row in table.to_dicts()}
    assert len(found) == table.height
    return found


def _few(places: set) -> str:
    return f"{len(places)}, first {sorted(places, key=str)[:5]}"


def _equal(left: object, right: object, near: float = 1e-9) -> bool:
    if isinstance(left, float) and isinstance(right, int | float):
        return isclose(left, right, rel_tol=near, abs_tol=near)
    return left == right
