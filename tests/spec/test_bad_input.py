"""Records of which nothing much can be made: a stated figure or a symbol, never an exception."""

from math import isfinite

import polars as pl
import pytest

from etl.measures.definitions import MEASURES
from tests.deliveries import FORCES
from tests.spec.matters import delivered, together
from tests.spec.publishing import Counted, assert_shows, returns_without

G = "G 2021-01-02"
TO_HEARING = "G HEARING 2021-02-01"
PROVEN = "GROSS_MISCONDUCT_PROVEN | DISMISSAL_WITHOUT_NOTICE"
HEADER = "name | aware | assessed | decided | hearing | finding | outcome"


def lines(name: str, number: int, hearing: str, finding: str = "|") -> str:
    """So many officers of one fate, each of a case of its own."""
    return "\n".join(
        f"{name}{place} | 2021-01-01 | {G} | {TO_HEARING} | {hearing} | {finding}"
        for place in range(number)
    )


# Northmoor: nobody in post. Eastmarch: one of everything. Westfold: twelve noticed, none heard.
# Southmere: twelve heard on the day of notice. Farfield: days that are missing or run backwards.
BACKWARDS = "HEARING HELD 2021-03-01 2021-02-20 2021-02-21"
NO_NOTICE = "HEARING HELD - 2021-06-01 2021-06-02"
HEARD = "HEARING HELD 2021-03-01 2021-03-01 2021-03-01"
MATTERS = {
    "X23000001": lines("north", 12, HEARD, PROVEN),
    "X23000002": lines("one", 1, HEARD, PROVEN),
    "X23000003": lines("west", 12, "HEARING SCHEDULED 2021-03-01"),
    "X23000004": lines("south", 12, HEARD, PROVEN),
    "X23000005": lines("backwards", 1, BACKWARDS) + "\n" + lines("unknown", 1, NO_NOTICE),
}
PLACES = FORCES + "X23000005 | Farfield | X12000002 | Lowland\n"
WORKFORCE = [
    {
        "force_code": force,
        "as_at": f"{year}-03-31",
        "worker_group": group,
        "workers": "0" if force == "X23000001" else number,
    }
    for force in MATTERS
    for year in range(2014, 2027)
    for group, number in (("POLICE_OFFICER", "1000"), ("SPECIAL_CONSTABLE", "0"))
]
CASES = together(
    *(delivered(f"{HEADER}\n{text}", force) for force, text in MATTERS.items()),
    {
        "workforce": WORKFORCE,
        "submissions": returns_without(dict.fromkeys(MATTERS, "2018-19"), PLACES),
        "referrals": [{"case_id": "north0", "date_referred": "2021-01-02"}],
        "workforce_groups": [
            {
                "force_code": row["force_code"],
                "as_at": row["as_at"],
                "dimension": "SEX",
                "category": "MALE",
                "officers": row["workers"],
            }
            for row in WORKFORCE
            if row["worker_group"] == "POLICE_OFFICER"
        ],
    },
)
NOTHING = {"workforce": [], "submissions": returns_without({}, PLACES)}


@pytest.fixture(scope="module", params=["bad", "nothing"])
def published(counted, request) -> Counted:
    return counted(CASES if request.param == "bad" else NOTHING, forces=PLACES)


@pytest.mark.parametrize("seen", ["shown", "protected"])
def test_no_number_in_any_published_table_is_infinite_or_not_a_number(published, seen):
    tables = getattr(published, seen)
    assert tables["measure_values"]["measure"].n_unique() == len(MEASURES)
    for name, table in tables.items():
        for column in table.select(pl.col(pl.Float64)).columns:
            assert all(map(isfinite, table[column].drop_nulls())), (name, column)


@pytest.mark.parametrize("seen", ["shown", "protected"])
def test_every_figure_has_a_value_or_a_symbol_that_says_why_not(published, seen):
    values = getattr(published, seen)["measure_values"]
    without = values.filter(pl.col("value").is_null())
    assert without["symbol"].is_in(["c", "x", "z"]).all()
    assert values.filter(
        pl.col("value").is_not_null() & pl.col("symbol").is_in(["c", "x"])
    ).is_empty()


def test_what_each_kind_of_bad_record_comes_to(counted):
    shown = counted(CASES, forces=PLACES).shown["measure_values"]
    assert_shows(
        shown,
        """
        measure | area_code | period  | category | numerator | denominator | value | lower  | upper  | symbol
        R1      | X23000001 | 2020-21 | total    | 1         | 0           |       |        |        | z
        G5      | X23000001 | 2020-23 | total    | 12        | 0           |       |        |        | z
        G4      | X23000002 | 2020-23 | total    | 1         | 1           | 100   | 20.6549 | 100   | u
        T2      | X23000002 | 2020-23 | total    | 1         | 1           | 0     | 0      |        | u
        T2_rmst | X23000002 | 2020-23 | total    | 1         | 1           | 0     | 0      | 579.219 | u
        T2      | X23000003 | 2020-23 | total    | 0         | 12          |       |        |        | z
        T2_12m  | X23000003 | 2020-23 | total    | 0         | 12          | 0     | 0      | 24.2494 |
        T2_rmst | X23000003 | 2020-23 | total    | 0         | 12          | 730   | 552.979 | 730   |
        T2      | X23000004 | 2020-23 | total    | 12        | 12          | 0     | 0      | 0      |
        T2_12m  | X23000004 | 2020-23 | total    | 12        | 12          | 100   | 75.7506 | 100   |
        T1_12m  | X23000004 | 2020-23 | total    | 12        | 12          | 100   | 75.7506 | 100   |
        T1_rmtl | X23000004 | 2020-23 | total    | 12        | 12          | 671   | 508.287 | 671   |
        G4      | X23000005 | 2020-23 | total    |           |             |       |        |        | x
        R1      | X23000002 | 2018-19 | total    |           |             |       |        |        | x
        G4      | X92000001 | 2018-19 | total    |           |             |       |        |        | x
        """,  # noqa: E501 -- a row of a table is one line
    )
