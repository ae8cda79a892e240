"""What a reader knows of real counts, and that a build attacks all of it."""

from math import inf

import polars as pl
import pytest

from etl.disclosure.release import Fact, adds_up, within
from etl.errors import PROMISE_BROKEN, ProtectionError
from etl.measures.definitions import COUNTS
from etl.publish.curve_audit import hold_curves
from etl.publish.disclosure import disclosure
from etl.publish.facts import facts, lines
from etl.publish.protect import protect
from etl.publish.state import State
from tests.etl.publish.count_cells import (
    ADDED_INTO,
    COUNTRY,
    EVENTS,
    READER,
    REGIONS,
    SUMMED,
    WINDOW,
    YEARS,
    cells_of,
    summed_but_for,
)
from tests.etl.publish.test_protect import POLICY

AT = ("A", "three_years", WINDOW)
PROTECTED = {name for name, count in COUNTS.items() if count.sensitivity != "referrals"}


def _key(name: str, breakdown: str = "total", category: str = "total", at: tuple = AT) -> tuple:
    return (name, *at, breakdown, category)


def _facts(counts: dict[tuple, float]) -> list:
    return facts(counts, ADDED_INTO, PROTECTED, SUMMED)


@pytest.mark.parametrize(
    ("counts", "fact"),
    [
        pytest.param(
            {_key("dismissed"): 2, _key("findings_gm_proven"): 5},
            within(_key("findings_gm_proven"), [_key("dismissed")]),
            id="a numerator is within its base",
        ),
        pytest.param(
            {_key("ladder_proven"): 2, _key("ladder_heard"): 5},
            within(_key("ladder_heard"), [_key("ladder_proven")]),
            id="a step of the ladder is within the one before",
        ),
        pytest.param(
            {
                _key("open_over_12_months"): 3,
                _key("open_matters", "age", "12_TO_18_MONTHS"): 1,
                _key("open_matters", "age", "18_TO_24_MONTHS"): 2,
                _key("open_matters", "age", "OVER_24_MONTHS"): 0,
            },
            adds_up(
                _key("open_over_12_months"),
                [
                    _key("open_matters", "age", name)
                    for name in ("12_TO_18_MONTHS", "18_TO_24_MONTHS", "OVER_24_MONTHS")
                ],
            ),
            id="open for over a year stands in the ages, too",
        ),
        pytest.param(
            {_key("assessed_heard"): 4, _key("assessed_matters", "ending", "HEARING"): 4},
            adds_up(_key("assessed_heard"), [_key("assessed_matters", "ending", "HEARING")]),
            id="heard stands in the endings, too",
        ),
        pytest.param(
            {_key("cases_naming_characteristic"): 4}
            | {_key("cases_naming_characteristic", "characteristic", "RACE"): 4},
            within(
                _key("cases_naming_characteristic"),
                [_key("cases_naming_characteristic", "characteristic", "RACE")],
            ),
            id="a characteristic is within the cases that name any",
        ),
        pytest.param(
            {
                _key("officers_to_hearing", at=(COUNTRY, "quarter", f"2020-21-Q{number}")): number
                for number in (1, 2, 3, 4)
            }
            | {_key("officers_to_hearing", at=(COUNTRY, "financial_year", "2020-21")): 10},
            adds_up(
                _key("officers_to_hearing", at=(COUNTRY, "financial_year", "2020-21")),
                [
                    _key("officers_to_hearing", at=(COUNTRY, "quarter", f"2020-21-Q{number}"))
                    for number in (1, 2, 3, 4)
                ],
            ),
            id="quarters add up to their year",
        ),
        pytest.param(
            {_key("dismissed", at=("A", "financial_year", year)): 1 for year in YEARS}
            | {_key("dismissed"): 3},
            adds_up(
                _key("dismissed"),
                [_key("dismissed", at=("A", "financial_year", year)) for year in YEARS],
            ),
            id="years add up to their window",
        ),
    ],
)  # fmt: skip
def test_a_reader_knows(counts, fact):
    assert fact in _facts(counts)


def test_the_stock_of_a_window_is_that_of_its_last_year():
    years = [_key("open_matters", at=("A", "financial_year", year)) for year in YEARS]
    known = _facts(dict(zip(years, (1, 2, 3), strict=True)) | {_key("open_matters"): 3})
    assert known == [adds_up(_key("open_matters"), [years[-1]])]


