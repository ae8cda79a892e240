"""Waiting times are drawn for cohorts of which everything is shown, and in no finer steps."""

from datetime import date

import polars as pl
import pytest

from etl.config import Settings
from etl.disclosure.policy import parse_policy
from etl.publish.values import CELL
from etl.publish.waits import KINDS, Kind, curve_rows, curves, wait_values
from tests.frames import table

T1_CURVE, T2_CURVE = KINDS["T1"], KINDS["T2"]
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
    rows = [(days, "hearing") for days in begun] + [(days, None) for days in waiting]
    return pl.DataFrame(
        [
            key
            | {
                "kind": "T2",
                "number": 1,
                "days": days,
                "ending": ending,
                "is_waiting": ending is None,
            }
            for days, ending in rows
        ],
        schema=dict.fromkeys(CELL, pl.String)
        | {
            "kind": pl.String,
            "number": pl.Int64,
            "days": pl.Int64,
            "ending": pl.String,
            "is_waiting": pl.Boolean,
        },
    )


def _published(cells: pl.DataFrame, waits: pl.DataFrame) -> tuple[dict, list[tuple]]:
    """The figures by measure, and the points of the curve as (day, at risk, symbol)."""
    drawn = curves(T2_CURVE, cells, waits, POLICY)
    values = wait_values(T2_CURVE, cells, drawn, POLICY)
    points = curve_rows(T2_CURVE, cells, drawn).select("day", "at_risk", "symbol").rows()
    return {row["measure"]: row for row in values.to_dicts()}, points


def _all(kind: Kind, cells: pl.DataFrame, waits: pl.DataFrame) -> tuple[list, list]:
    """Every published row of a kind of curve."""
    drawn = curves(kind, cells, waits, POLICY)
    return wait_values(kind, cells, drawn, POLICY).rows(), curve_rows(kind, cells, drawn).rows()


def test_a_force_is_drawn_in_steps_of_three_hearings():
    values, points = _published(_cells(ALL_SHOWN), _waits())
    assert points == [(0, 10, None), (90, 7, None), (420, 3, None)]
    # Half lies midway between 30% on day 90 and 70% on day 420.
    assert values["T2"]["value"] == 255
    # Four began after day 90, the last of them on day 420: of the other three (1 - exp(-275 h)) /
    # (1 - exp(-330 h)) by day 365, where 330 h = 1/7 + 1/6 + 1/5 + 1/4 = 319/420 are their hazard.
    assert values["T2_12m"]["value"] == pytest.approx(30 + 40 * 3 / 4 * 0.88134, abs=1e-3)
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
    # Points lie on day 90 (three begun) and 170 (seven of ten begun): half lies midway.
    assert values["T2"]["value"] == 130


def test_once_nobody_waits_any_more_the_share_stands_for_good():
    # Three withdrawn on day 200, the last known of them: nobody was followed for a year.
    over = _waits([*DAYS[:5], 160, 170], [200] * 3).with_columns(is_waiting=pl.lit(False))
    values, _ = _published(_cells(ALL_SHOWN), over)
    assert values["T2_12m"]["value"] == pytest.approx(70)


def test_the_median_of_hearings_already_held_is_read_off_the_same_steps():
    # Points of the seven begun: three by day 90, seven by day 420. Half of seven, 3.5, lies an
    # eighth of the way from 3 to 7: day 90 + 330 / 8. With those still waiting half is day 255.
    values, _ = _published(_cells(ALL_SHOWN), _waits())
    assert (values["T2_finished"]["value"], values["T2"]["value"]) == (132, 255)
    assert (values["T2_finished"]["numerator"], values["T2_finished"]["denominator"]) == (7, 7)
    assert values["T2_finished"]["symbol"] == "u"


