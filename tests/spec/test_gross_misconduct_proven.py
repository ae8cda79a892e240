"""G4: gross misconduct proven, of officers with a known finding at a hearing or accelerated one.

Forces are shown in three-year windows only, so that no single officer shows.
"""

from tests.spec.publishing import assert_absent, assert_shows

PEOPLE = """
    case_id | subject_id | worker_group         | regime
    new     | alone      | REGULAR_OFFICER      | CR2020
    new     | a          | REGULAR_OFFICER      | CR2020
    new     | b          | SPECIAL_CONSTABLE    | CR2020
    new     | c          | OFFICER_UNIDENTIFIED | CR2020
    new     | gone       | REGULAR_OFFICER      | CR2020
    new     | staff      | STAFF                | STAFF_LOCAL
    new     | pcso       | PCSO                 | STAFF_LOCAL
    old     | d          | REGULAR_OFFICER      | CR2012
    old     | e          | REGULAR_OFFICER      | CR2008
"""
CASES = """
    case_id | date_aware | date_recorded
    new     | 2020-02-01 | 2020-02-01
    old     | 2019-01-01 | 2019-01-01
"""

# One hearing for each way in which a finding may count or not, all of Northmoor (X23000001).
FINDINGS = {
    "cases": CASES,
    "case_subjects": PEOPLE,
    "proceedings": """
        proceeding_id  | proceeding_type      | proceeding_status | date_notice | date_first_day | date_concluded
        joint          | HEARING              | HELD              | 2020-06-01  | 2021-05-10     | 2021-05-12
        again          | HEARING              | HELD              | 2021-08-01  | 2021-11-10     | 2021-11-10
        quick          | ACCELERATED_HEARING  | HELD              | 2021-08-01  | 2021-08-10     | 2021-08-10
        fast_track     | SPECIAL_CASE_HEARING | HELD              | 2021-08-01  | 2021-08-10     | 2021-08-10
        under_2008     | HEARING              | HELD              | 2021-08-01  | 2021-09-10     | 2021-09-10
        meeting        | MEETING              | HELD              | 2021-08-01  | 2021-09-10     | 2021-09-10
        of_staff       | HEARING              | HELD              | 2021-08-01  | 2021-09-10     | 2021-09-10
        unknown        | HEARING              | HELD              | 2021-08-01  | 2021-09-10     | 2021-09-10
        no_day         | HEARING              | HELD              | 2021-08-01  |                | 2021-09-10
        part_heard     | HEARING              | ADJOURNED         | 2021-08-01  | 2021-09-10     |
        stayed         | HEARING              | STAYED            | 2021-08-01  | 2021-09-10     | 2021-09-11
        broken_off     | HEARING              | DISCONTINUED      | 2023-08-01  | 2023-09-10     | 2023-09-11
    """,  # noqa: E501
    "proceeding_subjects": """
        proceeding_id | case_id | subject_id | finding                 | outcome                   | is_former_officer
        joint         | new     | a          | GROSS_MISCONDUCT_PROVEN | FINAL_WRITTEN_WARNING     | false
        joint         | new     | b          | MISCONDUCT_PROVEN       | WRITTEN_WARNING           | false
        joint         | new     | c          | NOT_PROVEN              |                           | false
        joint         | new     | gone       | GROSS_MISCONDUCT_PROVEN | WOULD_HAVE_BEEN_DISMISSED | true
        again         | new     | a          | GROSS_MISCONDUCT_PROVEN | DISMISSAL_WITHOUT_NOTICE  | false
        quick         | new     | alone      | GROSS_MISCONDUCT_PROVEN | DISMISSAL_WITHOUT_NOTICE  | false
        fast_track    | old     | d          | GROSS_MISCONDUCT_PROVEN | DISMISSAL_WITHOUT_NOTICE  | false
        under_2008    | old     | e          | NOT_PROVEN              |                           | false
        meeting       | new     | alone      | MISCONDUCT_PROVEN       | WRITTEN_WARNING           | false
        of_staff      | new     | staff      | GROSS_MISCONDUCT_PROVEN |                           | false
        of_staff      | new     | pcso       | NOT_PROVEN              |                           | false
        unknown       | new     | alone      | NOT_KNOWN               |                           | false
        no_day        | new     | alone      | NOT_PROVEN              |                           | false
        part_heard    | new     | alone      |                         |                           | false
        stayed        | new     | alone      | NO_FINDING              |                           | false
        broken_off    | new     | a          | NOT_PROVEN              |                           | false
    """,  # noqa: E501
}


