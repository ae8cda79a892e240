"""B1: officers whose gross misconduct matter is open on the last day of the period."""

# ruff: noqa: E501 -- a row of a table is one line

import pytest

from tests.spec.matters import delivered, together
from tests.spec.publishing import assert_absent, assert_shows, returns_without

# Seen on 31 March 2023, a Friday: who is assessed by then and has not ended by then.
DAYS = """
    name       | aware      | worker_group | assessed                   | decided           | hearing
    assessed   | 2023-03-01 |              | G 2023-03-31               |                   |
    not_yet    | 2023-03-01 |              | G 2023-04-01               |                   |
    ended      | 2023-03-01 |              | G 2023-03-10               | NONE - 2023-03-31 |
    ends_next  | 2023-03-01 |              | G 2023-03-10               | NONE - 2023-04-01 |
    heard      | 2023-03-01 |              | G 2023-03-10               |                   | HEARING HELD 2023-03-20 2023-03-31 2023-03-31
    lowered    | 2023-03-01 |              | G 2023-03-10, M 2023-03-30 |                   |
    staff      | 2023-03-01 | STAFF        | G 2023-03-10               |                   |
    lost_day   | 2023-03-01 |              | G 2023-03-10               |                   | HEARING HELD 2023-03-20 - 2023-06-01
    lost_end   | 2023-03-01 |              | G 2023-03-10               |                   | HEARING WITHDRAWN 2023-03-20
"""
# 182 and 183 days before, 364 and 365, 547 and 548, 729 and 730. All end on 1 April 2023.
AGES = """
    name | aware      | assessed     | decided
    d182 | 2022-09-30 | G 2022-10-01 | NONE - 2023-04-01
    d183 | 2022-09-29 | G 2022-10-01 | NONE - 2023-04-01
    d364 | 2022-04-01 | G 2022-10-01 | NONE - 2023-04-01
    d365 | 2022-03-31 | G 2022-10-01 | NONE - 2023-04-01
    d547 | 2021-09-30 | G 2022-10-01 | NONE - 2023-04-01
    d548 | 2021-09-29 | G 2022-10-01 | NONE - 2023-04-01
    d729 | 2021-04-01 | G 2022-10-01 | NONE - 2023-04-01
    d730 | 2021-03-31 | G 2022-10-01 | NONE - 2023-04-01
"""
# Seen on 31 March 2020 and 30 June 2020: answered and noticed on the last day, or the day after.
STAGES = """
    name      | aware      | assessed     | decided              | hearing
    answered  | 2019-06-01 | G 2019-06-01 | G HEARING 2020-03-31 |
    answers   | 2019-06-01 | G 2019-06-01 | G HEARING 2020-04-01 |
    noticed   | 2019-06-01 | G 2019-06-01 | G HEARING 2020-01-01 | HEARING HELD 2020-03-31 2020-06-30 2020-06-30
    notices   | 2019-06-01 | G 2019-06-01 | G HEARING 2020-01-01 | HEARING HELD 2020-04-01 2020-07-01 2020-07-01
"""
GAP = """
    name | aware      | assessed
    gap  | 2021-05-01 | G 2021-05-10
"""
# Eastmarch sent nothing for the last quarter of 2022-23.
MISSING = {"submissions": returns_without({"X23000002": "2022-23-Q4"})}
ALL = together(
    delivered(DAYS), delivered(AGES, "X23000003"), delivered(STAGES), delivered(GAP, "X23000002")
)


def test_a_matter_is_open_from_its_assessment_to_the_day_before_it_ended(counted):
    # Of Northmoor: `assessed`, `ends_next`, and two of STAGES that went on to no hearing.
    assert_shows(
        counted(ALL).shown["counts"],
        """
        count_name   | area_code | period  | category | count
        open_matters | X23000001 | 2020-23 | total    | 4
        """,
    )


def test_the_stock_of_a_year_and_a_window_is_that_of_their_last_day(counted):
    assert_shows(
        counted(ALL).shown["measure_values"],
        """
        measure | area_code | period     | breakdown | category | value | symbol
        B1      | X92000001 | 2022-23    | total     | total    | 13    |
        B1      | X92000001 | 2020-23    | total     | total    | 13    |
        B1      | X92000001 | 2022-23-Q4 | total     | total    | 13    |
        B1      | X92000001 | 2023-24-Q1 | total     | total    | 5     |
        B1      | X92000001 | 2019-20    | total     | total    | 4     |
        B1      | X92000001 | 2020-21-Q1 | total     | total    | 3     |
        """,
    )


