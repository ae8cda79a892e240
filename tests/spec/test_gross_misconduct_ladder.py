"""L: how far officers assessed for gross misconduct came within 24 months of the assessment."""

# ruff: noqa: E501 -- a row of a table is one line

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from tests.spec.matters import delivered, together
from tests.spec.publishing import assert_absent, assert_shows

PROVEN = "GROSS_MISCONDUCT_PROVEN"
# All first assessed on 10 May 2021 (the ladder of 2021-22): 24 months end on 10 May 2023.
LADDER = f"""
    name      | aware      | assessed                   | decided              | hearing                                         | finding  | outcome | outcome_after_appeal
    all_steps | 2021-05-01 | G 2021-05-10               | G HEARING 2022-01-01 | HEARING HELD 2022-02-01 2022-03-01 2022-03-02   | {PROVEN} | DISMISSAL_WITHOUT_NOTICE |
    last_day  | 2021-05-01 | G 2021-05-10               | G HEARING 2023-05-10 | HEARING HELD 2023-05-10 2023-05-10 2023-05-10   | {PROVEN} | DISMISSAL_WITHOUT_NOTICE |
    day_after | 2021-05-01 | G 2021-05-10               | G HEARING 2023-05-10 | HEARING HELD 2023-05-10 2023-05-11 2023-05-11   | {PROVEN} | DISMISSAL_WITHOUT_NOTICE |
    warned    | 2021-05-01 | G 2021-05-10               | G HEARING 2022-01-01 | HEARING HELD 2022-02-01 2022-03-01 2022-03-02   | {PROVEN} | FINAL_WRITTEN_WARNING |
    appealed  | 2021-05-01 | G 2021-05-10               | G HEARING 2022-01-01 | HEARING HELD 2022-02-01 2022-03-01 2022-03-02   | {PROVEN} | DISMISSAL_WITHOUT_NOTICE | FINAL_WRITTEN_WARNING
    cleared   | 2021-05-01 | G 2021-05-10               | G HEARING 2022-01-01 | ACCELERATED_HEARING HELD 2022-02-01 2022-03-01 2022-03-02 | NOT_PROVEN | |
    revised   | 2021-05-01 | G 2021-05-10, M 2021-06-01, G 2022-06-01 |        |                                                 |          | |
    downgrade | 2021-05-01 | G 2021-05-10, M 2021-06-01 | M MEETING 2021-07-01 |                                                 |          | |
    two       | 2021-05-01 | G 2021-05-10 / G 2021-06-10 | NONE - 2021-07-01 / G - 2021-08-01 |                                 |          | |
    stopped   | 2021-05-01 | G 2021-05-10               | G HEARING 2022-01-01 | HEARING DISCONTINUED 2022-02-01 2022-03-01 2022-03-02 | NOT_PROVEN | |
    lost_end  | 2021-05-01 | G 2021-05-10               | G HEARING 2022-01-01 | HEARING WITHDRAWN 2022-02-01                    |          | |
"""
# Assessed on the last day of the window, and a year later; and where not followed for 24 months.
LATER = """
    name     | aware      | worker_group      | assessed     | decided
    last     | 2023-03-31 |                   | G 2023-03-31 |
    next     | 2023-03-31 |                   | G 2023-04-01 |
    staff    | 2023-03-31 | STAFF             | G 2023-03-31 |
    special  | 2023-03-31 | SPECIAL_CONSTABLE | G 2023-03-31 | NONE - 2023-03-31
    too_late | 2024-06-01 |                   | G 2024-06-01 |
"""
PAIR = """
    name | aware      | assessed     | decided
    one  | 2021-05-01 | G 2021-05-10 | G HEARING 2021-07-01
    two  | 2021-05-01 | G 2021-05-10 |
"""
ONE_FORCE = """
    force_code | force_name | region_code | region_name
    X23000001  | Northmoor  | X12000001   | Upland
"""
ALL = together(delivered(LADDER), delivered(LATER, "X23000002"))


