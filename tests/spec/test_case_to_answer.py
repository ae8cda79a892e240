"""G2: case to answer for gross misconduct among all decided. D3: discrimination beside the rest:
category F of complaints, and standard 3 of all sources, which are two measures."""

from tests.spec.publishing import assert_shows

DECIDED = {
    "cases": """
        case_id   | case_type | date_aware
        complaint | COMPLAINT | 2022-05-01
        conduct   | CONDUCT   | 2022-05-01
        old       | COMPLAINT | 2019-05-01
    """,
    "case_subjects": """
        case_id   | subject_id | worker_group    | regime
        complaint | a          | REGULAR_OFFICER | CR2020
        complaint | b          | REGULAR_OFFICER | CR2020
        complaint | staff      | STAFF           | STAFF_LOCAL
        conduct   | a          | REGULAR_OFFICER | CR2020
        old       | a          | REGULAR_OFFICER | CR2012
    """,
    "allegations": """
        case_id   | allegation_id | allegation_scheme | category_code
        complaint | race          | IOPC_2020         | F
        complaint | rude          | IOPC_2020         | H
        complaint | no_category   |                   |
        conduct   | one           | IOPC_2020         | F
        old       | one           | IPCC_PRE_2020     | F
    """,
    "allegation_breaches": """
        case_id   | allegation_id | standard
        complaint | race          | EQUALITY_DIVERSITY
        complaint | race          | AUTHORITY_RESPECT_COURTESY
        complaint | rude          | AUTHORITY_RESPECT_COURTESY
        conduct   | one           | EQUALITY_DIVERSITY
        old       | one           | NOT_RECORDED
    """,
    "allegation_subjects": """
        case_id   | allegation_id | subject_id | case_to_answer   | date_case_to_answer
        complaint | race          | a          | GROSS_MISCONDUCT | 2022-09-01
        complaint | race          | b          | NONE             | 2022-09-01
        complaint | rude          | a          | MISCONDUCT       | 2022-09-01
        complaint | rude          | b          | NOT_DETERMINED   | 2022-09-01
        complaint | no_category   | a          | NONE             | 2022-09-01
        complaint | no_category   | b          | MISCONDUCT       |
        complaint | race          | staff      | GROSS_MISCONDUCT | 2022-09-01
        conduct   | one           | a          | MISCONDUCT       | 2023-03-31
        old       | one           | a          | GROSS_MISCONDUCT | 2022-09-01
    """,
}


def test_decisions_count_by_allegation_and_officer_if_they_have_a_day_and_an_answer(counted):
    assert_shows(
        counted(DECIDED).shown["measure_values"],
        """
        measure | area_code | period  | breakdown | category                   | numerator | denominator
        G2      | X23000001 | 2020-23 | total     | total                      | 2         | 6
        G2      | X92000001 | 2022-23 | regime    | CR2012                     | 1         | 1
        G2      | X92000001 | 2022-23 | case_type | CONDUCT                    | 0         | 1
        G2      | X92000001 | 2022-23 | standard  | AUTHORITY_RESPECT_COURTESY | 1         | 3
        G2      | X92000001 | 2022-23 | standard  | EQUALITY_DIVERSITY         | 1         | 3
        G2      | X92000001 | 2022-23 | standard  | NOT_RECORDED               | 1         | 2
        """,  # noqa: E501
    )


def test_category_f_stands_beside_all_other_complaint_allegations_of_the_scheme(counted):
    # A case to answer is one for misconduct or gross misconduct.
    assert_shows(
        counted(DECIDED).shown["measure_values"],
        """
        measure | area_code | period  | breakdown  | category | numerator | denominator | value | symbol
        D3_F    | X12000001 | 2020-23 | category_f | F        | 1         | 2           | 50    | u
        D3_F    | X12000001 | 2020-23 | category_f | NOT_F    | 1         | 1           | 100   | u
        D3_F    | X92000001 | 2018-19 | category_f | F        |           |             |       | z
        """,  # noqa: E501
    )


def test_standard_3_is_a_measure_of_its_own_with_conduct_matters_in_it(counted):
    assert_shows(
        counted(DECIDED).shown["measure_values"],
        """
        measure | area_code | period  | breakdown  | category        | numerator | denominator
        D3_S3   | X23000001 | 2020-23 | standard_3 | STANDARD_3      | 2         | 3
        D3_S3   | X23000001 | 2020-23 | standard_3 | OTHER_STANDARDS | 1         | 1
        D3_S3   | X23000001 | 2020-23 | total      | total           | 3         | 4
        """,
    )


def test_neither_measure_reads_the_count_of_the_other(counted):
    shown = counted(DECIDED).shown["measure_values"]
    counts = {
        name: set(shown.filter(measure=name)["numerator_count"].unique())
        for name in ("D3_F", "D3_S3")
    }
    assert counts == {"D3_F": {"complaint_answers_found"}, "D3_S3": {"standard_answers_found"}}
