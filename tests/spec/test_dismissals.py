"""G6: of officers whose gross misconduct was proven, those dismissed or who would have been."""

# ruff: noqa: E501 -- a row of a table is one line

from tests.spec.matters import delivered
from tests.spec.publishing import assert_absent, assert_shows

GROSS, LESSER = "GROSS_MISCONDUCT_PROVEN", "MISCONDUCT_PROVEN"
GONE, WARNED = "DISMISSAL_WITHOUT_NOTICE", "FINAL_WRITTEN_WARNING"
# Proven: eight officers, of whom five went: two by appeal otherwise than the panel had it.
HEARD = "HEARING HELD 2022-06-01 2022-07-01 2022-07-02"
FINDINGS = f"""
    name      | aware      | worker_group      | is_former_officer | hearing | finding | outcome | outcome_after_appeal
    gone      | 2022-05-01 |                   | false | {HEARD} | {GROSS} | {GONE} |
    special   | 2022-05-01 | SPECIAL_CONSTABLE | false | {HEARD} | {GROSS} | {GONE} |
    would     | 2022-05-01 |                   | true  | {HEARD} | {GROSS} | WOULD_HAVE_BEEN_DISMISSED |
    quick     | 2022-05-01 |                   | false | ACCELERATED_{HEARD} | {GROSS} | {GONE} |
    warned    | 2022-05-01 |                   | false | {HEARD} | {GROSS} | {WARNED} |
    spared    | 2022-05-01 |                   | false | {HEARD} | {GROSS} | {GONE} | {WARNED}
    upheld    | 2022-05-01 |                   | false | {HEARD} | {GROSS} | {GONE} | {GONE}
    not_known | 2022-05-01 |                   | true  | {HEARD} | {GROSS} | NOT_KNOWN |
    staff     | 2022-05-01 | STAFF             | false | {HEARD} | {GROSS} | {GONE} |
    no_day    | 2022-05-01 |                   | false | HEARING HELD 2022-06-01 - 2022-07-02 | {GROSS} | {GONE} |
    cleared   | 2022-05-01 |                   | false | {HEARD} | NOT_PROVEN | |
    lesser    | 2022-05-01 |                   | false | {HEARD} | {LESSER} | {GONE} |
"""
TABLES = delivered(FINDINGS)
# A warning was live: only then can misconduct alone end in dismissal.
TABLES["proceeding_subjects"][-1]["has_live_final_warning"] = "true"
TABLES["appeals"] = [
    {
        "proceeding_id": name,
        "subject_id": "officer",
        "appeal_seq": "1",
        "appeal_body": "PAT",
        "date_lodged": "2022-08-01",
        "date_decided": "2023-06-01",
        "appeal_result": result,
    }
    for name, result in {"spared": "ALLOWED", "upheld": "DISMISSED"}.items()
]


def test_dismissed_are_those_whose_proven_gross_misconduct_ended_so_after_appeal(counted):
    assert_shows(
        counted(TABLES).shown["counts"],
        """
        count_name         | area_code | period  | category | count
        findings_known     | X23000001 | 2020-23 | total    | 10
        findings_gm_proven | X23000001 | 2020-23 | total    | 8
        dismissed          | X23000001 | 2020-23 | total    | 5
        """,
    )


def test_the_base_is_proven_gross_misconduct_and_misconduct_alone_is_in_neither(counted):
    assert_shows(
        counted(TABLES).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | lower   | upper   | symbol
        G6      | X23000001 | 2020-23 | total    | 5         | 8           | 62.5  | 30.5742 | 86.3156 | u
        G4      | X23000001 | 2020-23 | total    | 8         | 10          | 80    | 49.0162 | 94.3318 |
        """,
    )


def test_serving_and_former_officers_are_also_shown_apart_for_all_forces(counted):
    shown = counted(TABLES).shown
    assert_shows(
        shown["measure_values"],
        """
        measure | area_code | period  | breakdown | category    | numerator | denominator | value
        G6      | X92000001 | 2022-23 | service   | SERVING     | 4         | 6           | 66.6667
        G6      | X92000001 | 2022-23 | service   | FORMER      | 1         | 2           | 50
        G6      | X12000001 | 2020-23 | forum     | ACCELERATED | 1         | 1           | 100
        G6      | X92000001 | 2022-23 | regime    | CR2020      | 5         | 8           | 62.5
        G4      | X92000001 | 2022-23 | service   | FORMER      | 2         | 2           | 100
        """,
    )
    assert_absent(shown["counts"], count_name="dismissed", breakdown="service", area_level="region")


def test_the_first_day_of_the_hearing_decides_the_year_and_not_the_appeal(counted):
    assert_shows(
        counted(TABLES).shown["counts"],
        """
        count_name | area_code | period  | category | count
        dismissed  | X92000001 | 2022-23 | total    | 5
        dismissed  | X92000001 | 2023-24 | total    | 0
        """,
    )
