"""Count `gm_case_to_answer`: officers with a case to answer for gross misconduct."""

from tests.spec.publishing import assert_shows

DECIDED = {
    "cases": """
        case_id   | force_code | date_aware
        joint     | X23000001  | 2020-02-01
        second    | X23000001  | 2020-02-01
        lesser    | X23000001  | 2020-02-01
        earlier   | X23000002  | 2019-12-01
    """,
    "case_subjects": """
        case_id   | subject_id | worker_group         | regime
        joint     | a          | REGULAR_OFFICER      | CR2020
        joint     | b          | SPECIAL_CONSTABLE    | CR2020
        joint     | c          | OFFICER_UNIDENTIFIED | CR2020
        joint     | d          | STAFF                | STAFF_LOCAL
        second    | a          | REGULAR_OFFICER      | CR2020
        lesser    | a          | REGULAR_OFFICER      | CR2020
        earlier   | a          | REGULAR_OFFICER      | CR2012
        earlier   | b          | REGULAR_OFFICER      | CR2008
    """,
    "allegations": """
        case_id | allegation_id
        joint   | one
        joint   | two
        second  | one
        lesser  | one
        earlier | one
    """,
    "allegation_subjects": """
        case_id | allegation_id | subject_id | case_to_answer   | date_case_to_answer
        joint   | one           | a          | GROSS_MISCONDUCT | 2021-03-31
        joint   | two           | a          | GROSS_MISCONDUCT | 2021-04-01
        joint   | one           | b          | MISCONDUCT       | 2021-03-31
        joint   | two           | b          | GROSS_MISCONDUCT | 2021-04-01
        joint   | one           | c          | GROSS_MISCONDUCT |
        joint   | two           | c          | NOT_DETERMINED   | 2021-04-01
        joint   | one           | d          | GROSS_MISCONDUCT | 2021-03-31
        second  | one           | a          | GROSS_MISCONDUCT | 2021-03-31
        lesser  | one           | a          | MISCONDUCT       | 2021-03-31
        earlier | one           | a          | GROSS_MISCONDUCT | 2021-03-31
        earlier | one           | b          | GROSS_MISCONDUCT | 2021-03-31
    """,
}


def test_an_officer_counts_once_for_each_case_in_the_year_of_the_first_decision(counted):
    # 2020-21: a in joint and a in second; earlier a and b. 2021-22: b. c's decision has no day.
    assert_shows(
        counted(DECIDED).shown["counts"],
        """
        count_name        | area_code | period  | category | count | symbol
        gm_case_to_answer | X12000001 | 2020-21 | total    | 4     |
        gm_case_to_answer | X12000001 | 2021-22 | total    | 1     |
        gm_case_to_answer | X23000001 | 2020-23 | total    | 3     |
        gm_case_to_answer | X23000002 | 2020-23 | total    | 2     |
        gm_case_to_answer | X23000003 | 2020-23 | total    | 0     |
        """,
    )


def test_officers_are_told_apart_by_the_regulations_that_govern_them(counted):
    assert_shows(
        counted(DECIDED).shown["counts"],
        """
        count_name        | area_code | period  | breakdown | category | count
        gm_case_to_answer | X92000001 | 2020-21 | regime    | CR2020   | 2
        gm_case_to_answer | X92000001 | 2020-21 | regime    | CR2012   | 1
        gm_case_to_answer | X92000001 | 2020-21 | regime    | OTHER    | 1
        """,
    )