@pytest.mark.parametrize(
    ("age", "number"),
    [
        # d182; d183, d364; d365, d547; d548, d729; d730.
        ("UNDER_6_MONTHS", 1),
        ("6_TO_12_MONTHS", 2),
        ("12_TO_18_MONTHS", 2),
        ("18_TO_24_MONTHS", 2),
        ("OVER_24_MONTHS", 1),
    ],
)
def test_age_runs_from_the_day_the_matter_came_to_attention(counted, age, number):
    # Westfold's region less Northmoor's and Eastmarch's: two under 6 months; five over 24.
    others = {"UNDER_6_MONTHS": 2, "18_TO_24_MONTHS": 1, "OVER_24_MONTHS": 2}
    assert_shows(
        counted(ALL).shown["counts"],
        f"""
        count_name   | area_code | period  | breakdown | category | count
        open_matters | X12000001 | 2022-23 | age       | {age}    | {number + others.get(age, 0)}
        """,
    )


def test_the_stage_is_the_one_reached_by_the_last_day(counted):
    assert_shows(
        counted(ALL).shown["counts"],
        """
        count_name   | area_code | period     | breakdown | category      | count
        open_matters | X92000001 | 2019-20    | stage     | INVESTIGATION | 1
        open_matters | X92000001 | 2019-20    | stage     | NOTICE        | 2
        open_matters | X92000001 | 2019-20    | stage     | LISTING       | 1
        open_matters | X92000001 | 2020-21-Q1 | stage     | INVESTIGATION | 0
        open_matters | X92000001 | 2020-21-Q1 | stage     | NOTICE        | 2
        open_matters | X92000001 | 2020-21-Q1 | stage     | LISTING       | 1
        """,
    )


def test_age_and_stage_at_once_are_counted_for_all_forces_only(counted):
    shown = counted(ALL).shown["counts"]
    assert_shows(
        shown,
        """
        count_name   | area_code | period  | breakdown | category                    | count
        open_matters | X92000001 | 2019-20 | age*stage | 6_TO_12_MONTHSxINVESTIGATION | 1
        open_matters | X92000001 | 2019-20 | age*stage | 6_TO_12_MONTHSxNOTICE        | 2
        open_matters | X92000001 | 2019-20 | age*stage | 6_TO_12_MONTHSxLISTING       | 1
        open_matters | X92000001 | 2019-20 | age*stage | UNDER_6_MONTHSxNOTICE        | 0
        """,
    )
    assert_absent(shown, breakdown="age*stage", area_level="region")
    assert_absent(shown, breakdown="age*stage", area_level="force")


def test_over_12_months_is_a_share_of_all_that_are_open(counted):
    # d365 to d730 are five; `gap` and two of STAGES are older.
    assert_shows(
        counted(ALL).shown["measure_values"],
        """
        measure     | area_code | period  | category | numerator | denominator | value   | symbol
        B1_over_12m | X92000001 | 2022-23 | total    | 8         | 13          | 61.5385 |
        """,
    )
    assert_absent(counted(ALL).shown["measure_values"], measure="B1_over_12m", area_level="force")


def test_a_stock_is_missing_where_the_last_return_did_not_arrive_and_counts_of_flows_are_not(
    counted,
):
    shown = counted(ALL | MISSING).shown
    assert_shows(
        shown["counts"],
        """
        count_name      | area_code | period     | category | count | symbol
        open_matters    | X23000002 | 2020-23    | total    |       | x
        assessed_matters | X23000002 | 2020-23   | total    | 1     |
        open_matters    | X92000001 | 2022-23    | total    | 12    |
        open_matters    | X92000001 | 2021-22    | total    | 3     |
        """,
    )
    assert_shows(
        shown["coverage"],
        """
        count_name      | area_code | period  | forces_expected | forces_counted
        open_matters    | X92000001 | 2022-23 | 4               | 3
        assessed_matters | X92000001 | 2022-23 | 4              | 4
        """,
    )


def test_a_count_of_open_matters_has_no_interval(counted):
    assert_shows(
        counted(ALL).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | per | value | lower | upper | interval_method | symbol
        B1      | X23000001 | 2020-23 | total    | 4         | 4           |     | 4     |       |       |                 |
        B1      | X23000004 | 2020-23 | total    | 0         | 0           |     | 0     |       |       |                 |
        """,
    )
