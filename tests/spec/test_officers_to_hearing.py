"""G3: officers referred to a hearing or accelerated hearing, per 1,000 officer-years."""

# ruff: noqa: E501 -- a row of a table is one line

from tests.spec.matters import delivered, together
from tests.spec.publishing import assert_shows

# Six referred in 2020-23: once for each case, on the day of the first such decision.
REFERRED = """
    name      | aware      | worker_group         | case_type | subject_id | decided
    simple    | 2022-05-01 |                      | COMPLAINT | one        | G HEARING 2022-06-01
    both      | 2022-05-01 |                      | CONDUCT   | two        | G HEARING 2022-07-01 / G ACCELERATED_HEARING 2022-06-01
    same_day  | 2022-05-01 | SPECIAL_CONSTABLE    | CONDUCT   | three      | G HEARING 2022-06-01 / G ACCELERATED_HEARING 2022-06-01
    again     | 2022-05-01 |                      | CONDUCT   | one        | M HEARING 2023-03-31
    not_id    | 2022-05-01 | OFFICER_UNIDENTIFIED | DSI       | four       | G HEARING 2022-06-01
    one_of    | 2022-05-01 |                      | CONDUCT   | five       | M MEETING 2022-06-01 / G HEARING 2022-06-01
    next_year | 2022-05-01 |                      | CONDUCT   | six        | G HEARING 2023-04-01
    staff     | 2022-05-01 | STAFF                | CONDUCT   | seven      | G HEARING 2022-06-01
    met       | 2022-05-01 |                      | CONDUCT   | eight      | M MEETING 2022-06-01
    no_day    | 2022-05-01 |                      | CONDUCT   | nine       | G HEARING -
"""
MARCHES = range(2014, 2027)
# Each March: 900 officers, 100 specials and 500 staff of Northmoor, 1,000 officers elsewhere.
WORKFORCE = [
    {"force_code": "X23000001", "as_at": f"{year}-03-31", "worker_group": group, "workers": number}
    for year in MARCHES
    for group, number in {
        "POLICE_OFFICER": "900",
        "SPECIAL_CONSTABLE": "100",
        "POLICE_STAFF": "500",
    }.items()
] + [
    {
        "force_code": f"X2300000{force}",
        "as_at": f"{year}-03-31",
        "worker_group": group,
        "workers": "500",
    }
    for force in (2, 3, 4)
    for year in MARCHES
    for group in ("POLICE_OFFICER", "SPECIAL_CONSTABLE")
]
ALL = together(delivered(REFERRED), {"workforce": WORKFORCE})


def test_officers_and_specials_count_once_for_each_case_on_the_day_of_the_first_decision(counted):
    assert_shows(
        counted(ALL).shown["counts"],
        """
        count_name          | area_code | period     | category | count
        officers_to_hearing | X23000001 | 2020-23    | total    | 6
        officers_to_hearing | X23000001 | 2023-26    | total    | 1
        officers_to_hearing | X92000001 | 2022-23    | total    | 6
        officers_to_hearing | X92000001 | 2022-23-Q1 | total    | 5
        officers_to_hearing | X92000001 | 2022-23-Q4 | total    | 1
        """,
    )


def test_the_first_decision_names_the_forum_and_on_one_day_the_accelerated_hearing(counted):
    assert_shows(
        counted(ALL).shown["counts"],
        """
        count_name          | area_code | period  | breakdown | category    | count
        officers_to_hearing | X12000001 | 2022-23 | forum     | HEARING     | 4
        officers_to_hearing | X12000001 | 2022-23 | forum     | ACCELERATED | 2
        officers_to_hearing | X92000001 | 2022-23 | case_type | CONDUCT     | 4
        officers_to_hearing | X92000001 | 2022-23 | case_type | COMPLAINT   | 1
        officers_to_hearing | X92000001 | 2022-23 | case_type | DSI         | 1
        officers_to_hearing | X92000001 | 2022-23 | regime    | CR2020      | 6
        """,
    )


def test_the_base_are_officers_and_specials_for_the_time_observed(counted):
    # 1,000 officers and specials of Northmoor for three years; staff are no part of it.
    assert_shows(
        counted(ALL).shown["measure_values"],
        """
        measure | area_code | period     | category | numerator | denominator | value  | lower  | upper  | interval_method
        G3      | X23000001 | 2020-23    | total    | 6         | 3000        | 2      | 0.7340 | 4.3532 | exact
        G3      | X92000001 | 2022-23    | total    | 6         | 4000        | 1.5    | 0.5505 | 3.2649 | exact
        G3      | X92000001 | 2022-23-Q1 | total    | 5         | 1000        | 5      | 1.6235 | 11.6683 | exact
        """,
    )


def test_a_group_has_its_own_base_and_officers_not_identified_have_none(counted):
    assert_shows(
        counted(ALL).shown["measure_values"],
        """
        measure | area_code | period  | breakdown    | category             | numerator | denominator | value  | symbol
        G3      | X92000001 | 2022-23 | worker_group | REGULAR_OFFICER      | 4         | 2400        | 1.6667 | u
        G3      | X92000001 | 2022-23 | worker_group | SPECIAL_CONSTABLE    | 1         | 1600        | 0.625  | u
        G3      | X92000001 | 2022-23 | worker_group | OFFICER_UNIDENTIFIED | 1         |             |        | x
        G3      | X92000001 | 2022-23 | case_type    | CONDUCT              | 4         | 4000        | 1      | u
        """,
    )
