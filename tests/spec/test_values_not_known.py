"""Q1: values of key fields that are blank or not known; Q1_late: returns late, partial or again."""

# ruff: noqa: E501 -- a row of a table is one line

from tests.spec.matters import delivered
from tests.spec.publishing import assert_shows, returns_without

PEOPLE = """
    name     | aware      | case_type | assessed     | decided              | hearing
    whole    | 2022-05-01 | CONDUCT   | G 2022-05-10 | G HEARING 2022-06-01 | HEARING HELD 2022-07-01 2022-08-01 2022-08-02
    gaps     | 2022-05-01 | -         | G 2022-05-10 | G HEARING -          | HEARING HELD - 2022-08-01 2022-08-02
    open     | 2022-05-01 | CONDUCT   | G 2022-05-10 |                      | HEARING SCHEDULED 2022-07-01
"""
TABLES = delivered(PEOPLE)
TABLES["cases"][1]["case_type"] = ""
for _row, _known in zip(
    TABLES["case_subjects"],
    (
        {"ethnicity": "WHITE", "sex": "MALE", "rank": "CONSTABLE"},
        {"ethnicity": "NOT_KNOWN", "sex": "", "rank": "NOT_KNOWN"},
        {"ethnicity": "", "sex": "FEMALE", "rank": "NOT_APPLICABLE"},
    ),
    strict=True,
):
    _row.update(_known)
TABLES["proceeding_subjects"][0]["finding"] = "NOT_PROVEN"
TABLES["proceeding_subjects"][1]["finding"] = "NOT_KNOWN"
STATUSES = {
    ("X23000001", "2022-23-Q1"): "LATE",
    ("X23000001", "2022-23-Q2"): "PARTIAL",
    ("X23000001", "2022-23-Q3"): "RESUBMITTED",
    ("X23000002", "2022-23-Q1"): "MISSING",
}
TABLES["submissions"] = [
    row
    | {
        "submission_status": STATUSES.get((row["force_code"], row["quarter"]), "SUBMITTED"),
    }
    for row in returns_without({"X23000003": "2022-23-Q1"})
]


def test_blank_and_recorded_as_not_known_count_among_the_values_that_there_should_be(counted):
    # Decided or not: a day is expected only of a decision. A finding only of a hearing held.
    assert_shows(
        counted(TABLES).shown["measure_values"],
        """
        measure | area_code | period  | breakdown | category      | numerator | denominator | value
        Q1      | X92000001 | 2022-23 | field     | ETHNICITY     | 2         | 3           | 66.6667
        Q1      | X92000001 | 2022-23 | field     | SEX           | 1         | 3           | 33.3333
        Q1      | X92000001 | 2022-23 | field     | RANK          | 1         | 3           | 33.3333
        Q1      | X92000001 | 2022-23 | field     | CASE_TYPE     | 1         | 3           | 33.3333
        Q1      | X92000001 | 2022-23 | field     | FINDING       | 1         | 2           | 50
        Q1      | X92000001 | 2022-23 | field     | DATE_DECISION | 1         | 2           | 50
        Q1      | X92000001 | 2022-23 | field     | DATE_NOTICE   | 1         | 3           | 33.3333
        Q1      | X23000001 | 2022-23 | total     | total         | 8         | 19          | 42.1053
        """,
    )


def test_late_partial_and_repeated_returns_are_a_share_of_those_that_arrived(counted):
    assert_shows(
        counted(TABLES).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value
        Q1_late | X23000001 | 2022-23 | total    | 3         | 4           | 75
        Q1_late | X23000002 | 2022-23 | total    | 0         | 3           | 0
        Q1_late | X23000003 | 2022-23 | total    | 0         | 3           | 0
        Q1_late | X92000001 | 2022-23 | total    | 3         | 14          | 21.4286
        Q1_late | X23000001 | 2020-23 | total    | 3         | 12          | 25
        """,
    )
