"""Published headcounts that cannot be right are flagged by name, delivered ones by number only."""

import polars as pl
import pytest

from etl.publish.headcounts import BBC, BBC_DAY, headcount_checks
from tests.etl.measures import bbc

SCHEMA = {
    "force_code": pl.String,
    "as_at": pl.Date,
    "worker_group": pl.String,
    "basis": pl.String,
    "workers": pl.Float64,
}


def workforce(numbers: dict[str, float]) -> pl.DataFrame:
    rows = [
        (force, BBC_DAY, "POLICE_OFFICER", "HEADCOUNT", number) for force, number in numbers.items()
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def figures(numbers: dict[str, float | None]) -> pl.DataFrame:
    names = {bbc.code(name): name for name in (bbc.CITY, "Cheshire Constabulary")}
    return pl.DataFrame(
        [
            {
                "source": BBC,
                "unit": "headcount",
                "area_level": "force",
                "area_code": code,
                "area_name": names.get(code, code),
                "value": number,
            }
            for code, number in numbers.items()
        ],
        schema_overrides={"value": pl.Float64},
    )


@pytest.fixture(scope="module")
def found() -> dict[str, dict]:
    published = workforce(bbc.officers_in_post())
    delivered = workforce(bbc.officers_in_post() | {bbc.code(bbc.CITY): 3744})
    rows = headcount_checks(delivered, published, figures(bbc.headcounts_by_code()))
    return {row["check_name"]: row for row in rows.to_dicts()}


def test_the_city_bears_the_headcount_of_a_county_and_readers_are_told(found):
    row = found["R47.official_figures.identical"]
    assert (row["result"], row["severity"]) == ("flagged", "warning")
    assert "(Cheshire Constabulary and City of London Police have)" in row["title"]
    assert row["rows_hit"] == 1


def test_the_published_workforce_tells_which_of_the_two_is_wrong(found):
    title = found["R47.official_figures.published"]["title"]
    assert "City of London Police: 2.7 times as many" in title
    assert "Cheshire" not in title


def test_delivered_headcounts_are_held_against_published_ones_and_no_force_is_named(found):
    row = found["R47.workforce.published"]
    assert (row["rows_hit"], row["result"], row["kind"]) == (1, "flagged", "share")
    assert row["rows_checked"] == 43
    assert bbc.CITY not in row["title"]


def test_right_headcounts_pass_and_missing_ones_are_passed_over():
    right = {"E23000001": 30000.0, "E23000002": 2000.0, "E23000003": 3000.0}
    none = {"E23000002": None}
    rows = headcount_checks(workforce({}), workforce(right), figures(right | none))
    assert rows["result"].to_list() == ["passed"] * 3
    assert rows["rows_hit"].to_list() == [0] * 3
