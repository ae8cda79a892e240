"""R1: referrals received in the period, per 1,000 workforce-years.

Every force of the test delivery has 1,000 people in post each March, where nothing else is said.
"""

import polars as pl

from tests.spec.publishing import assert_absent, assert_shows, returns_without

DAYS = {
    "cases": """
        case_id       | force_code | date_aware
        last_day      | X23000001  | 2023-02-14
        first_day     | X23000001  | 2023-02-14
        twice         | X23000002  | 2024-05-01
        other_region  | X23000004  | 2024-05-01
        too_early     | X23000001  | 2014-03-30
        too_late      | X23000001  | 2026-03-30
    """,
    "referrals": """
        case_id      | referral_seq | date_referred
        last_day     | 1            | 2023-03-31
        first_day    | 1            | 2023-04-01
        twice        | 1            | 2024-05-02
        twice        | 2            | 2024-11-20
        other_region | 1            | 2024-05-02
        too_early    | 1            | 2014-03-31
        too_late     | 1            | 2026-04-01
    """,
}


def test_a_referral_belongs_to_the_year_and_window_in_which_it_was_received(counted):
    assert_shows(
        counted(DAYS).shown["counts"],
        """
        count_name | area_code | period  | category | count | symbol
        referrals  | X23000001 | 2022-23 | total    | 1     |
        referrals  | X23000001 | 2023-24 | total    | 1     |
        referrals  | X23000001 | 2020-23 | total    | 1     |
        referrals  | X23000001 | 2023-26 | total    | 1     |
        referrals  | X23000001 | 2014-15 | total    | 0     |
        referrals  | X23000001 | 2025-26 | total    | 0     |
        """,
    )


