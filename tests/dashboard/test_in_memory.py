"""What is found in memory is what a query of the public file finds."""

import polars as pl
import pytest

from dashboard.queries import published
from dashboard.queries.connection import Build, read
from dashboard.queries.in_memory import read_at

VALUES = "select * from published.measure_values order by value, area_code, period, category"
ASKED: list[dict[str, str]] = [
    {"measure": "R1"},
    {"measure": "R1", "period": "2024-25"},
    {"period": "2024-25", "measure": "R1"},
    {"area_code": "X92000001", "measure": "D2", "breakdown": "characteristic"},
    {"measure": "nothing"},
    {"measure": "R1", "period": "R1' or '1'='1"},
    {"symbol": "c"},
]


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_rows_are_those_of_the_query_in_its_order(build: Build, asked: dict[str, str]):
    where = " and ".join(f"{name} = ?" for name in asked)
    query = VALUES.replace("order by", f"where {where} order by")

    found = read_at(build, VALUES, **asked)

    expected = read(build, query, *asked.values()).drop(*asked)
    assert found.rows() == expected.rows()
    assert found.schema == expected.schema


def test_all_of_a_query_is_found_again(build: Build):
    whole = read(build, VALUES)
    asked = whole.select("measure", "symbol").unique().rows()

    many = [read_at(build, VALUES, measure=one, symbol=other).height for one, other in asked]

    assert sum(many) == whole.height
    assert all(many)


@pytest.mark.parametrize(
    "asked",
    [
        ("R1", "2024-25", "total", "total"),
        ("R1", "2023-26", "total", "total"),
        ("D2", "2023-26", "characteristic", "RACE"),
        ("R1", "never", "total", "total"),
    ],
)
def test_forces_side_by_side_are_those_of_the_query(build: Build, asked: tuple[str, ...]):
    where = """
        where v.measure = ? and v.period = ? and v.breakdown = ? and v.category = ?
            and v.area_level in ('country', 'force')
        order by v.area_level, v.area_name
    """
    expected: pl.DataFrame = published.values(build, where, *asked)

    found = published.across_forces(build, *asked)

    assert found.rows() == expected.rows()
    assert found.schema == expected.schema