def test_it_stands_where_the_median_is_not_reached_as_there_it_misleads_most():
    # Four of twelve have begun.
    cells = _cells(
        """
        count_name         | count | symbol
        hearing_notices    | 12    |
        hearings_begun     | 4     |
        hearings_not_begun | 8     |
        """
    )
    values, _ = _published(cells, _waits(DAYS[:4], [800] * 8))
    assert (values["T2"]["value"], values["T2"]["symbol"]) == (None, "z")
    assert values["T2_finished"]["value"] == 60


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
    drawn = curves(T2_CURVE, cells, _waits(), POLICY)
    first = curve_rows(T2_CURVE, cells, drawn).row(0, named=True)
    assert (first["day"], first["at_risk"], first["estimate"]) == (0, 10, 0)
    assert (first["measure"], first["ending"], first["cohort"]) == ("T2", "hearing", "2020-23")


# --- What a reader of all that is published can tell of a single wait ----------------------------


@pytest.mark.parametrize(
    ("begun", "waiting"),
    [
        pytest.param([1, 60, 90, 120, 150, 400, 420], WAITING, id="earlier"),
        pytest.param([30, 60, 90, 120, 150, 200, 420], WAITING, id="before the 365th day"),
        pytest.param([30, 60, 90, 366, 150, 400, 420], WAITING, id="after the 365th day"),
        pytest.param([30, 60, 90, 100, 101, 102, 420], WAITING, id="all but the last at once"),
        pytest.param(DAYS, [800, 900, 1000], id="waiting on"),
    ],
)
def test_no_figure_tells_where_inside_its_group_a_hearing_began(begun, waiting):
    # Numerator, denominator, points, shares, medians and limits are the same to the last digit, so
    # none of them can tell on which side of a year any but the last hearing of a group began.
    cells = _cells(ALL_SHOWN)
    assert _all(T2_CURVE, cells, _waits(begun, waiting)) == _all(T2_CURVE, cells, _waits())


MATTERS = """
    ending    | days
    hearing   | 100
    hearing   | 200
    hearing   | 300
    hearing   | 500
    hearing   | 600
    hearing   | 700
    meeting   | 150
    meeting   | 250
              | 900
              | 900
              | 900
              | 900
"""


@pytest.mark.parametrize(
    ("row", "day"),
    [
        pytest.param(0, 250, id="a hearing later"),
        pytest.param(3, 310, id="a hearing before the 365th day"),
        pytest.param(4, 301, id="another"),
        pytest.param(6, 800, id="one of two meetings"),
    ],
)
def test_no_figure_tells_where_inside_its_group_a_matter_from_awareness_ended(row, day):
    cells = _cells(
        """
        count_name       | count | symbol
        assessed_matters | 12    |
        assessed_heard   | 6     |
        """
    )
    key = dict(zip(CELL, ("A", "three_years", "2020-23", "total", "total"), strict=True))
    waits = table(MATTERS, days=pl.Int64).with_columns(
        *(pl.lit(value).alias(name) for name, value in key.items()),
        kind=pl.lit("T1"),
        number=pl.lit(1, dtype=pl.Int64),
        entered=pl.lit(5, dtype=pl.Int64),
        is_waiting=pl.col("ending").is_null(),
    )
    moved = waits.with_columns(
        days=pl.when(pl.int_range(pl.len()) == row).then(pl.lit(day, pl.Int64)).otherwise("days")
    )
    values, points = _all(T1_CURVE, cells, waits)
    assert (values, points) == _all(T1_CURVE, cells, moved)
    assert {row[-1] for row in points} == {None}


def test_a_share_applies_where_three_were_followed_that_long_as_one_or_two_would_show():
    values, _ = _published(_cells(ALL_SHOWN), _waits(waiting=[729, 900, 900]))
    assert (values["T2_24m"]["value"], values["T2_24m"]["symbol"]) == (None, "z")
    values, _ = _published(_cells(ALL_SHOWN), _waits(waiting=[730, 900, 900]))
    assert values["T2_24m"]["value"] == pytest.approx(70)