def test_known_findings_of_officers_count_once_for_each_hearing(counted):
    # joint 4 (2 of them gross misconduct), again 1, quick 1, fast_track 1, under_2008 0 of 1.
    assert_shows(
        counted(FINDINGS).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | per | value
        G4      | X23000001 | 2020-23 | total    | 5         | 8           | 100 | 62.5
        """,
    )


def test_a_share_carries_its_wilson_interval_and_a_mark_when_it_rests_on_few(counted):
    # Wilson, 5 of 8: 30.57 to 86.32.
    assert_shows(
        counted(FINDINGS).shown["measure_values"],
        """
        measure | area_code | period  | category | lower   | upper   | interval_method | symbol
        G4      | X23000001 | 2020-23 | total    | 30.5742 | 86.3156 | wilson          | u
        """,
    )


def test_special_case_hearings_count_with_accelerated_hearings(counted):
    assert_shows(
        counted(FINDINGS).shown["measure_values"],
        """
        measure | area_code | period  | breakdown | category    | numerator | denominator | value
        G4      | X12000001 | 2020-23 | forum     | HEARING     | 3         | 6           | 50
        G4      | X12000001 | 2020-23 | forum     | ACCELERATED | 2         | 2           | 100
        """,
    )


def test_findings_are_told_apart_by_the_regulations_that_govern_the_officer(counted):
    assert_shows(
        counted(FINDINGS).shown["measure_values"],
        """
        measure | area_code | period  | breakdown | category | numerator | denominator | value
        G4      | X92000001 | 2021-22 | regime    | CR2020   | 4         | 6           | 66.6667
        G4      | X92000001 | 2021-22 | regime    | CR2012   | 1         | 1           | 100
        G4      | X92000001 | 2021-22 | regime    | OTHER    | 0         | 1           | 0
        """,
    )


def test_where_nobody_was_heard_there_is_no_share(counted):
    assert_shows(
        counted(FINDINGS).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | lower | symbol
        G4      | X23000002 | 2020-23 | total    | 0         | 0           |       |       | z
        G4      | X23000001 | 2017-20 | total    | 0         | 0           |       |       | z
        """,
    )


# Upland: Northmoor, Eastmarch, Westfold. Lowland: Southmere and one more. Far: one force alone.
AREAS = """
    force_code | force_name | region_code | region_name
    X23000001  | Northmoor  | X12000001   | Upland
    X23000002  | Eastmarch  | X12000001   | Upland
    X23000003  | Westfold   | X12000001   | Upland
    X23000004  | Southmere  | X12000002   | Lowland
    X23000005  | Wetherby   | X12000002   | Lowland
    X23000006  | Farholm    | X12000003   | Far
"""
EDGES = {
    "cases": """
        case_id | force_code | date_aware
        north   | X23000001  | 2022-01-01
        south   | X23000004  | 2022-01-01
        far     | X23000006  | 2022-01-01
    """,
    "case_subjects": """
        case_id | subject_id
        north   | a
        south   | a
        far     | a
    """,
    # Notice and conclusion lie in other years than the first day, which decides.
    "proceedings": """
        proceeding_id | proceeding_status | date_notice | date_first_day | date_concluded
        last_day      | HELD              | 2022-02-01  | 2023-03-31     | 2023-04-03
        first_day     | HELD              | 2023-01-10  | 2023-04-01     | 2024-05-10
        southern      | HELD              | 2023-01-10  | 2023-04-01     | 2023-04-01
        far_off       | HELD              | 2023-01-10  | 2023-04-01     | 2023-04-01
    """,
    "proceeding_subjects": """
        proceeding_id | case_id | subject_id | finding                 | outcome
        last_day      | north   | a          | GROSS_MISCONDUCT_PROVEN | DISMISSAL_WITHOUT_NOTICE
        first_day     | north   | a          | NOT_PROVEN              |
        southern      | south   | a          | GROSS_MISCONDUCT_PROVEN | DISMISSAL_WITHOUT_NOTICE
        far_off       | far     | a          | MISCONDUCT_PROVEN       | WRITTEN_WARNING
    """,
}


