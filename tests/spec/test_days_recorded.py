"""Q1: days that should be recorded and are not, and how long returns take to arrive."""

from tests.spec.publishing import assert_shows, returns_without

RETURNS = returns_without({})
for row in RETURNS:
    if row["force_code"] == "X23000001" and row["quarter"] == "2022-23-Q1":
        row["date_received"] = "2022-07-30"
    if row["force_code"] == "X23000001" and row["quarter"] == "2022-23-Q2":
        row["date_received"] = "2022-09-20"
RECORDED = {
    "cases": """
        case_id | date_aware | case_status | date_finalised
        closed  | 2022-05-01 | FINALISED   | 2022-12-01
        lost    | 2022-05-01 | FINALISED   |
        open    | 2022-05-01 | OPEN        |
    """,
    "case_subjects": """
        case_id | subject_id
        closed  | a
        closed  | b
        open    | c
    """,
    "allegations": """
        case_id | allegation_id
        closed  | one
        open    | one
    """,
    "allegation_subjects": """
        case_id | allegation_id | subject_id | case_to_answer   | date_case_to_answer
        closed  | one           | a          | GROSS_MISCONDUCT | 2022-06-01
        closed  | one           | b          | NONE             |
        open    | one           | c          |                  |
    """,
    "proceedings": """
        proceeding_id | proceeding_status | date_notice | date_first_day
        joint         | HELD              | 2022-07-01  |
        to_come       | SCHEDULED         |             |
    """,
    "proceeding_subjects": """
        proceeding_id | case_id | subject_id
        joint         | closed  | a
        joint         | closed  | b
        to_come       | open    | c
    """,
    "submissions": RETURNS,
}


def test_a_day_is_missing_where_its_step_was_taken_and_nobody_wrote_it_down(counted):
    # A hearing of two officers has one first day; one still to come needs none.
    assert_shows(
        counted(RECORDED).shown["measure_values"],
        """
        measure  | area_code | period  | breakdown  | category       | numerator | denominator
        Q1_dates | X23000001 | 2022-23 | total      | total          | 4         | 7
        Q1_dates | X92000001 | 2022-23 | date_field | DATE_DECISION  | 1         | 2
        Q1_dates | X92000001 | 2022-23 | date_field | DATE_NOTICE    | 1         | 2
        Q1_dates | X92000001 | 2022-23 | date_field | DATE_FIRST_DAY | 1         | 1
        Q1_dates | X92000001 | 2022-23 | date_field | DATE_FINALISED | 1         | 2
        """,
    )


def test_the_lag_is_the_mean_of_days_after_the_end_of_the_quarter(counted):
    # 30 days, and none for the return that came before the quarter was over.
    assert_shows(
        counted(RECORDED).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | lower | symbol
        Q1_lag  | X23000001 | 2022-23 | total    | 30        | 2           | 15    |       | u
        Q1_lag  | X23000002 | 2022-23 | total    | 0         | 0           |       |       | z
        """,
    )