def test_a_case_referred_twice_counts_twice(counted):
    assert_shows(
        counted(DAYS).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | per  | value
        R1      | X23000002 | 2024-25 | total    | 2         | 1000        | 1000 | 2
        R1      | X23000002 | 2023-26 | total    | 2         | 3000        | 1000 | 0.6667
        """,
    )


def test_a_region_and_all_forces_hold_the_referrals_and_people_of_their_forces(counted):
    assert_shows(
        counted(DAYS).shown["measure_values"],
        """
        measure | area_code | area_level | period  | category | numerator | denominator | value
        R1      | X12000001 | region     | 2024-25 | total    | 2         | 3000        | 0.6667
        R1      | X92000001 | country    | 2024-25 | total    | 3         | 4000        | 0.75
        """,
    )


def test_a_region_equal_to_its_only_force_is_not_published(counted):
    for table in counted(DAYS).shown.values():
        if "area_code" in table.columns:
            assert_absent(table, area_code="X12000002")


def test_figures_that_rest_on_few_referrals_say_so_and_have_exact_limits(counted):
    # 1 and 0 events: Poisson limits 0.0253 to 5.5716, and 0 to 3.6889.
    assert_shows(
        counted(DAYS).shown["measure_values"],
        """
        measure | area_code | period  | category | value | lower  | upper  | interval_method | symbol
        R1      | X23000001 | 2022-23 | total    | 1     | 0.0253 | 5.5716 | exact           | u
        R1      | X23000001 | 2021-22 | total    | 0     | 0      | 3.6889 | exact           | u
        """,  # noqa: E501
    )


def test_the_break_of_february_2020_is_marked_where_it_lies(counted):
    assert_shows(
        counted(DAYS).shown["measure_values"],
        """
        measure | area_code | period  | category | break_before | break_within
        R1      | X23000001 | 2018-19 | total    | false        | false
        R1      | X23000001 | 2019-20 | total    | false        | true
        R1      | X23000001 | 2020-21 | total    | true         | false
        R1      | X23000001 | 2021-22 | total    | false        | false
        R1      | X23000001 | 2014-17 | total    | false        | false
        R1      | X23000001 | 2017-20 | total    | false        | true
        R1      | X23000001 | 2020-23 | total    | true         | false
        R1      | X23000001 | 2023-26 | total    | false        | false
        """,
    )


KINDS = {
    "cases": """
        case_id        | case_type | date_aware | linked_to_pre_2020
        as_complaint   | COMPLAINT | 2020-02-01 |
        now_conduct    | COMPLAINT | 2020-02-01 | false
        death          | DSI       | 2020-01-31 |
        linked_back    |           | 2020-03-01 | true
        under_2008     |           | 2012-11-21 |
        under_2012     |           | 2012-11-22 |
    """,
    "referrals": """
        case_id      | referral_seq | date_referred | referral_route | matter_type
        as_complaint | 1            | 2020-04-02    | MANDATORY      |
        now_conduct  | 1            | 2020-04-02    | VOLUNTARY      | RECORDABLE_CONDUCT
        death        | 1            | 2020-04-02    | MANDATORY      |
        linked_back  | 1            | 2020-04-02    | DG_REQUIRED    |
        under_2008   | 1            | 2014-06-02    | MANDATORY      |
        under_2012   | 1            | 2014-06-02    | MANDATORY      |
    """,
}


def test_referrals_are_told_apart_by_route_and_by_the_kind_of_matter_when_referred(counted):
    # The kind of the case stands in where the referral states none.
    assert_shows(
        counted(KINDS, extracted_on="2026-07-10").shown["measure_values"],
        """
        measure | area_code | period  | breakdown      | category            | numerator | denominator
        R1      | X23000001 | 2020-21 | total          | total               | 4         | 1000
        R1      | X23000001 | 2020-21 | referral_route | MANDATORY           | 2         | 1000
        R1      | X23000001 | 2020-21 | referral_route | VOLUNTARY           | 1         | 1000
        R1      | X23000001 | 2020-21 | referral_route | DG_REQUIRED         | 1         | 1000
        R1      | X23000001 | 2020-21 | referral_route | LOCAL_POLICING_BODY | 0         | 1000
        R1      | X23000001 | 2020-21 | referral_route | POWER_OF_INITIATIVE | 0         | 1000
        R1      | X23000001 | 2020-21 | case_type      | COMPLAINT           | 1         | 1000
        R1      | X23000001 | 2020-21 | case_type      | RECORDABLE_CONDUCT  | 1         | 1000
        R1      | X23000001 | 2020-21 | case_type      | DSI                 | 1         | 1000
        R1      | X23000001 | 2020-21 | case_type      | CONDUCT             | 0         | 1000
        R1      | X23000001 | 2020-21 | case_type      | NOT_RECORDED        | 1         | 1000
        """,  # noqa: E501
    )


def test_the_day_a_matter_came_to_attention_decides_under_which_rules_it_stands(counted):
    # 31 January 2020 and a matter linked to an earlier one are old, 1 February 2020 is new.
    assert_shows(
        counted(KINDS, extracted_on="2026-07-10").shown["counts"],
        """
        count_name | area_code | period  | breakdown | category | count
        referrals  | X23000001 | 2020-21 | regime    | CR2012   | 2
        referrals  | X23000001 | 2020-21 | regime    | CR2020   | 2
        referrals  | X23000001 | 2020-21 | regime    | OTHER    | 0
        """,
    )


def test_a_matter_from_before_the_2012_rules_stands_under_earlier_ones(counted):
    assert_shows(
        counted(KINDS, extracted_on="2026-07-10").shown["counts"],
        """
        count_name | area_code | period  | breakdown | category | count
        referrals  | X23000001 | 2014-15 | regime    | CR2012   | 1
        referrals  | X23000001 | 2014-15 | regime    | OTHER    | 1
        """,
    )


PEOPLE = {
    "cases": """
        case_id | force_code
        in_post | X23000001
        unknown | X23000002
    """,
    "referrals": """
        case_id | date_referred
        in_post | 2024-04-02
        unknown | 2024-04-02
    """,
    # Eastmarch (X23000002) has no count for March 2025, Westfold and Southmere one of 500.
    "workforce": """
        force_code | as_at      | worker_group       | basis     | workers
        X23000001  | 2024-03-31 | POLICE_OFFICER     | HEADCOUNT | 600
        X23000001  | 2024-03-31 | SPECIAL_CONSTABLE  | HEADCOUNT | 100
        X23000001  | 2024-03-31 | POLICE_STAFF       | HEADCOUNT | 250
        X23000001  | 2024-03-31 | PCSO               | HEADCOUNT | 40
        X23000001  | 2024-03-31 | DESIGNATED_OFFICER | HEADCOUNT | 10
        X23000001  | 2024-03-31 | POLICE_OFFICER     | FTE       | 555.5
        X23000001  | 2025-03-31 | POLICE_OFFICER     | HEADCOUNT | 1400
        X23000002  | 2024-03-31 | POLICE_OFFICER     | HEADCOUNT | 500
        X23000002  | 2025-03-31 | POLICE_OFFICER     | FTE       | 500
        X23000003  | 2024-03-31 | POLICE_OFFICER     | HEADCOUNT | 500
        X23000003  | 2025-03-31 | POLICE_OFFICER     | HEADCOUNT | 500
        X23000004  | 2024-03-31 | POLICE_OFFICER     | HEADCOUNT | 500
        X23000004  | 2025-03-31 | POLICE_OFFICER     | HEADCOUNT | 500
    """,
}


def test_the_workforce_is_the_mean_of_the_two_march_headcounts_of_officers_specials_and_staff(
    counted,
):
    # (600 + 100 + 250 + 40 + 10 and 1,400) / 2 = 1,200; full-time equivalents are left out.
    assert_shows(
        counted(PEOPLE, extracted_on="2026-07-09").shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value
        R1      | X23000001 | 2024-25 | total    | 1         | 1200        | 0.8333
        """,
    )