def test_each_step_counts_officers_who_reached_it_by_the_same_day_two_years_on(counted):
    # Of ten (one ended on an unknown day): with a case to answer all but `revised`, `downgrade`;
    # heard: not `day_after`, which was still open; proven: four, dismissed: two after appeal.
    assert_shows(
        counted(ALL).shown["counts"],
        """
        count_name            | area_code | period  | category | count
        ladder_assessed       | X23000001 | 2020-23 | total    | 10
        ladder_case_to_answer | X23000001 | 2020-23 | total    | 8
        ladder_heard          | X23000001 | 2020-23 | total    | 6
        ladder_proven         | X23000001 | 2020-23 | total    | 4
        ladder_dismissed      | X23000001 | 2020-23 | total    | 2
        ladder_open           | X23000001 | 2020-23 | total    | 3
        ladder_assessed       | X92000001 | 2021-22 | total    | 10
        """,
    )


def test_each_share_is_of_all_who_were_assessed(counted):
    assert_shows(
        counted(ALL).shown["measure_values"],
        """
        measure          | area_code | period  | category | numerator | denominator | value | lower   | upper   | interval_method
        L_case_to_answer | X23000001 | 2020-23 | total    | 8         | 10          | 80    | 49.0162 | 94.3318 | wilson
        L_heard          | X23000001 | 2020-23 | total    | 6         | 10          | 60    | 31.2674 | 83.1820 | wilson
        L_proven         | X23000001 | 2020-23 | total    | 4         | 10          | 40    | 16.8180 | 68.7326 | wilson
        L_dismissed      | X23000001 | 2020-23 | total    | 2         | 10          | 20    | 5.6682  | 50.9838 | wilson
        L_open           | X23000001 | 2020-23 | total    | 3         | 10          | 30    | 10.7789 | 60.3222 | wilson
        """,
    )


def test_the_first_assessment_as_gross_misconduct_decides_the_cohort(counted):
    # `last` and `special` on 31 March 2023, `next` on 1 April; staff have no ladder.
    assert_shows(
        counted(ALL).shown["counts"],
        """
        count_name      | area_code | period  | category | count
        ladder_assessed | X23000002 | 2020-23 | total    | 2
        ladder_open     | X23000002 | 2020-23 | total    | 1
        ladder_assessed | X12000001 | 2023-24 | total    | 1
        """,
    )


def test_a_cohort_not_yet_followed_for_24_months_does_not_apply(counted):
    # 2023-24 was followed until 31 March 2026; records were drawn on 30 June 2026.
    shown = counted(ALL).shown
    assert_shows(
        shown["counts"],
        """
        count_name      | area_code | period  | category | count | symbol
        ladder_assessed | X92000001 | 2023-24 | total    | 1     |
        ladder_assessed | X92000001 | 2024-25 | total    |       | z
        ladder_assessed | X23000002 | 2023-26 | total    |       | z
        """,
    )
    assert_shows(
        shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | value | symbol
        L_open  | X92000001 | 2024-25 | total    |           |       | z
        L_heard | X23000001 | 2023-26 | total    |           |       | z
        """,
    )
    early = counted(ALL, extracted_on="2026-03-30", coverage_to="2025-12-31").shown["counts"]
    assert_shows(
        early,
        """
        count_name      | area_code | period  | category | symbol
        ladder_assessed | X92000001 | 2023-24 | total    | z
        """,
    )


def test_what_officers_of_one_case_share_is_checked_for_all_forces_only_where_the_share_is_shown(
    counted,
):
    # Ten of Northmoor and two of Eastmarch, each in a case of their own: 12/11 of the binomial
    # variance. Six of twelve were heard.
    found = counted(ALL).shown["cluster_checks"].filter(measure="L_heard", period="2020-23")
    assert found.select("cases", "design_effect", "value").row(0) == pytest.approx(
        (12, 12 / 11, 50)
    )
    # So the officers tell as much as 11 independent ones would.
    wide, narrow = (np.ptp(proportion_confint(n / 2, n, method="wilson")) for n in (11, 12))
    assert found["widening"].item() == pytest.approx(wide / narrow)
    # A force on its own is no "all forces": two of its officers would be told.
    alone = counted(delivered(PAIR), forces=ONE_FORCE).protected
    assert alone["cluster_checks"].is_empty()


def test_the_ladder_has_no_breakdown_and_no_quarter(counted):
    shown = counted(ALL).shown["counts"]
    assert_absent(shown, count_name="ladder_heard", breakdown="regime")
    assert_absent(shown, count_name="ladder_heard", period_type="quarter")
