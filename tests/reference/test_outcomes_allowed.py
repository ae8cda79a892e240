"""The table of outcomes says what the Regulations say, and nothing more."""

import pytest

from tests.reference.tables import rows, table

# The law: SI 2012/2632 regs 35 and 55, SI 2020/4 regs 42 and 62 and Schedule 1.
OUTCOMES_IN_LAW = """
regime | forum                | finding                 | former | outcomes
CR2008 | MEETING              | MISCONDUCT_PROVEN       | false  | NO_FURTHER_ACTION MANAGEMENT_ADVICE WRITTEN_WARNING FINAL_WRITTEN_WARNING
CR2012 | MEETING              | MISCONDUCT_PROVEN       | false  | NO_FURTHER_ACTION MANAGEMENT_ADVICE WRITTEN_WARNING FINAL_WRITTEN_WARNING
CR2012 | HEARING              | MISCONDUCT_PROVEN       | false  | NO_FURTHER_ACTION MANAGEMENT_ADVICE WRITTEN_WARNING FINAL_WRITTEN_WARNING DISMISSAL_WITH_NOTICE? DISMISSAL_WITHOUT_NOTICE? EXTENSION_OF_FWW?
CR2012 | HEARING              | GROSS_MISCONDUCT_PROVEN | false  | NO_FURTHER_ACTION MANAGEMENT_ADVICE WRITTEN_WARNING FINAL_WRITTEN_WARNING EXTENSION_OF_FWW DISMISSAL_WITH_NOTICE DISMISSAL_WITHOUT_NOTICE
CR2012 | SPECIAL_CASE_HEARING | GROSS_MISCONDUCT_PROVEN | false  | FINAL_WRITTEN_WARNING EXTENSION_OF_FWW DISMISSAL_WITHOUT_NOTICE
CR2012 | HEARING              | NOT_PROVEN              | false  | NONE NO_FURTHER_ACTION
CR2020 | MEETING              | MISCONDUCT_PROVEN       | false  | WRITTEN_WARNING FINAL_WRITTEN_WARNING
CR2020 | HEARING              | MISCONDUCT_PROVEN       | false  | WRITTEN_WARNING FINAL_WRITTEN_WARNING REDUCTION_IN_RANK? DISMISSAL_WITHOUT_NOTICE?
CR2020 | HEARING              | GROSS_MISCONDUCT_PROVEN | false  | FINAL_WRITTEN_WARNING REDUCTION_IN_RANK DISMISSAL_WITHOUT_NOTICE
CR2020 | ACCELERATED_HEARING  | GROSS_MISCONDUCT_PROVEN | false  | FINAL_WRITTEN_WARNING REDUCTION_IN_RANK DISMISSAL_WITHOUT_NOTICE
CR2020 | MEETING              | NOT_PROVEN              | false  | NONE NO_FURTHER_ACTION RPRP
CR2020 | HEARING              | NOT_PROVEN              | false  | NONE NO_FURTHER_ACTION RPRP
CR2020 | HEARING              | NOT_PROVEN              | true   | NONE NO_FURTHER_ACTION
CR2020 | HEARING              | GROSS_MISCONDUCT_PROVEN | true   | WOULD_HAVE_BEEN_DISMISSED NO_FURTHER_ACTION NONE
CR2020 | ACCELERATED_HEARING  | MISCONDUCT_PROVEN       | true   | NO_FURTHER_ACTION NONE
CR2020 | MEETING              | GROSS_MISCONDUCT_PROVEN | false  |
CR2012 | MEETING              | GROSS_MISCONDUCT_PROVEN | false  |
CR2020 | MEETING              | MISCONDUCT_PROVEN       | true   |
CR2020 | SPECIAL_CASE_HEARING | GROSS_MISCONDUCT_PROVEN | false  |
CR2012 | ACCELERATED_HEARING  | GROSS_MISCONDUCT_PROVEN | false  |
"""  # noqa: E501