def test_without_a_headcount_the_rate_is_missing_and_never_0(counted):
    # Nor do its referrals count towards the rate of a larger area without its people.
    assert_shows(
        counted(PEOPLE, extracted_on="2026-07-09").shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | lower | symbol
        R1      | X23000002 | 2024-25 | total    | 1         |             |       |       | x
        R1      | X12000001 | 2024-25 | total    | 2         |             |       |       | x
        R1      | X92000001 | 2024-25 | total    | 2         |             |       |       | x
        R1      | X23000001 | 2023-26 | total    | 1         |             |       |       | x
        """,
    )
    assert_shows(
        counted(PEOPLE, extracted_on="2026-07-09").shown["counts"],
        """
        count_name      | area_code | period  | category | count | symbol
        workforce_years | X23000002 | 2024-25 | total    |       | x
        referrals       | X23000002 | 2024-25 | total    | 1     |
        """,
    )


# Eastmarch misses 2 quarters of a window, Westfold 3, Southmere a whole year.
RETURNS = {
    "cases": """
        case_id           | force_code | date_aware
        whole             | X23000001  | 2020-05-01
        in_missing        | X23000002  | 2020-05-01
        in_received       | X23000002  | 2020-08-01
        in_too_few        | X23000003  | 2021-05-01
        in_missing_year   | X23000004  | 2021-05-01
        in_year_before    | X23000004  | 2020-05-01
    """,
    "referrals": """
        case_id         | date_referred
        whole           | 2020-05-02
        in_missing      | 2020-05-02
        in_received     | 2020-08-02
        in_too_few      | 2021-05-02
        in_missing_year | 2021-05-02
        in_year_before  | 2020-05-02
    """,
    "submissions": returns_without(
        {
            "X23000002": "2020-21-Q1 2021-22-Q4",
            "X23000003": "2020-21-Q1 2020-21-Q2 2020-21-Q3",
            "X23000004": "2021-22",
        }
    ),
    "workforce": [
        {"force_code": f"X2300000{force}", "as_at": f"{year}-03-31", "workers": "1000"}
        for force in (1, 2, 3, 4)
        for year in range(2020, 2024)
    ],
}


def test_a_missing_quarter_leaves_out_its_referrals_and_its_person_time(counted):
    # Three of four quarters are observed: 750 workforce-years.
    assert_shows(
        counted(RETURNS).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value  | provisional
        R1      | X23000001 | 2020-21 | total    | 1         | 1000        | 1      | false
        R1      | X23000002 | 2020-21 | total    | 1         | 750         | 1.3333 | true
        """,
    )


