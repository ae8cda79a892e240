"""Headcounts that cannot be right are doubted before any rate is worked out from them."""

import pytest

from etl.measures.denominators import (
    DEPARTS,
    IDENTICAL,
    JUMPS,
    doubted_changes,
    doubted_headcounts,
)
from tests.etl.measures import bbc


def test_the_wrong_headcount_of_a_published_funnel_is_found():
    city, cheshire = (bbc.code(name) for name in (bbc.CITY, "Cheshire Constabulary"))

    found = doubted_headcounts(bbc.headcounts_by_code(), bbc.officers_in_post())

    # Two forces with one number: which of them is wrong is told by the published workforce.
    assert {(doubt.area, doubt.other) for doubt in found if doubt.reason == IDENTICAL} == {
        (city, cheshire),
        (cheshire, city),
    }
    # West Midlands has the number of its whole region: four forces, three of them listed, too.
    departing = {doubt.area: round(doubt.ratio, 1) for doubt in found if doubt.reason == DEPARTS}
    assert departing == {city: 2.7, bbc.code("West Midlands Police"): 1.7}


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
