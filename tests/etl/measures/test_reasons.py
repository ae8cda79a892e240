"""Why there is no figure is told in words, and nothing about what is hidden."""

import pytest

from etl.measures.definitions import MEASURES
from etl.measures.reasons import why

POLICY = {
    "proceedings": {"title": "Proceedings and their outcomes", "hide_up_to": 2},
    "remainder": {"title": "What is left of a base", "hide_up_to": 0},
    "officer_characteristic": {"title": "Protected characteristics of officers", "hide_up_to": 9},
}


def _why(measure: str, symbol: str, numerator=None, denominator=None, closed=()) -> str:
    row = {"symbol": symbol, "numerator": numerator, "denominator": denominator}
    return why(MEASURES[measure], row, POLICY, closed)


def test_a_hidden_figure_names_the_hidden_count_and_the_rule():
    told = _why("T1_24m", "c", None, 13)
    assert told == (
        "hidden to protect people: not shown is the number of officers and specials whose hearing "
        "has begun so far. In the class “Proceedings and their outcomes” counts of 1 to 2 or from "
        "a single case are hidden, and others from which such a count could be worked out; none of "
        "them is zero. Whatever is read off a waiting-time curve is hidden with its counts"
    )


def test_where_both_counts_are_hidden_both_are_named_and_their_rule_once():
    told = _why("T2_12m", "c")
    assert (
        "given notice of a misconduct hearing in the period; and of officers and specials" in told
    )
    assert told.count("In the class") == 1


def test_a_share_that_is_not_read_off_a_curve_says_nothing_of_curves():
    assert "curve" not in _why("G4", "c", None, 20)


def test_a_figure_hidden_although_its_counts_are_shown_would_give_another_count_away():
    assert _why("T2", "c", 7, 10) == (
        "hidden to protect people: a hidden count could be worked out from it"
    )


@pytest.mark.parametrize(
    ("measure", "says"),
    [
        ("T2", "not reached, as fewer than 50% had got there by the last day"),
        ("T2_p90", "not reached, as fewer than 90% had got there by the last day"),
        ("T1_24m", "too few were followed for 730 days so far"),
        ("G4", "not yet followed long enough, or before the scheme began"),
    ],
)
def test_what_does_not_apply_says_what_was_not_reached(measure, says):
    assert _why(measure, "z", 5, 12) == f"not applicable: {says}"
    assert _why(measure, "z", 0, 0).startswith("not applicable: there is nobody to count")


def test_a_missing_figure_names_the_supplier_of_finished_cases_only_where_these_are_not_enough():
    told = "not available: no return arrived, or too much of it was set aside"
    assert _why("T2", "x") == told
    assert _why("G4", "x", closed=["Upland records"]) == told
    assert _why("T2", "x", closed=["Upland records"]) == (
        f"{told}, or it holds finished cases only, as what Upland records delivered"
    )