@pytest.mark.parametrize("law", table(OUTCOMES_IN_LAW), ids=lambda law: " ".join(law.values())[:60])
def test_the_outcomes_are_those_of_the_law_and_no_others(law):
    listed = {
        row["outcome"] + ("?" if row["condition"] else "")
        for row in rows("outcomes_allowed")
        if row["regime"] == law["regime"]
        and row["forum"] == law["forum"]
        and row["finding"] == law["finding"]
        and row["is_former_officer"] == law["former"]
    }
    # An outcome that was not recorded is a gap, not a breach of the law.
    assert listed - {"NOT_KNOWN"} == set(law["outcomes"].split())


def test_conditions_follow_the_regulations():
    conditions = {
        (row["regime"], row["condition"]) for row in rows("outcomes_allowed") if row["condition"]
    }
    assert conditions == {
        ("CR2008", "LIVE_FINAL_WARNING"),
        ("CR2012", "LIVE_FINAL_WARNING"),
        ("CR2020", "LIVE_FINAL_WARNING_OR_MULTIPLE_INCIDENTS"),
    }


def test_would_have_been_dismissed_needs_a_former_officer_gross_misconduct_and_the_law_of_2017():
    found = [
        row for row in rows("outcomes_allowed") if row["outcome"] == "WOULD_HAVE_BEEN_DISMISSED"
    ]
    assert found
    for row in found:
        assert row["is_former_officer"] == "true"
        assert row["finding"] == "GROSS_MISCONDUCT_PROVEN"
        # The 2020 Regulations begin later than the law that lets former officers be heard.
        assert row["valid_from"] == "2017-12-15" or row["regime"] == "CR2020"


def test_no_meeting_dismisses_and_no_former_officer_is_dismissed_or_warned():
    for row in rows("outcomes_allowed"):
        if row["forum"] == "MEETING":
            assert not row["outcome"].startswith("DISMISSAL")
        if row["is_former_officer"] == "true":
            assert row["outcome"] in {
                "NONE", "NO_FURTHER_ACTION", "NOT_KNOWN", "WOULD_HAVE_BEEN_DISMISSED"
            }  # fmt: skip


def test_nothing_but_reflective_practice_follows_where_nothing_was_proven():
    for row in rows("outcomes_allowed"):
        if row["finding"] in {"NOT_PROVEN", "NO_FINDING"}:
            practice = {"RPRP"} if row["regime"] == "CR2020" else set()
            assert row["outcome"] in {"NONE", "NO_FURTHER_ACTION"} | practice
        if row["finding"] == "NOT_KNOWN":
            assert row["outcome"] in {"NONE", "NO_FURTHER_ACTION", "NOT_KNOWN"}


def test_the_rank_of_police_staff_is_never_reduced():
    outcomes = {
        row["outcome"] for row in rows("outcomes_allowed") if row["regime"] == "STAFF_LOCAL"
    }
    assert "REDUCTION_IN_RANK" not in outcomes
    assert not any(
        row["verified"] == "true"
        for row in rows("outcomes_allowed")
        if row["regime"] == "STAFF_LOCAL"
    )


@pytest.mark.parametrize(
    ("column", "code_list", "others"),
    [
        ("regime", "regime", set()),
        ("forum", "proceeding_type", set()),
        ("finding", "finding", set()),
        ("outcome", "outcome", {"NONE"}),
    ],
)
def test_the_table_of_outcomes_speaks_in_codes_of_the_lists(column, code_list, others):
    codes = {row["code"] for row in rows("code_lists") if row["code_list"] == code_list}
    assert {row[column] for row in rows("outcomes_allowed")} <= codes | others


def test_no_further_action_is_allowed_wherever_no_outcome_is():
    def found(outcome):
        names = ("regime", "forum", "finding", "is_former_officer")
        listed = rows("outcomes_allowed")
        return {tuple(row[name] for name in names) for row in listed if row["outcome"] == outcome}

    assert found("NONE") <= found("NO_FURTHER_ACTION")