def test_what_does_not_hold_of_the_counts_stops_the_build_and_is_not_passed_over():
    with pytest.raises(ProtectionError, match="dismissed, findings_gm_proven"):
        _facts({_key("dismissed"): 6, _key("findings_gm_proven"): 5})


# What adds up follows from who is counted, not from numbers that add up by chance.
UPLAND = [("upland", "financial_year", year) for year in YEARS]
IN_YEARS = [_key("dismissed", at=at) for at in UPLAND]
IN_WINDOW = _key("dismissed", at=("upland", "three_years", WINDOW))


@pytest.mark.parametrize(
    ("left_out", "window", "expected"),
    [
        pytest.param((), 6, [adds_up(IN_WINDOW, IN_YEARS)], id="the same forces"),
        pytest.param(
            [("C", WINDOW)],
            6,
            [Fact(((IN_WINDOW, 1.0), *((year, -1.0) for year in IN_YEARS)), least=-inf)],
            id="a force in the years only, though the numbers add up",
        ),
        pytest.param(
            [("C", YEARS[0])],
            7,
            [within(IN_WINDOW, IN_YEARS)],
            id="a force that lacks a year of the window",
        ),
        pytest.param(
            [("C", YEARS[0]), ("B", WINDOW)],
            6,
            [within(IN_WINDOW, [])],
            id="each lacks what the other has",
        ),
    ],
)
def test_what_adds_up_follows_from_who_is_counted(left_out, window, expected):
    counts = dict(zip(IN_YEARS, (1, 2, 3), strict=True)) | {IN_WINDOW: window}
    summed = summed_but_for(*left_out)
    known = facts(counts, ADDED_INTO, PROTECTED, summed)
    assert known == [fact for fact in expected if len(fact.terms) > 1]
    are_lines = [line.total for line in lines(counts, ADDED_INTO, summed)]
    assert are_lines == ([IN_WINDOW] if not left_out else [])


# --- A build that attacks itself ------------------------------------------------------------------


def _small_of_a(number: int) -> dict:
    numbers = {(f, y, name): 20 for f in REGIONS for y in YEARS for name in EVENTS}
    return numbers | {("A", y, "heard"): number if y == YEARS[0] else 0 for y in YEARS}


def test_every_protected_count_can_be_larger_than_what_is_hidden():
    done = protect(cells_of(_small_of_a(1)), READER, POLICY)
    at_a = done.seen[_key("hearings_begun")]
    assert at_a.is_met
    assert at_a.high >= 3
    assert at_a.high - at_a.low >= 2


def test_what_was_hidden_for_which_reason_is_published_and_adds_up():
    done = protect(cells_of(_small_of_a(1)), READER, POLICY)
    table = disclosure(done)
    hidden = table.select(pl.sum_horizontal(pl.col("^hidden_.*$").sum())).item()
    assert hidden == done.cells.filter(symbol="c").height
    assert table["hidden_small"].sum() >= 1
    row = table.row(
        by_predicate=(pl.col("sensitivity") == "proceedings") & (pl.col("area_level") == "force"),
        named=True,
    )
    assert row["fewest_values"] >= 3
    assert row["share_shown"] == pytest.approx(
        100
        * (
            1
            - sum(row[f"hidden_{name}"] for name in ("small", "beside", "by_audit")) / row["cells"]
        )
    )


def test_a_count_that_nothing_can_protect_stops_the_build(monkeypatch):
    # Two forces of one each in either region, which are hidden: all forces together are 4.
    numbers = {(f, y, name): 0 for f in REGIONS for y in YEARS for name in EVENTS}
    cells = cells_of(numbers | {(force, YEARS[0], "heard"): 1 for force in "ABDE"})
    assert protect(cells, READER, POLICY).by_audit
    monkeypatch.setattr(State, "cost", lambda self, key: None)
    with pytest.raises(ProtectionError) as stopped:
        protect(cells, READER, POLICY)
    assert stopped.value.exit_code == PROMISE_BROKEN


def test_a_curve_with_single_events_stops_the_build():
    curve = pl.DataFrame(
        {
            "measure": "T2", "area_code": "A", "area_level": "force", "cohort": WINDOW,
            "breakdown": "total", "category": "total", "ending": "hearing",
            "day": [0, 30, 60], "at_risk": [10, 7, 6], "estimate": [0.0, 0.3, 0.4],
        }
    )  # fmt: skip
    with pytest.raises(ProtectionError):
        hold_curves(curve, POLICY)
    hold_curves(curve.filter(pl.col("day") < 60), POLICY)
    hold_curves(curve.with_columns(area_level=pl.lit("country")), POLICY)
