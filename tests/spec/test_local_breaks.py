"""A change of how one force keeps its records is a break of that force's figures alone."""

import pytest

from tests.spec.publishing import Counted, assert_shows

PAIR = ("period", "other_period", "crosses_break")
CHANGED = {
    "cases": """
        case_id | date_aware | force_code
        one     | 2021-05-01 | X23000001
        two     | 2022-05-01 | X23000002
    """,
    "referrals": """
        case_id | date_referred
        one     | 2021-05-02
        two     | 2022-05-02
    """,
    "system_changes": """
        force_code | date_changed | event_basis | change
        X23000001  | 2021-10-01   | ALL         | NEW_SYSTEM
        X23000001  | 2021-10-01   | RECEIVED    | RECORDING_RULE
        X23000002  | 2023-04-01   | RECEIVED    | RECORDING_RULE
    """,
}


@pytest.fixture
def shown(counted) -> dict:
    found: Counted = counted(CHANGED)
    return found.shown


def test_a_year_in_which_records_changed_is_marked_within_and_the_next_one_before(shown):
    assert_shows(
        shown["measure_values"],
        """
        measure | area_code | period  | breakdown | category | break_before | break_within
        R1      | X23000001 | 2018-19 | total     | total    | false        | false
        R1      | X23000001 | 2021-22 | total     | total    | false        | true
        R1      | X23000001 | 2022-23 | total     | total    | true         | false
        R1      | X23000001 | 2023-24 | total     | total    | false        | false
        R1      | X23000001 | 2020-23 | total     | total    | true         | true
        G3      | X23000001 | 2020-23 | total     | total    | true         | true
        """,
    )


def test_a_change_on_the_first_day_of_a_year_lies_before_it_and_only_for_its_own_events(shown):
    assert_shows(
        shown["measure_values"],
        """
        measure | area_code | period  | breakdown | category | break_before | break_within
        R1      | X23000002 | 2022-23 | total     | total    | false        | false
        R1      | X23000002 | 2023-24 | total     | total    | true         | false
        R1      | X23000002 | 2023-26 | total     | total    | true         | false
        G3      | X23000002 | 2023-26 | total     | total    | false        | false
        """,
    )


def test_its_region_and_all_forces_are_told_in_words_and_not_marked(shown):
    # Other forces of the region kept theirs as before, and most changes are never declared.
    assert_shows(
        shown["measure_values"],
        """
        measure | area_code | period  | breakdown | category | break_before | break_within
        R1      | X12000001 | 2021-22 | total     | total    | false        | false
        R1      | X92000001 | 2021-22 | total     | total    | false        | false
        """,
    )


def test_the_register_names_the_force_and_lists_a_day_once_for_each_kind_of_event(shown):
    own = shown["breaks"].filter(area_code="X23000001")
    assert set(own["title"]) == {"Northmoor: new case system"}
    assert set(own["source"]) == {"Declared by the supplier"}
    assert sorted(own["applies_to"]) == sorted(
        set(own["applies_to"]) | {"received", "hearing", "aware", "appeal", "finalised"}
    )
    other = shown["breaks"].filter(area_code="X23000002")
    assert other.select("date", "title", "applies_to").rows()[0][1:] == (
        "Eastmarch: new local rule on what is recorded",
        "received",
    )


def test_a_difference_of_two_years_says_that_the_records_changed_between_them(shown):
    pairs = shown["differences"].filter(comparison="periods", measure="R1", area_code="X23000001")
    crosses = {row[:2]: row[2] for row in pairs.select(PAIR).iter_rows()}
    assert crosses["2021-22", "2020-21"]
    assert crosses["2022-23", "2021-22"]
    assert not crosses["2024-25", "2022-23"]
