"""Why published numbers differ: the steps add up, and what none explains is a row of its own."""

import tomllib

import polars as pl
import pytest

from etl.config import Settings
from etl.errors import ReferenceDataError
from etl.publish.bridges import bridges
from etl.transforms.official import mark_newest
from etl.transforms.official.bridges import CaseCount, build_bridges, with_remainders
from tests.frames import table

# Year ending 31 March 2023, from the statistical bulletins: role, label, value
YEAR_2023 = [
    ("total", "Individuals referred", 1300),
    ("less", "staff", 328),
    ("less", "meeting", 519),
    ("less", "accelerated", 187),
    ("total", "Hearing", 266),
    ("less", "misconduct", 25),
    ("total", "Gross misconduct proven", 207),
    ("total", "Barred", 394),
]


def lines(*rows):
    return [{"role": role, "label": label, "value": value} for role, label, value in rows]


def remainders(steps):
    return [step["value"] for step in steps if step["role"] == "remainder"]


def test_what_the_parts_leave_is_the_remainder_before_each_total():
    steps = with_remainders(lines(*YEAR_2023))

    assert remainders(steps) == [0, -34, 187]
    ends = [(step["start_value"], step["end_value"]) for step in steps[-4:]]
    assert ends == [(241, 207), (0, 207), (207, 394), (0, 394)]


@pytest.mark.parametrize("absent", [("less", "B", None), ("total", "B", None)])
def test_nothing_is_worked_out_across_a_figure_that_is_not_there(absent):
    steps = with_remainders(lines(("total", "A", 10), absent, ("total", "C", 4)))

    assert remainders(steps) == []


@pytest.fixture(scope="module")
def official():
    from etl.publish.official import read_and_shape

    return read_and_shape(Settings()).figures


@pytest.fixture(scope="module")
def published(official):
    return bridges(Settings(), official, {}, synthetic=True)


def test_officers_barred_and_officers_dismissed_stand_side_by_side(published):
    found = published.filter(bridge="dismissals-2025").select("role", "label", "value", "origin")

    assert found.rows()[2:] == [
        ("total", "Officers added to the barred list", 735.0, "official"),
        ("remainder", "Not explained", -309.0, "worked_out"),
        ("total", "Officers who left by dismissal", 426.0, "official"),
    ]


def test_every_step_is_printed_or_worked_out_or_said_to_be_missing(published, official):
    values = dict(official.select("figure_id", "value").rows())

    printed = published.filter(pl.col("figure_id").is_not_null())
    assert all(values[row["figure_id"]] == row["value"] for row in printed.to_dicts())
    absent = published.filter(pl.col("value").is_null())
    assert absent.select("bridge", "label", "symbol").rows() == [
        ("misconduct-2023", "Officers who left by dismissal", "x")
    ]
    left = published.filter(role="remainder")
    assert left["figure_id"].null_count() == left.height
    assert published.filter(role="total")["timing"].null_count() == 0


COUNTS = """
    dataset | count_name         | area_code | area_level | period  | period_type    | breakdown | count | symbol
    real    | dismissed          | K04000001 | country    | 2024-25 | financial_year | total     | 300   |
    real    | findings_gm_proven | K04000001 | country    | 2023-24 | financial_year | total     |       | c
"""  # noqa: E501
COVERAGE = """
    dataset | count_name | area_code | period  | forces_counted | forces_expected
    real    | dismissed  | K04000001 | 2024-25 | 41             | 43
"""
CASES = {
    "counts": table(COUNTS, count=pl.Float64),
    "coverage": table(COVERAGE, forces_counted=pl.Int64, forces_expected=pl.Int64),
}


def test_real_case_records_get_a_step_and_invented_ones_never(official):
    real = bridges(Settings(), official, CASES, synthetic=False)
    invented = bridges(Settings(), official, CASES, synthetic=True)

    last = real.filter(bridge="dismissals-2025").tail(2)
    assert last.select("role", "value", "origin", "area_name").rows() == [
        ("remainder", -126.0, "worked_out", None),
        ("total", 300.0, "case_records", "41 of 43 forces of the case records"),
    ]
    hidden = real.filter(bridge="misconduct-2024", count_name="findings_gm_proven")
    assert hidden.select("value", "symbol").row(0) == (None, "c")
    assert "case_records" not in invented["origin"]
    assert bridges(Settings(), official, {}, synthetic=False).equals(invented)


def test_a_bridge_names_unit_and_timing_of_each_line_and_begins_with_a_printed_total():
    path = Settings().reference_dir / "bridges.toml"
    written = tomllib.loads(path.read_text(encoding="utf-8"))

    for bridge in written["bridges"]:
        assert bridge["lines"][0]["as"] == "total"
        assert all(line["unit"] and line["timing"] in written["timing"] for line in bridge["lines"])


def test_a_line_that_cannot_be_read_is_refused_by_its_label():
    line = {"as": "plus", "label": "Odd", "unit": "x", "timing": "t", "measure": "", "category": ""}
    odd = {"name": "b", "title": "", "why": "", "period": "2022-23", "lines": [line]}
    written = {"timing": {"t": "then"}, "bridges": [odd]}
    none = pl.DataFrame(
        schema=dict.fromkeys(
            "measure unit category period area_level area_code area_name figure_id".split(),
            pl.String,
        )
        | {"published_on": pl.Date, "value": pl.Float64}
    )

    with pytest.raises(ReferenceDataError, match="“Odd” is not readable"):
        build_bridges(written, mark_newest(none), {("x", "y"): CaseCount(1.0, None, "")})
