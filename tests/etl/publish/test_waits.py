"""Waiting times are drawn for cohorts of which everything is shown, and in no finer steps."""

from datetime import date

import polars as pl
import pytest

from etl.config import Settings
from etl.disclosure.policy import parse_policy
from etl.publish.values import CELL
from etl.publish.waits import curve_rows, curves, wait_values
from tests.frames import table

POLICY = parse_policy(Settings().policy_file.read_text(encoding="utf-8"), "public.toml")
# Ten noticed: seven begun, three still waiting after 800 days.
DAYS = [30, 60, 90, 120, 150, 400, 420]
WAITING = [800, 800, 800]

ALL_SHOWN = """
    count_name         | count | symbol
    hearing_notices    | 10    |
    hearings_begun     | 7     |
    hearings_not_begun | 3     |
"""


def _cells(text: str, level: str = "force", forces: int = 1) -> pl.DataFrame:
    return table(text, count=pl.Float64).with_columns(
        area_code=pl.lit("A"),
        area_level=pl.lit(level),
        forces=pl.lit(forces),
        forces_counted=pl.lit(forces),
        period=pl.lit("2020-23"),
        period_type=pl.lit("three_years"),
        period_start=date(2020, 4, 1),
        period_end=date(2023, 3, 31),
        breakdown=pl.lit("total"),
        category=pl.lit("total"),
        is_provisional=pl.lit(False),
    )


def _waits(begun: list[int] = DAYS, waiting: list[int] = WAITING) -> pl.DataFrame:
    key = dict(zip(CELL, ("A", "three_years", "2020-23", "total", "total"), strict=True))
    rows = [(days, True) for days in begun] + [(days, False) for days in waiting]
    return pl.DataFrame(
        [key | {"days": days, "has_begun": has_begun} for days, has_begun in rows],
        schema=dict.fromkeys(CELL, pl.String) | {"days": pl.Int64, "has_begun": pl.Boolean},
    )


def _published(cells: pl.DataFrame, waits: pl.DataFrame) -> tuple[dict, list[tuple]]:
    """The figures by measure, and the points of the curve as (day, at risk, symbol)."""
    drawn = curves(cells, waits, POLICY)
    values = wait_values(cells, waits, drawn, POLICY)
    points = curve_rows(cells, drawn).select("day", "at_risk", "symbol").rows()
    return {row["measure"]: row for row in values.to_dicts()}, points


def test_a_force_is_drawn_in_steps_of_three_hearings():
    # Five began within the year and two after it: 365 days cannot be told apart from them.
    values, points = _published(_cells(ALL_SHOWN), _waits())
    assert points == [(0, 10, None), (90, 7, None), (420, 3, None)]
    assert values["T2"]["value"] == 420
    assert (values["T2_12m"]["value"], values["T2_12m"]["symbol"]) == (None, "c")
    assert values["T2_24m"]["value"] == pytest.approx(70)


def test_all_forces_together_are_drawn_hearing_by_hearing():
    values, points = _published(_cells(ALL_SHOWN, "country", forces=43), _waits())
    assert [day for day, *_ in points] == [0, *DAYS]
    assert values["T2"]["value"] == 150
    assert values["T2_12m"]["value"] == pytest.approx(50)


@pytest.mark.parametrize(("level", "forces"), [("region", 5), ("region", 2), ("country", 2)])
def test_regions_and_areas_of_two_forces_are_drawn_like_a_force(level, forces):
    _, points = _published(_cells(ALL_SHOWN, level, forces), _waits())
    assert [day for day, *_ in points] == [0, 90, 420]


@pytest.mark.parametrize("hidden", ["hearing_notices", "hearings_begun", "hearings_not_begun"])
def test_a_cohort_of_which_one_count_is_hidden_has_no_curve_and_no_figure(hidden):
    cells = _cells(ALL_SHOWN).with_columns(
        count=pl.when(pl.col("count_name") != hidden).then("count"),
        symbol=pl.when(count_name=hidden).then(pl.lit("c")),
    )
    values, points = _published(cells, _waits())
    assert points == [(None, None, "c")]
    for row in values.values():
        assert (row["value"], row["lower"], row["upper"], row["symbol"]) == (None, None, None, "c")
    assert values["T2"]["numerator"] == (None if hidden == "hearings_begun" else 7)
    assert values["T2"]["denominator"] == (None if hidden == "hearing_notices" else 10)


def test_not_reached_is_not_hidden_and_its_counts_are_shown():
    cells = _cells(
        """
        count_name         | count | symbol
        hearing_notices    | 12    |
        hearings_begun     | 4     |
        hearings_not_begun | 8     |
        """
    )
    values, _ = _published(cells, _waits(DAYS[:4], [800] * 8))
    for name in ("T2", "T2_p90"):
        assert (values[name]["value"], values[name]["symbol"]) == (None, "z")
        assert (values[name]["numerator"], values[name]["denominator"]) == (4, 12)
    assert values["T2_12m"]["value"] == pytest.approx(100 / 3)


def test_a_day_to_which_nobody_was_followed_does_not_apply():
    values, _ = _published(_cells(ALL_SHOWN), _waits([*DAYS[:5], 160, 170], [200] * 3))
    assert (values["T2_12m"]["value"], values["T2_12m"]["symbol"]) == (None, "z")
    # Points lie on day 90 (three begun) and 170 (seven of ten begun).
    assert values["T2"]["value"] == 170


@pytest.mark.parametrize(("notices", "symbol"), [(9, "u"), (10, None)])
def test_a_wait_that_rests_on_fewer_than_ten_is_marked(notices, symbol):
    cells = _cells(
        f"""
        count_name         | count         | symbol
        hearing_notices    | {notices}     |
        hearings_begun     | {notices - 4} |
        hearings_not_begun | 4             |
        """
    )
    values, _ = _published(cells, _waits(list(range(10, notices - 3 + 9)), [800] * 4))
    assert values["T2_24m"]["symbol"] == symbol


@pytest.mark.parametrize("symbol", ["x", "z"])
def test_a_cohort_that_is_missing_says_so_in_the_curve_too(symbol):
    cells = _cells(ALL_SHOWN).with_columns(count=pl.lit(None, pl.Float64), symbol=pl.lit(symbol))
    values, points = _published(cells, _waits([], []))
    assert points == [(None, None, symbol)]
    assert {row["symbol"] for row in values.values()} == {symbol}


def test_the_curve_begins_on_day_0_with_everybody_waiting():
    cells = _cells(ALL_SHOWN)
    drawn = curves(cells, _waits(), POLICY)
    first = curve_rows(cells, drawn).row(0, named=True)
    assert (first["day"], first["at_risk"], first["estimate"]) == (0, 10, 0)
    assert (first["measure"], first["ending"], first["cohort"]) == ("T2", "hearing", "2020-23")
