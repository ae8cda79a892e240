"""D4: discrimination allegations investigated; D1 by complaints and by workforce instead."""

from tests.spec.publishing import assert_shows

HANDLED = {
    "cases": """
        case_id    | case_type | date_aware | date_finalised | complaint_status | case_status
        outside    | COMPLAINT | 2022-05-01 | 2022-06-01     | OUTSIDE_SCH3     | FINALISED
        no_need    | COMPLAINT | 2022-05-01 | 2022-06-01     | SCH3_NOT_INVESTIGATED | FINALISED
        looked     | COMPLAINT | 2022-05-01 | 2023-04-01     | SCH3_INVESTIGATED | FINALISED
        special    | COMPLAINT | 2022-05-01 | 2022-06-01     | SCH3_INVESTIGATED_SPECIAL_PROCEDURES | FINALISED
        open       | COMPLAINT | 2022-05-01 |                | SCH3_INVESTIGATED | OPEN
        not_said   | COMPLAINT | 2022-05-01 | 2022-06-01     |                  | FINALISED
        rude       | COMPLAINT | 2022-05-01 | 2022-06-01     | SCH3_INVESTIGATED | FINALISED
        first_days | COMPLAINT | 2020-02-01 | 2020-03-31     | SCH3_INVESTIGATED | FINALISED
    """,  # noqa: E501
    "allegations": """
        case_id    | allegation_id | allegation_scheme | category_code
        outside    | a             | IOPC_2020         | F
        no_need    | a             | IOPC_2020         | F
        looked     | a             | IOPC_2020         | F
        special    | a             | IOPC_2020         | F
        special    | b             | IOPC_2020         | F
        special    | c             | IOPC_2020         | A
        open       | a             | IOPC_2020         | F
        not_said   | a             | IOPC_2020         | F
        rude       | a             | IOPC_2020         | H
        first_days | a             | IOPC_2020         | F
    """,
    "case_subjects": """
        case_id | subject_id
        special | officer
    """,
    "allegation_subjects": """
        case_id | allegation_id | subject_id
        special | a             | officer
        special | b             | officer
        special | c             | officer
    """,
    "allegation_characteristics": """
        case_id | allegation_id | characteristic
        no_need | a             | RACE
        special | a             | RACE
        special | a             | SEX
    """,
}


def test_investigated_is_a_share_of_what_was_finalised_under_schedule_3(counted):
    assert_shows(
        counted(HANDLED).shown["measure_values"],
        """
        measure | area_code | period  | breakdown      | category | numerator | denominator | symbol
        D4      | X23000001 | 2020-23 | total          | total    | 2         | 3           | u
        D4      | X23000001 | 2023-26 | total          | total    | 1         | 1           | u
        D4      | X92000001 | 2022-23 | characteristic | RACE     | 1         | 2           | u
        D4      | X92000001 | 2022-23 | characteristic | SEX      | 1         | 1           | u
        D4      | X23000001 | 2017-20 | total          | total    |           |             | z
        """,
    )


def test_a_complaint_counts_once_however_many_of_its_allegations_are_of_discrimination(counted):
    assert_shows(
        counted(HANDLED).shown["measure_values"],
        """
        measure      | area_code | period  | category | numerator | denominator | value
        D1           | X23000001 | 2022-23 | total    | 7         | 9           | 77.7778
        D1_cases     | X23000001 | 2022-23 | total    | 6         | 7           | 85.7143
        D1_workforce | X23000001 | 2022-23 | total    | 7         | 1000        | 7
        """,
    )


def test_only_the_workforce_since_the_scheme_began_is_below_the_line(counted):
    # From 1 February to 31 March 2020 there were 60 of the 91 days of the quarter.
    assert_shows(
        counted(HANDLED).shown["counts"],
        """
        count_name             | area_code | period  | category | count
        workforce_years_scheme | X23000001 | 2019-20 | total    | 164.8350
        workforce_years_scheme | X23000001 | 2020-21 | total    | 1000
        workforce_years_scheme | X23000001 | 2018-19 | total    |
        """,
    )
