"""Rates and shares come from shown cells only, and say why there is none."""

from datetime import date

import polars as pl
import pytest

from etl.config import Settings
from etl.disclosure.policy import parse_policy
from etl.publish.breaks import Breaks
from etl.publish.values import measure_values, with_breaks
from tests.frames import table

POLICY = parse_policy(Settings().policy_file.read_text(encoding="utf-8"), "public.toml")


def _cells(text: str) -> pl.DataFrame:
    """Protected cells of one force and window, by count, breakdown and category."""
    return table(text, count=pl.Float64).with_columns(
        area_code=pl.lit("A"),
        area_level=pl.lit("force"),
        period=pl.lit("2020-23"),
        period_type=pl.lit("three_years"),
        period_start=date(2020, 4, 1),
        period_end=date(2023, 3, 31),
        is_provisional=pl.lit(False),
    )


def _figure(text: str, **named: str) -> dict:
    found = measure_values(_cells(text), POLICY).filter(**named)
    assert found.height == 1
    return found.row(0, named=True)


def test_a_share_stands_beside_its_counts():
    row = _figure(
        """
        count_name         | breakdown | category | count | symbol
        findings_known     | total     | total    | 40    |
        findings_gm_proven | total     | total    | 30    |
        """,
        measure="G4",
    )
    assert (row["numerator"], row["denominator"], row["per"]) == (30, 40, 100)
    assert row["value"] == 75
    assert (row["lower"], row["upper"]) == pytest.approx((59.81, 85.81), abs=0.01)
    assert (row["interval_method"], row["symbol"]) == ("wilson", None)
    assert (row["numerator_count"], row["denominator_count"]) == (
        "findings_gm_proven",
        "findings_known",
    )


# Which symbol wins: a period to which it does not apply, then a missing one, then a hidden one.
SYMBOLS = """
    above | over | below | under | symbol
    5     |      | 20    |       |
    0     |      | 20    |       |
    0     |      | 0     |       | z
          | c    | 20    |       | c
    5     |      |       | c     | c
          | c    |       | c     | c
          | x    |       | c     | x
          | c    |       | x     | x
          | z    |       | x     | z
          | x    |       | z     | z
    5     |      | 9     |       | u
    5     |      | 10    |       |
"""


@pytest.mark.parametrize("case", table(SYMBOLS).to_dicts(), ids=str)
def test_a_figure_says_why_it_is_missing_and_then_carries_nothing(case):
    blank = {name: value or "" for name, value in case.items()}
    row = _figure(
        f"""
        count_name         | breakdown | category | count            | symbol
        findings_gm_proven | total     | total    | {blank["above"]} | {blank["over"]}
        findings_known     | total     | total    | {blank["below"]} | {blank["under"]}
        """,
        measure="G4",
    )
    assert row["symbol"] == case["symbol"]
    has_figure = case["symbol"] in (None, "u")
    for name in ("value", "lower", "upper", "interval_method"):
        assert (row[name] is not None) == has_figure
    # A shown count stays beside a figure that is hidden.
    assert row["numerator"] == (float(case["above"]) if case["above"] else None)
    assert row["denominator"] == (float(case["below"]) if case["below"] else None)


@pytest.mark.parametrize(("events", "symbol"), [(0, "u"), (9, "u"), (10, None), (11, None)])
def test_a_rate_is_marked_by_its_events_not_by_its_people(events, symbol):
    row = _figure(
        f"""
        count_name      | breakdown | category | count    | symbol
        referrals       | total     | total    | {events} |
        workforce_years | total     | total    | 5000     |
        """,
        measure="R1",
    )
    assert row["symbol"] == symbol
    assert row["value"] == events / 5


@pytest.mark.parametrize(
    ("measure", "upper", "base", "breakdown", "value"),
    [
        ("R1", "referrals", "workforce_years", "referral_route", 12 / 60 * 1000),
        ("D2", "characteristic_allegations", "f_allegations", "characteristic", 12 / 60 * 100),
    ],
)
def test_every_category_is_set_against_the_whole_base(measure, upper, base, breakdown, value):
    row = _figure(
        f"""
        count_name | breakdown   | category | count | symbol
        {upper}    | {breakdown} | RACE     | 12    |
        {base}     | total       | total    | 60    |
        """,
        measure=measure,
    )
    assert row["value"] == pytest.approx(value)


def test_a_share_by_forum_is_set_against_the_same_forum():
    row = _figure(
        """
        count_name         | breakdown | category    | count | symbol
        findings_known     | total     | total       | 60    |
        findings_known     | forum     | ACCELERATED | 12    |
        findings_gm_proven | forum     | ACCELERATED | 9     |
        """,
        measure="G4",
    )
    assert (row["category"], row["value"]) == ("ACCELERATED", 75)


# Within: after the first day, up to the last. Before: since the former period began, up to the
# first day of this one.
BREAKS = """
    day        | before | within
    2019-04-01 | false  | false
    2019-04-02 | true   | false
    2020-04-01 | true   | false
    2020-04-02 | false  | true
    2021-03-31 | false  | true
    2021-04-01 | false  | false
"""


@pytest.mark.parametrize("case", table(BREAKS).to_dicts(), ids=lambda case: case["day"])
def test_a_break_lies_before_a_year_or_within_it_or_neither(case):
    values = pl.DataFrame(
        {
            "measure": ["G4"],
            "area_code": ["A"],
            "period_type": ["financial_year"],
            "period": ["2020-21"],
            "period_start": [date(2020, 4, 1)],
            "period_end": [date(2021, 3, 31)],
        }
    )
    day = date.fromisoformat(case["day"])
    breaks = Breaks({"hearing": [day], "received": [date(2020, 6, 1)]})
    row = with_breaks(values, breaks).row(0, named=True)
    assert (str(row["break_before"]).lower(), str(row["break_within"]).lower()) == (
        case["before"],
        case["within"],
    )


def test_a_break_before_a_window_lies_in_the_window_before():
    values = pl.DataFrame(
        {
            "measure": ["G4", "G4"],
            "area_code": ["A", "A"],
            "period_type": ["three_years"] * 2,
            "period": ["2020-23", "2023-26"],
            "period_start": [date(2020, 4, 1), date(2023, 4, 1)],
            "period_end": [date(2023, 3, 31), date(2026, 3, 31)],
        }
    )
    marked = with_breaks(values, Breaks({"hearing": [date(2020, 2, 1)]}))
    assert marked["break_before"].to_list() == [True, False]
    assert marked["break_within"].to_list() == [False, False]