def test_the_first_day_of_the_hearing_decides_the_year_not_notice_or_conclusion(counted):
    assert_shows(
        counted(EDGES, forces=AREAS).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator
        G4      | X12000001 | 2021-22 | total    | 0         | 0
        G4      | X12000001 | 2022-23 | total    | 1         | 1
        G4      | X12000001 | 2023-24 | total    | 0         | 1
        G4      | X92000001 | 2022-23 | total    | 1         | 1
        G4      | X92000001 | 2023-24 | total    | 1         | 3
        G4      | X23000001 | 2020-23 | total    | 1         | 1
        G4      | X23000001 | 2023-26 | total    | 0         | 1
        """,
    )


def test_forces_and_regions_of_two_forces_have_windows_only(counted):
    shown = counted(EDGES, forces=AREAS).shown
    for area in ("X23000001", "X12000002", "X23000006"):
        for table in ("counts", "measure_values"):
            rows = shown[table].filter(area_code=area)
            sparse = rows.filter(**_of_findings(table))
            assert set(sparse["period_type"]) == {"three_years"}, area
    assert_shows(
        shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator
        G4      | X12000002 | 2023-26 | total    | 1         | 1
        """,
    )


def _of_findings(table: str) -> dict[str, str]:
    return {"count_name": "findings_known"} if table == "counts" else {"measure": "G4"}


def test_a_region_of_one_force_is_that_force_and_is_not_published_beside_it(counted):
    shown = counted(EDGES, forces=AREAS).shown
    assert_absent(shown["areas"], area_code="X12000003")
    assert_absent(shown["counts"], area_code="X12000003")
    assert_shows(
        shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator
        G4      | X23000006 | 2023-26 | total    | 0         | 1
        """,
    )


def test_breaks_are_those_of_the_law_of_hearings(counted):
    # 1 February 2020, chairs on 7 May 2024, presumption of dismissal on 28 May 2025.
    assert_shows(
        counted(EDGES, forces=AREAS).shown["measure_values"],
        """
        measure | area_code | period  | category | break_before | break_within
        G4      | X92000001 | 2018-19 | total    | false        | false
        G4      | X92000001 | 2019-20 | total    | false        | true
        G4      | X92000001 | 2020-21 | total    | true         | false
        G4      | X92000001 | 2024-25 | total    | false        | true
        G4      | X92000001 | 2025-26 | total    | true         | true
        G4      | X23000001 | 2017-20 | total    | false        | true
        G4      | X23000001 | 2020-23 | total    | true         | false
        G4      | X23000001 | 2023-26 | total    | false        | true
        """,
    )


def test_a_discontinued_hearing_has_no_finding_even_where_the_supplier_codes_not_proven(counted):
    # Some returns file discontinued proceedings under "not misconduct"; the two are kept apart.
    assert_shows(
        counted(FINDINGS).shown["counts"],
        """
        count_name     | area_code | period  | category | count
        findings_known | X23000001 | 2023-26 | total    | 0
        """,
    )
