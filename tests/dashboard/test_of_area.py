"""What is found in memory of one area is what a query of the public file finds."""

from collections.abc import Sequence

import pytest

from dashboard.queries.connection import Build, read
from dashboard.queries.of_area import read_of_area

VALUES = "select * from published.measure_values order by measure, breakdown, category, period"
ASKED: list[dict[str, str | list[str]]] = [
    {},
    {"measure": "R1"},
    {"measure": "R1", "breakdown": "total"},
    {"measure": "R1", "period": "2024-25"},
    {"breakdown": "total", "period": "2024-25"},
    {"measure": "nothing"},
    {"measure": "R1", "period": "R1' or '1'='1"},
]


def where(asked: dict) -> str:
    return " and ".join(["area_code = ?", *(f"{name} = ?" for name in asked)])


@pytest.mark.parametrize("asked", ASKED, ids=str)
@pytest.mark.parametrize("area", ["X92000001", "X23000001", "nowhere"])
@pytest.mark.parametrize("is_packed", [False, True])
def test_rows_are_those_of_the_query_in_its_order(
    build: Build, asked: dict, area: str, is_packed: bool
):
    query = VALUES.replace("order by", f"where {where(asked)} order by")

    found = read_of_area(build, VALUES, area, asked, is_packed)

    expected = read(build, query, area, *asked.values())
    assert found.rows() == expected.rows()
    assert found.schema == expected.schema


@pytest.mark.parametrize("measures", [["R1", "G4"], ["G4", "nothing", "R1"], []])
def test_of_several_measures_the_rows_follow_in_the_order_asked_for(
    build: Build, measures: Sequence[str]
):
    asked = {"measure": measures, "period": "2020-23", "breakdown": "total"}
    found = read_of_area(build, VALUES, "X92000001", asked)
    assert found["measure"].to_list() == [name for name in measures if name != "nothing"]
