"""Protection under the policy for the public, over every count, area and period at once."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given, settings
from polars.testing import assert_frame_equal

from etl.config import Settings
from etl.disclosure.policy import parse_policy
from etl.publish.protect import KEY, protect
from tests.etl.publish.count_cells import (
    ADDED_INTO,
    COUNTRY,
    EVENTS,
    READER,
    REGIONS,
    WINDOW,
    YEARS,
    cells_of,
    events,
    lines_of,
)
from tests.frames import table

POLICY = parse_policy(Path(Settings().policy_file).read_text(encoding="utf-8"), "public.toml")
HIDDEN_UP_TO = {
    "referrals": 0,
    "f_allegations": 4,
    "characteristic_allegations": 4,
    "hearing_notices": 2,
    "hearings_begun": 2,
    "hearings_not_begun": 0,
}
few = settings(max_examples=40, deadline=None)


def _protected(cells: pl.DataFrame) -> pl.DataFrame:
    return protect(cells, READER, POLICY).cells


def _quiet(**placed: dict[tuple[str, str], int]) -> dict[tuple[str, str, str], int]:
    """20 of everything, but for the numbers given by event, force and year."""
    numbers = {(f, y, name): 20 for f in REGIONS for y in YEARS for name in EVENTS}
    return numbers | {(*at, name): n for name, given in placed.items() for at, n in given.items()}


def _all_years(force: str, number: int) -> dict[tuple[str, str], int]:
    return {(force, YEARS[0]): number, (force, YEARS[1]): 0, (force, YEARS[2]): 0}


def _hidden(shown: pl.DataFrame, **named: object) -> set[str]:
    return set(shown.filter(symbol="c", **named)["area_code"])


# --- Properties ----------------------------------------------------------------------------------


@given(events)
@few
def test_no_count_is_shown_that_the_policy_hides(numbers):
    for row in _protected(cells_of(numbers)).to_dicts():
        if row["area_level"] != "country" and row["count"] is not None:
            assert not 1 <= row["count"] <= HIDDEN_UP_TO[row["count_name"]], row


@given(events)
@few
def test_a_hidden_count_is_blank_and_every_other_is_exact(numbers):
    cells = cells_of(numbers)
    exact = {_key(row): row["count"] for row in cells.to_dicts()}
    for row in _protected(cells).to_dicts():
        assert row["symbol"] in (None, "c")
        assert row["count"] == (None if row["symbol"] == "c" else exact[_key(row)]), row


# A zero beside a base of 9 or fewer is hidden with its group, and one of larger areas and longer
# periods where it would give that one back: 0 of all regions are 0 of each.
@given(events)
@example(dict.fromkeys(_quiet(), 0) | {("A", YEARS[2], "sex"): 8, ("E", YEARS[2], "sex"): 2})
@few
def test_zeroes_are_hidden_only_in_small_groups_and_in_what_holds_one(numbers):
    cells = cells_of(numbers)
    shown = _protected(cells)
    zeroes = cells.filter(count=0).join(shown.filter(symbol="c"), on=KEY, how="semi")
    assert set(zeroes["count_name"]) <= {"characteristic_allegations"}
    bases = cells.filter(
        pl.col("count").is_between(1, 9), count_name="f_allegations", breakdown="total"
    )
    small = set(bases.select("area_code", "period").rows())
    for area, period in zeroes.select("area_code", "period").rows():
        assert any(at in small for at in _within(area, period)), (area, period)


def _within(area: str, period: str) -> Iterator[tuple[str, str]]:
    """An area and period, with all that they are added up from."""
    areas = [each for each in ADDED_INTO if area in (each, *_added_into(each))]
    return product(areas, (period, *YEARS) if period == WINDOW else (period,))


def _added_into(area: str) -> Iterator[str]:
    while area := ADDED_INTO[area]:
        yield area


@given(events)
@few
def test_a_base_of_1_to_9_hides_the_whole_group(numbers):
    cells = cells_of(numbers)
    shown = _protected(cells)
    for base in cells.filter(count_name="f_allegations", breakdown="total").to_dicts():
        group = shown.filter(
            count_name="characteristic_allegations",
            area_code=base["area_code"],
            period=base["period"],
        )
        if base["area_level"] != "country" and 1 <= base["count"] <= 9:
            assert group["count"].null_count() == group.height, base


@given(events)
@few
def test_no_line_tells_a_hidden_cell_nor_a_small_one_that_is_not_published(numbers):
    # The single years of a region of two forces are not listed, but can be subtracted.
    cells = cells_of(numbers)
    rows = {_key(row): row for row in _protected(cells).to_dicts()}
    for total, parts in lines_of(cells):
        unseen = [
            row
            for row in (total, *parts)
            if _key(row) not in rows or rows[_key(row)]["count"] is None
        ]
        if len(unseen) == 1:
            (alone,) = unseen
            # A zero hidden with its small group is expected to be told (test_cells).
            assert _key(alone) not in rows or alone["count"] == 0, alone
            assert not 1 <= alone["count"] <= HIDDEN_UP_TO[alone["count_name"]], alone


def _key(row: dict) -> tuple:
    return tuple(row[name] for name in KEY)


@given(events)
@settings(max_examples=10, deadline=None)
def test_the_same_cells_are_protected_the_same_way(numbers):
    assert_frame_equal(_protected(cells_of(numbers)), _protected(cells_of(numbers)))


@given(events)
@few
def test_referrals_are_shown_whatever_their_number(numbers):
    shown = _protected(cells_of(numbers)).filter(count_name="referrals")
    assert shown["symbol"].null_count() == shown.height


# --- By hand -------------------------------------------------------------------------------------


def test_nothing_is_hidden_where_nothing_is_small():
    shown = _protected(cells_of(_quiet()))
    assert shown["symbol"].null_count() == shown.height


def test_single_years_of_sparse_counts_are_published_for_three_forces_or_more():
    shown = _protected(cells_of(_quiet())).filter(count_name="hearing_notices", period=YEARS[0])
    assert set(shown["area_code"]) == {"upland", COUNTRY}
    dense = _protected(cells_of(_quiet())).filter(count_name="f_allegations", period=YEARS[0])
    assert set(dense["area_code"]) == {*ADDED_INTO}


def test_a_small_window_takes_the_smallest_of_its_region_with_it():
    # A was heard once in three years; B has fewer than C.
    small = _all_years("A", 1)
    fewer = {("B", year): 5 for year in YEARS}
    shown = _protected(cells_of(_quiet(heard=small | fewer)))
    assert _hidden(shown, count_name="hearings_begun", period=WINDOW) == {"A", "B"}


def test_hidden_once_is_hidden_in_the_parts_too():
    # Notices are the sum of begun and not begun, so hiding `begun` alone would not do.
    shown = _protected(cells_of(_quiet(heard=_all_years("A", 2))))
    at_a = shown.filter(pl.col("count_name").str.starts_with("hearing"), area_code="A")
    assert at_a["symbol"].is_not_null().sum() >= 2


def test_officers_heard_together_are_hidden_however_many_they_are():
    # Twelve of A in one case, in three years: hidden, with another force of the region beside them.
    cells = cells_of(_quiet(heard=_all_years("A", 12)))
    alone = (pl.col("area_code") == "A") & (pl.col("count_name") == "hearings_begun")
    one = cells.with_columns(cases=pl.when(alone).then(1).otherwise("cases"))
    assert _hidden(_protected(cells), count_name="hearings_begun", period=WINDOW) == set()
    found = _hidden(_protected(one), count_name="hearings_begun", period=WINDOW)
    assert "A" in found
    assert len(found) > 1


def test_a_region_of_two_forces_hides_the_other_force_or_itself():
    shown = _protected(cells_of(_quiet(heard=_all_years("D", 1))))
    assert {"D", "E"} <= _hidden(shown, count_name="hearings_begun", period=WINDOW)


def test_a_country_of_which_two_forces_count_has_the_thresholds_of_a_force():
    numbers = {(f, y, name): 0 for f in REGIONS for y in YEARS for name in EVENTS}
    cells = cells_of(numbers | {("A", YEARS[0], "heard"): 2})
    two = pl.when(area_level="country").then(2).otherwise("forces_counted")
    cells = cells.with_columns(forces_counted=two)
    assert COUNTRY in _hidden(_protected(cells), count_name="hearings_begun", period=WINDOW)


@pytest.mark.parametrize(("forces", "hidden"), [(2, {"CR2012", "CR2020"}), (3, set())])
def test_all_forces_have_no_threshold_unless_they_are_two(forces, hidden):
    # By Regulations, which only all forces together are split by.
    cells = table(
        """
        count_name        | breakdown | category | count
        gm_case_to_answer | total     | total    | 20
        gm_case_to_answer | regime    | CR2012   | 1
        gm_case_to_answer | regime    | CR2020   | 19
        gm_case_to_answer | regime    | OTHER    | 0
        """,
        count=pl.Float64,
    ).with_columns(
        area_code=pl.lit(COUNTRY),
        area_level=pl.lit("country"),
        period_type=pl.lit("three_years"),
        period=pl.lit(WINDOW),
        symbol=pl.lit(None, pl.String),
        forces=pl.lit(forces),
        forces_counted=pl.lit(forces),
        cases=pl.col("count"),
        is_published=pl.lit(True),
    )
    assert set(_protected(cells).filter(symbol="c")["category"]) == hidden


@pytest.mark.parametrize("symbol", ["x", "z"])
def test_missing_cells_keep_their_symbol(symbol):
    cells = cells_of(_quiet()).with_columns(
        count=pl.when(pl.col("area_code") != "A").then("count"),
        symbol=pl.when(area_code="A").then(pl.lit(symbol)),
    )
    shown = _protected(cells).filter(area_code="A")
    assert set(shown["symbol"]) == {symbol}
