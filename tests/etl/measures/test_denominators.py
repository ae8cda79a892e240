"""Headcounts that cannot be right are doubted before any rate is worked out from them."""

import csv
import gzip
from collections import Counter

import pytest

from etl.config import Settings
from etl.measures.denominators import (
    DEPARTS,
    IDENTICAL,
    JUMPS,
    doubted_changes,
    doubted_headcounts,
)
from tests.etl.measures import bbc
from tests.reference.tables import rows as reference_rows


def _names() -> dict[str, str]:
    """Codes of forces by every name they go by, the words for a kind of force left off."""
    forces = {row["force_name"]: row["force_code"] for row in reference_rows("forces")}
    aliases = {row["alias"]: row["force_code"] for row in reference_rows("force_aliases")}
    return {_short(name): code for name, code in (forces | aliases).items()}


def _short(name: str) -> str:
    name = name.lower().replace("&", "and")
    for word in (" police service", " police", " constabulary"):
        name = name.removesuffix(word)
    return name


def _officers(day: str = "2020-03-01") -> dict[str, float]:
    """Police officers in post by force, as published by the Home Office."""
    found: Counter[str] = Counter()
    path = Settings().official_dir / "police-uplift-2022-data.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["date"] == day and row["worker_type"] == "police officer":
                found[row["geo_code"]] += float(row["total_headcount"])
    return dict(found)


def test_the_wrong_headcount_of_a_published_funnel_is_found():
    names = _names()
    given = {
        names.get(_short(name), name): number
        for name, number in zip(bbc.forces(), bbc.headcounts(), strict=True)
    }
    city, cheshire = (names[_short(name)] for name in (bbc.CITY, "Cheshire Constabulary"))

    found = doubted_headcounts(given, _officers())

    # Two forces with one number: which of them is wrong is told by the published workforce.
    assert {(doubt.area, doubt.other) for doubt in found if doubt.reason == IDENTICAL} == {
        (city, cheshire),
        (cheshire, city),
    }
    # West Midlands has the number of its whole region: four forces, three of them listed, too.
    departing = {doubt.area: round(doubt.ratio, 1) for doubt in found if doubt.reason == DEPARTS}
    assert departing == {city: 2.7, names["west midlands"]: 1.7}


def test_forces_that_all_count_staff_beside_officers_are_not_doubted():
    officers = {"a": 1000, "b": 2100, "c": 3050}
    assert doubted_headcounts({"a": 1700, "b": 3600, "c": 5000}, officers) == []


def test_a_jump_from_one_year_to_the_next_is_found_and_growth_is_not():
    years = {"2018": 2000, "2019": 2310, "2020": 2400, "2021": 700}
    found = doubted_changes(years, "a")
    assert [(doubt.reason, round(doubt.ratio, 2)) for doubt in found] == [(JUMPS, 0.29)]


@pytest.mark.parametrize("headcounts", [{}, {"a": None, "b": None}, {"a": 0, "b": 0}, {"a": 10}])
def test_forces_without_a_headcount_are_passed_over(headcounts):
    assert doubted_headcounts(headcounts, {"a": None}) == []
    assert doubted_changes(headcounts, "a") == []
