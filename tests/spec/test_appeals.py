"""A1: findings at hearings that were appealed to a tribunal, and what became of the appeals."""

from tests.spec.matters import delivered
from tests.spec.publishing import assert_absent, assert_shows

HEARD = "HEARING HELD 2022-06-01 2022-07-01 2022-07-02"
GROSS, LESSER = "GROSS_MISCONDUCT_PROVEN", "MISCONDUCT_PROVEN"
FINDINGS = f"""
    name      | aware      | worker_group | hearing | finding
    allowed   | 2022-05-01 |              | {HEARD} | {GROSS}
    in_part   | 2022-05-01 |              | ACCELERATED_{HEARD} | {GROSS}
    upheld    | 2022-05-01 |              | {HEARD} | {LESSER}
    withdrawn | 2022-05-01 |              | {HEARD} | {GROSS}
    pending   | 2022-05-01 |              | {HEARD} | {GROSS}
    no_day    | 2022-05-01 |              | {HEARD} | {GROSS}
    internal  | 2022-05-01 |              | {HEARD} | {GROSS}
    content   | 2022-05-01 |              | {HEARD} | {GROSS}
    cleared   | 2022-05-01 |              | {HEARD} | NOT_PROVEN
    staff     | 2022-05-01 | STAFF        | {HEARD} | {GROSS}
"""
TABLES = delivered(FINDINGS)
TABLES["appeals"] = [
    {
        "proceeding_id": name,
        "subject_id": "officer",
        "appeal_seq": "1",
        "appeal_body": "INTERNAL" if name == "internal" else "PAT",
        "date_lodged": "2022-08-01",
        "date_decided": day,
        "appeal_result": result,
    }
    for name, result, day in (
        ("allowed", "ALLOWED", "2023-03-31"),
        ("in_part", "ALLOWED_IN_PART", "2023-04-01"),
        ("upheld", "DISMISSED", "2023-03-31"),
        ("withdrawn", "WITHDRAWN", "2023-03-31"),
        ("pending", "PENDING", ""),
        ("no_day", "DISMISSED", ""),
        ("internal", "ALLOWED", "2023-03-31"),
        ("staff", "ALLOWED", "2023-03-31"),
    )
]


def test_appealed_is_a_share_of_findings_by_the_day_of_the_hearing(counted):
    shown = counted(TABLES).shown["measure_values"]
    assert_shows(
        shown,
        """
        measure | area_code | period  | breakdown | category | numerator | denominator | value
        A1      | X92000001 | 2022-23 | total     | total    | 6         | 8           | 75
        A1      | X92000001 | 2022-23 | regime    | CR2020   | 6         | 8           | 75
        A1      | X92000001 | 2023-24 | total     | total    | 0         | 0           |
        """,
    )
    assert_absent(shown, measure="A1", area_level="force")
    assert_absent(shown, measure="A1", area_level="region")


def test_allowed_is_a_share_of_appeals_decided_by_the_day_of_the_decision(counted):
    assert_shows(
        counted(TABLES).shown["measure_values"],
        """
        measure    | area_code | period  | breakdown     | category        | numerator | denominator
        A1_allowed | X92000001 | 2022-23 | total         | total           | 1         | 2
        A1_allowed | X92000001 | 2023-24 | total         | total           | 1         | 1
        A1_result  | X92000001 | 2022-23 | appeal_result | DISMISSED       | 1         | 2
        A1_result  | X92000001 | 2023-24 | appeal_result | ALLOWED_IN_PART | 1         | 1
        """,
    )
