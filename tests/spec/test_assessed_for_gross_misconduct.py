"""G1: officers first assessed for gross misconduct; G1_share: among those assessed for the first
time; G5: gross misconduct proven over all officers."""

from tests.spec.matters import delivered
from tests.spec.publishing import assert_absent, assert_shows

# Letter and day of each assessment: G gross misconduct, M misconduct, N neither.
ASSESSED = """
    name     | aware      | assessed                           | worker_group      | case_type
    at_once  | 2022-05-01 | G 2022-05-02                        |                   | COMPLAINT
    raised   | 2022-05-01 | M 2022-05-02,G 2023-04-01            |                   | CONDUCT
    lowered  | 2022-05-01 | G 2022-05-02,M 2022-06-01            |                   | CONDUCT
    twice    | 2022-05-01 | M 2022-05-02/G 2022-05-02            |                   | CONDUCT
    again    | 2022-05-01 | G 2022-05-02,M 2022-06-01,G 2023-04-01 | SPECIAL_CONSTABLE | CONDUCT
    lesser   | 2022-05-01 | M 2022-05-02                        |                   | CONDUCT
    neither  | 2022-05-01 | N 2022-05-02                        |                   | CONDUCT
    staff    | 2022-05-01 | G 2022-05-02                        | STAFF             | CONDUCT
"""
TABLES = delivered(ASSESSED)
RANKS = {"at_once": "SERGEANT", "raised": "CHIEF_OFFICER", "lowered": "", "twice": "CONSTABLE"}
for row in TABLES["case_subjects"]:
    row["rank"] = RANKS.get(row["case_id"], "")
# Of `twice` only the second allegation was assessed as gross misconduct.
TABLES["allegation_breaches"] = [
    {"case_id": case_id, "allegation_id": allegation, "standard": standard}
    for case_id, allegation, standard in (
        ("at_once", "a0", "HONESTY_INTEGRITY"),
        ("at_once", "a0", "CONFIDENTIALITY"),
        ("twice", "a0", "USE_OF_FORCE"),
        ("twice", "a1", "CONFIDENTIALITY"),
        ("lowered", "a0", "NOT_RECORDED"),
    )
]


def test_an_officer_counts_once_for_each_case_on_the_first_day_of_gross_misconduct(counted):
    assert_shows(
        counted(TABLES).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value
        G1      | X23000001 | 2020-23 | total    | 4         | 3000        | 1.3333
        G1      | X23000001 | 2023-26 | total    | 1         | 3000        | 0.3333
        G1      | X92000001 | 2022-23 | total    | 4         | 4000        | 1
        """,
    )


def test_the_share_takes_the_first_assessment_however_it_was_revised(counted):
    assert_shows(
        counted(TABLES).shown["measure_values"],
        """
        measure  | area_code | period  | category | numerator | denominator | value
        G1_share | X23000001 | 2020-23 | total    | 4         | 7           | 57.1429
        G1_share | X23000001 | 2023-26 | total    | 0         | 0           |
        """,
    )


def test_ranks_and_standards_are_shown_for_all_forces_only(counted):
    shown = counted(TABLES).shown["measure_values"]
    assert_shows(
        shown,
        """
        measure  | area_code | period  | breakdown | category            | numerator | denominator
        G1       | X92000001 | 2022-23 | rank_band | SERGEANT            | 1         | 4000
        G1       | X92000001 | 2022-23 | rank_band | CONSTABLE           | 1         | 4000
        G1       | X92000001 | 2022-23 | rank_band | SPECIAL             | 1         | 4000
        G1       | X92000001 | 2022-23 | rank_band | NOT_KNOWN           | 1         | 4000
        G1_share | X92000001 | 2022-23 | rank_band | INSPECTOR_AND_ABOVE | 0         | 1
        G1       | X92000001 | 2022-23 | standard  | CONFIDENTIALITY     | 2         | 4000
        G1       | X92000001 | 2022-23 | standard  | HONESTY_INTEGRITY   | 1         | 4000
        G1       | X92000001 | 2022-23 | standard  | USE_OF_FORCE        | 0         | 4000
        G1       | X92000001 | 2022-23 | standard  | NOT_RECORDED        | 2         | 4000
        G1       | X92000001 | 2022-23 | case_type | COMPLAINT           | 1         | 4000
        """,
    )
    for breakdown in ("rank_band", "standard"):
        assert_absent(shown, measure="G1", breakdown=breakdown, area_level="region")


HEARD = "HEARING HELD 2022-06-01 2022-07-01 2022-07-02"
FINDINGS = f"""
    name    | aware      | worker_group | hearing | finding
    proven  | 2022-05-01 |              | {HEARD} | GROSS_MISCONDUCT_PROVEN
    quick   | 2022-05-01 |              | ACCELERATED_{HEARD} | GROSS_MISCONDUCT_PROVEN
    lesser  | 2022-05-01 |              | {HEARD} | MISCONDUCT_PROVEN
    cleared | 2022-05-01 |              | {HEARD} | NOT_PROVEN
    staff   | 2022-05-01 | STAFF        | {HEARD} | GROSS_MISCONDUCT_PROVEN
"""


def test_proven_stands_over_all_officers_and_not_over_those_heard(counted):
    assert_shows(
        counted(delivered(FINDINGS)).shown["measure_values"],
        """
        measure | area_code | period  | breakdown | category    | numerator | denominator | value
        G5      | X23000001 | 2020-23 | total     | total       | 2         | 3000        | 0.6667
        G5      | X12000001 | 2020-23 | forum     | ACCELERATED | 1         | 9000        | 0.1111
        G4      | X23000001 | 2020-23 | total     | total       | 2         | 4           | 50
        G4      | X92000001 | 2022-23 | rank_band | NOT_KNOWN   | 2         | 4           | 50
        G4      | X92000001 | 2022-23 | standard  | NOT_RECORDED | 2        | 4           | 50
        """,
    )