def test_a_window_needs_ten_of_its_twelve_quarters(counted):
    # Eastmarch has 10 (2,500 workforce-years), Westfold 9, Southmere 8.
    assert_shows(
        counted(RETURNS).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | symbol
        R1      | X23000001 | 2020-23 | total    | 1         | 3000        | 0.333 | u
        R1      | X23000002 | 2020-23 | total    | 1         | 2500        | 0.4   | u
        R1      | X23000003 | 2020-23 | total    |           |             |       | x
        R1      | X23000004 | 2020-23 | total    |           |             |       | x
        """,
    )


def test_a_year_without_any_return_is_missing_not_0_and_leaves_every_total(counted):
    # 2021-22: Southmere is missing, Westfold's referral counts, Eastmarch lost a quarter.
    shown = counted(RETURNS).shown
    assert_shows(
        shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value  | symbol
        R1      | X23000004 | 2021-22 | total    |           |             |        | x
        R1      | X23000003 | 2021-22 | total    | 1         | 1000        | 1      | u
        R1      | X92000001 | 2021-22 | total    | 1         | 2750        | 0.3636 | u
        R1      | X92000001 | 2020-21 | total    | 3         | 3000        | 1      | u
        """,
    )
    assert_shows(
        shown["coverage"],
        """
        count_name | area_code | period  | forces_expected | forces_counted
        referrals  | X92000001 | 2021-22 | 4               | 3
        referrals  | X92000001 | 2020-23 | 4               | 2
        """,
    )


def test_a_window_without_a_force_leaves_it_out_of_every_total_too(counted):
    # Westfold and Southmere lack quarters: 1 + 1 referrals over 3,000 + 2,500 workforce-years.
    assert_shows(
        counted(RETURNS).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator
        R1      | X92000001 | 2020-23 | total    | 2         | 5500
        R1      | X12000001 | 2020-23 | total    | 2         | 5500
        """,
    )


def test_unfinished_years_and_windows_are_not_published(counted):
    shown = counted(
        {"cases": "case_id\nonly", "referrals": "case_id\nonly"},
        coverage_from="2019-10-01",
        coverage_to="2024-12-31",
        extracted_on="2025-01-31",
    ).shown["counts"]
    periods = set(shown.filter(pl.col("period_type") != "quarter")["period"])
    assert periods == {"2020-21", "2021-22", "2022-23", "2023-24", "2020-23"}
    quarters = shown.filter(period_type="quarter")["period"]
    assert (min(quarters), max(quarters)) == ("2019-20-Q3", "2024-25-Q3")


def test_a_period_that_ended_within_100_days_of_the_extraction_is_provisional(counted):
    # The hundredth day after 31 March 2026 is 9 July, the day after it 10 July.
    assert_shows(
        counted(PEOPLE, extracted_on="2026-07-09").shown["measure_values"],
        """
        measure | area_code | period  | category | provisional
        R1      | X23000001 | 2024-25 | total    | false
        R1      | X23000001 | 2025-26 | total    | true
        """,
    )
    assert_shows(
        counted(KINDS, extracted_on="2026-07-10").shown["measure_values"],
        """
        measure | area_code | period  | category | provisional
        R1      | X23000001 | 2025-26 | total    | false
        """,
    )
