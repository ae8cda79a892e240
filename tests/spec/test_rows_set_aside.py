"""What rows set aside do to the figures: a subject leaves the waits, a bad period goes missing."""

from tests.spec.publishing import assert_shows

FILLED = 100  # cases of each force, so that a single row is below or above one in fifty


def _filler(force: str, number: int) -> list[dict]:
    return [
        {"case_id": f"{force}-{item}", "force_code": force, "date_aware": "2021-05-03"}
        for item in range(number)
    ]


# Three officers of Northmoor, all heard on day 30. One has a decision that no list knows; one has
# a row that was delivered twice. Eastmarch has ten cases, and the row of one officer is bad.
DELIVERED = {
    "cases": [
        {"case_id": "north", "date_aware": "2021-05-03"},
        {"case_id": "east", "force_code": "X23000002", "date_aware": "2021-05-03"},
        *_filler("X23000001", FILLED),
        *_filler("X23000002", 9),
    ],
    "case_subjects": """
        case_id | subject_id
        north   | whole
        north   | faulty
        north   | repeated
        east    | faulty
    """,
    "allegations": """
        case_id | allegation_id
        north   | a
        east    | a
    """,
    "allegation_subjects": """
        case_id | allegation_id | subject_id | case_to_answer   | date_case_to_answer
        north   | a             | whole      | GROSS_MISCONDUCT | 2021-06-01
        north   | a             | faulty     | PERHAPS          | 2021-06-01
        north   | a             | repeated   | GROSS_MISCONDUCT | 2021-06-01
        north   | a             | repeated   | GROSS_MISCONDUCT | 2021-06-01
        east    | a             | faulty     | PERHAPS          | 2021-06-01
    """,
    "referrals": """
        case_id | date_referred
        north   | 2021-05-04
        east    | 2021-05-04
    """,
    "proceedings": """
        proceeding_id | proceeding_status | date_notice | date_first_day | date_concluded
        joint         | HELD              | 2021-07-01  | 2021-07-31     | 2021-07-31
        eastern       | HELD              | 2021-07-01  | 2021-07-31     | 2021-07-31
    """,
    "proceeding_subjects": """
        proceeding_id | case_id | subject_id | finding
        joint         | north   | whole      | NOT_PROVEN
        joint         | north   | faulty     | NOT_PROVEN
        joint         | north   | repeated   | NOT_PROVEN
        eastern       | east    | faulty     | NOT_PROVEN
    """,
}


def test_a_subject_with_a_row_set_aside_leaves_the_waits_but_not_the_findings_or_referrals(counted):
    assert_shows(
        counted(DELIVERED).shown["counts"],
        """
        count_name        | area_code | period  | category | count | symbol
        findings_known    | X23000001 | 2020-23 | total    | 3     |
        referrals         | X23000001 | 2021-22 | total    | 1     |
        gm_case_to_answer | X23000001 | 2020-23 | total    | 2     |
        """,
    )
    waits = (
        counted(DELIVERED)
        .shown["counts"]
        .filter(
            count_name="hearing_notices", area_code="X23000001", period="2020-23", category="total"
        )
    )
    assert waits["count"].item() < 3


def test_a_row_delivered_twice_is_taken_once_and_takes_nobody_out_of_the_waits(counted):
    # The first is kept and the repeat set aside: nothing is missing.
    assert_shows(
        counted(DELIVERED).shown["counts"],
        """
        count_name      | area_code | period  | category | count | symbol
        hearing_notices | X23000001 | 2020-23 | total    | 2     |
        """,
    )


def test_a_period_with_over_one_row_in_fifty_set_aside_is_missing_and_leaves_every_total(counted):
    # Eastmarch: 1 of 17 rows of 2021-22. Northmoor: 2 of 118.
    shown = counted(DELIVERED).shown
    assert_shows(
        shown["counts"],
        """
        count_name      | area_code | period  | category | count | symbol
        referrals       | X23000002 | 2021-22 | total    |       | x
        referrals       | X23000002 | 2020-23 | total    |       | x
        findings_known  | X23000002 | 2020-23 | total    |       | x
        hearing_notices | X23000002 | 2020-23 | total    |       | x
        referrals       | X23000002 | 2022-23 | total    | 0     |
        referrals       | X92000001 | 2021-22 | total    | 1     |
        findings_known  | X92000001 | 2021-22 | total    | 3     |
        """,
    )
    assert_shows(
        shown["coverage"],
        """
        count_name | area_code | period  | forces_expected | forces_counted
        referrals  | X92000001 | 2021-22 | 4               | 3
        referrals  | X92000001 | 2022-23 | 4               | 4
        """,
    )
