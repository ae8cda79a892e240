"""Checks are counted by force within the disclosure policy, and for published forces only."""

import polars as pl
import pytest

from etl.config import Settings
from etl.disclosure.policy import parse_policy
from etl.publish.drill import limits, validation_by_force
from tests.frames import table

POLICY = parse_policy(Settings().policy_file.read_text(encoding="utf-8"), "public.toml")
AREAS = table("""
    area_code | area_level | force_code
    X1        | force      | X1
    X2        | force      | X2
    X3        | force      | X3
    X9        | region     | X1
    X9        | region     | X2
    X9        | region     | X3
""")


def published(text: str) -> list[tuple]:
    types = {"rows_hit": pl.Int64, "rows_checked": pl.Int64}
    hits = table(text, **types).with_columns(
        is_share=pl.col("is_share").eq_missing("yes"),
        entity=pl.col("check_name").str.split(".").list[1],
    )
    found = validation_by_force(hits, AREAS, POLICY)
    return found.sort("check_name", "area_code").rows()


def test_faults_of_cases_are_counted_by_force_down_to_one():
    assert published("""
        check_name      | is_share | force_code | rows_hit | rows_checked
        R10.cases.order |          | X1         | 1        | 40
        R10.cases.order |          | X2         | 3        | 50
    """) == [("R10.cases.order", "X1", 1, 40, None), ("R10.cases.order", "X2", 3, 50, None)]


def test_only_published_forces_are_named():
    assert (
        published("""
        check_name            | is_share | force_code | rows_hit | rows_checked
        R03.cases.force_code  |          | X7         | 1        | 1
        R01.referrals.orphan  |          |            | 5        |
        R10.cases.order       |          | E23000001  | 1        | 1
    """)
        == []
    )


def test_a_flagged_share_names_its_force_and_counts_once():
    assert published("""
        check_name            | is_share | force_code | rows_hit | rows_checked
        R06.case_subjects.sex | yes      | X1         | 1        | 90
    """) == [("R06.case_subjects.sex", "X1", 1, None, None)]


# Rows hit of each force -> what is shown of each; None is hidden.
FINDINGS = {
    "all are many": ((3, 5, 4), (3, 5, 4)),
    # The total is published: the next smallest goes as well.
    "one is few": ((1, 5, 3), (None, 5, None)),
    # Of two that are 2 together, each is 1, so a third goes.
    "two of them are 1": ((1, 1, 5), (None, None, None)),
    # Of three that are 3 together, each is 1.
    "all are 1": ((1, 1, 1), ()),
    "one force alone has few": ((2, 0, 0), ()),
    "one force alone has many": ((3, 0, 0), (3,)),
}


@pytest.mark.parametrize(("given", "shown"), FINDINGS.values(), ids=FINDINGS)
def test_few_faults_about_persons_cannot_be_worked_out(given, shown):
    rows = "\n".join(
        f"R21.proceeding_subjects.no_outcome | | X{number} | {hits} | 100"
        for number, hits in enumerate(given, start=1)
        if hits
    )
    header = "check_name | is_share | force_code | rows_hit | rows_checked\n"
    found = published(header + rows)
    assert tuple(hits for _, _, hits, _, _ in found) == shown
    assert all((symbol == "c") == (hits is None) for _, _, hits, _, symbol in found)


def test_how_many_records_about_people_a_force_has_is_not_told():
    # 17 officers in proceedings, of whom 16 are told to have been heard, leave 1 for the window
    # whose count is hidden.
    found = published("""
        check_name                        | is_share | force_code | rows_hit | rows_checked
        R21.proceeding_subjects.no_outcome |         | X1         | 5        | 17
        R21.proceeding_subjects.no_outcome |         | X2         | 4        | 90
        R10.cases.order                   |          | X1         | 1        | 40
    """)
    checked = {(check[:3], force): rows for check, force, _, rows, _ in found}
    assert checked == {("R21", "X1"): None, ("R21", "X2"): None, ("R10", "X1"): 40}


def test_every_record_about_a_person_has_a_limit():
    assert limits(POLICY)["proceeding_subjects"] == 2
    assert limits(POLICY)["allegation_characteristics"] == 4
    assert "cases" not in limits(POLICY)
