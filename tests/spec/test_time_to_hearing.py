"""T2: days from notice to the first day of a misconduct hearing, those still waiting kept in."""

from tests.deliveries import DEFAULTS
from tests.frames import rows
from tests.spec.publishing import assert_absent, assert_shows

# Six officers of Northmoor, noticed on 1 January 2021: begun on day 0, twice on day 100, on day
# 200; one withdrawn on day 100; one still waiting.
SIX = """
    proceeding_id | proceeding_status | date_notice | date_first_day | date_concluded
    same_day      | HELD              | 2021-01-01  | 2021-01-01     | 2021-01-02
    joint         | HELD              | 2021-01-01  | 2021-04-11     | 2021-04-12
    withdrawn     | WITHDRAWN         | 2021-01-01  |                | 2021-04-11
    last          | ADJOURNED         | 2021-01-01  | 2021-07-20     |
    waiting       | SCHEDULED         | 2021-01-01  |                |
"""
# Of Eastmarch, noticed in 2022: two for the cohort of 2021-22, five for that of 2022-23.
EDGES = """
    proceeding_id | proceeding_type      | proceeding_status | date_notice | date_first_day | date_concluded
    last_day      | HEARING              | HELD              | 2022-03-31  | 2022-05-31     | 2022-05-31
    meeting       | MEETING              | HELD              | 2022-03-31  | 2022-05-31     | 2022-05-31
    quick         | ACCELERATED_HEARING  | HELD              | 2022-03-31  | 2022-05-31     | 2022-05-31
    fast_track    | SPECIAL_CASE_HEARING | HELD              | 2022-03-31  | 2022-05-31     | 2022-05-31
    of_staff      | HEARING              | HELD              | 2022-03-31  | 2022-05-31     | 2022-05-31
    lost_day      | HEARING              | HELD              | 2022-03-31  |                | 2022-05-31
    lost_end      | HEARING              | WITHDRAWN         | 2022-03-31  |                |
    no_notice     | HEARING              | HELD              |             | 2022-05-31     | 2022-05-31
    begun_stayed  | HEARING              | STAYED            | 2022-03-31  | 2022-06-01     |
    first_day     | HEARING              | HELD              | 2022-04-01  | 2022-05-31     | 2022-05-31
    stayed        | HEARING              | STAYED            | 2022-04-01  |                |
    stayed_ended  | HEARING              | STAYED            | 2022-04-01  |                | 2022-05-31
    left          | HEARING              | NOT_HELD_LEFT     | 2022-04-01  |                | 2022-05-31
    broken_off    | HEARING              | DISCONTINUED      | 2022-04-01  |                | 2022-05-31
"""  # noqa: E501
# Of Westfold: one begun and two waiting of 2025 (333 days before extraction), two begun of 2018.
LATE = """
    proceeding_id | proceeding_status | date_notice | date_first_day | date_concluded
    late_begun    | HELD              | 2025-08-01  | 2025-09-01     | 2025-09-01
    late_one      | SCHEDULED         | 2025-08-01  |                |
    late_two      | SCHEDULED         | 2025-08-01  |                |
    early_one     | HELD              | 2018-08-01  | 2018-08-11     | 2018-08-11
    early_two     | HELD              | 2018-08-01  | 2018-08-21     | 2018-08-21
"""
# Of Southmere, noticed on 1 August 2018: three begun on days 50, 100 and 150, two waiting since.
DRAGGED = """
    proceeding_id | proceeding_status | date_notice | date_first_day | date_concluded
    day_50        | HELD              | 2018-08-01  | 2018-09-20     | 2018-09-20
    day_100       | HELD              | 2018-08-01  | 2018-11-09     | 2018-11-09
    day_150       | HELD              | 2018-08-01  | 2018-12-29     | 2018-12-29
    waits_one     | SCHEDULED         | 2018-08-01  |                |
    waits_two     | SCHEDULED         | 2018-08-01  |                |
"""
FORCES = {"X23000001": SIX, "X23000002": EDGES, "X23000003": LATE, "X23000004": DRAGGED}


def _delivered() -> dict[str, list[dict]]:
    """Each proceeding with one subject of a case of its force; `joint` with two."""
    proceedings = [row for text in FORCES.values() for row in rows(text)]
    subjects = [
        {
            "proceeding_id": row["proceeding_id"],
            "case_id": force,
            "subject_id": row["proceeding_id"],
        }
        for force, text in FORCES.items()
        for row in rows(text)
    ]
    subjects.append({"proceeding_id": "joint", "case_id": "X23000001", "subject_id": "other"})
    staff = {"worker_group": "STAFF", "regime": "STAFF_LOCAL"}
    return {
        "cases": [
            {"case_id": force, "force_code": force, "date_aware": "2018-01-01"} for force in FORCES
        ],
        "case_subjects": [
            {"case_id": row["case_id"], "subject_id": row["subject_id"], "regime": "CR2012"}
            | (staff if row["subject_id"] == "of_staff" else {})
            for row in subjects
        ],
        "proceedings": [DEFAULTS["proceedings"] | row for row in proceedings],
        "proceeding_subjects": subjects,
    }


def test_the_curve_keeps_those_still_waiting_in_until_they_are_last_known_to_wait(counted):
    # Day 0: 5/6 wait on. Day 100: 5/6 x 3/5 = 1/2, withdrawals of a day come after its beginnings.
    # Day 200: two at risk, 1/2 x 1/2 = 1/4.
    assert_shows(
        counted(_delivered()).shown["time_to_event"],
        """
        measure | area_code | cohort  | category | day | at_risk | estimate | lower  | upper  | ending
        T2      | X23000001 | 2020-23 | total    | 0   | 5       | 0.1667   | 0.0253 | 0.7269 | hearing
        T2      | X23000001 | 2020-23 | total    | 100 | 3       | 0.5      | 0.1963 | 0.8891 | hearing
        T2      | X23000001 | 2020-23 | total    | 200 | 1       | 0.75     | 0.3540 | 0.9877 | hearing
        """,  # noqa: E501
    )


def test_every_wait_read_off_the_curve_stands_beside_its_counts(counted):
    # The upper line reaches a half on day 0, the lower line never.
    assert_shows(
        counted(_delivered()).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | lower   | upper   | symbol | interval_method
        T2      | X23000001 | 2020-23 | total    | 4         | 6           | 100   | 0       |         | u      | curve
        T2_p90  | X23000001 | 2020-23 | total    | 4         | 6           |       |         |         | z      |
        T2_12m  | X23000001 | 2020-23 | total    | 4         | 6           | 75    | 35.4051 | 98.7690 | u      | curve
        T2_24m  | X23000001 | 2020-23 | total    | 4         | 6           | 75    | 35.4051 | 98.7690 | u      | curve
        """,  # noqa: E501
    )


def test_the_median_counts_those_who_still_wait_and_is_not_that_of_finished_cases(counted):
    # Of the three that are over the median is 100 days; of all five noticed half is reached on 150.
    # Of the four of Northmoor that are over (days 0, 100, 100, 200) half is reached on day 100.
    assert_shows(
        counted(_delivered()).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | symbol
        T2      | X23000004 | 2017-20 | total    | 3         | 5           | 150   | u
        T2_finished | X23000004 | 2017-20 | total | 3        | 3           | 100   | u
        T2_finished | X23000001 | 2020-23 | total | 4        | 4           | 100   | u
        T2_finished | X23000003 | 2023-26 | total | 1        | 1           | 31    | u
        T2_finished | X23000004 | 2020-23 | total | 0        | 0           |       | z
        T2_p90  | X23000004 | 2017-20 | total    | 3         | 5           |       | z
        T2_24m  | X23000004 | 2017-20 | total    | 3         | 5           | 60    | u
        """,
    )


def test_nothing_is_compared_by_the_median_of_finished_cases(counted):
    shown = counted(_delivered()).shown
    assert set(shown["differences"]["measure"]).isdisjoint({"T2_finished"})
    assert set(shown["control_limits"]["measure"]).isdisjoint({"T2_finished"})


def test_the_day_of_the_notice_decides_the_cohort(counted):
    assert_shows(
        counted(_delivered()).shown["counts"],
        """
        count_name         | area_code | period  | category | count
        hearing_notices    | X12000001 | 2021-22 | total    | 2
        hearings_begun     | X12000001 | 2021-22 | total    | 2
        hearing_notices    | X12000001 | 2022-23 | total    | 5
        hearings_begun     | X12000001 | 2022-23 | total    | 1
        hearings_not_begun | X12000001 | 2022-23 | total    | 4
        hearing_notices    | X23000002 | 2020-23 | total    | 7
        """,
    )


def test_meetings_accelerated_hearings_staff_and_waits_of_unknown_length_are_left_out(counted):
    # Of the 14 of Eastmarch, 7 remain; a wait until an unknown day says nothing about its length.
    assert_shows(
        counted(_delivered()).shown["counts"],
        """
        count_name         | area_code | period  | category | count
        hearing_notices    | X23000002 | 2020-23 | total    | 7
        hearings_begun     | X23000002 | 2020-23 | total    | 3
        hearings_not_begun | X23000002 | 2020-23 | total    | 4
        """,
    )


def test_a_stayed_hearing_waits_on_and_one_that_ended_waited_until_that_day(counted):
    # Day 60: first_day begins, then three that ended that day leave; `stayed` alone waits on.
    assert_shows(
        counted(_delivered()).shown["time_to_event"],
        """
        measure | area_code | cohort  | category | day | at_risk | estimate
        T2      | X12000001 | 2022-23 | total    | 0   | 5       | 0
        T2      | X12000001 | 2022-23 | total    | 60  | 4       | 0.2
        """,
    )
    assert_shows(
        counted(_delivered()).shown["measure_values"],
        """
        measure | area_code | period  | category | value | symbol
        T2      | X12000001 | 2022-23 | total    |       | z
        T2_24m  | X12000001 | 2022-23 | total    | 20    | u
        """,
    )


def test_a_share_that_nobody_could_yet_reach_does_not_apply_but_its_counts_are_shown(counted):
    # Noticed 333 days before extraction: one of three had begun, and no year has gone by.
    assert_shows(
        counted(_delivered()).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | lower | symbol
        T2      | X23000003 | 2023-26 | total    | 1         | 3           |       |       | z
        T2_12m  | X23000003 | 2023-26 | total    | 1         | 3           |       |       | z
        T2_24m  | X23000003 | 2023-26 | total    | 1         | 3           |       |       | z
        """,
    )


def test_where_all_had_begun_early_all_had_begun_after_a_year_too(counted):
    assert_shows(
        counted(_delivered()).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | symbol
        T2      | X23000003 | 2017-20 | total    | 2         | 2           | 10    | u
        T2_p90  | X23000003 | 2017-20 | total    | 2         | 2           | 20    | u
        T2_12m  | X23000003 | 2017-20 | total    | 2         | 2           | 100   | u
        T2_24m  | X23000003 | 2017-20 | total    | 2         | 2           | 100   | u
        """,
    )


def test_without_notices_there_is_no_wait(counted):
    shown = counted(_delivered()).shown
    assert_shows(
        shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | symbol
        T2      | X23000004 | 2020-23 | total    | 0         | 0           |       | z
        T2_12m  | X23000004 | 2020-23 | total    | 0         | 0           |       | z
        """,
    )
    assert_shows(
        shown["time_to_event"],
        """
        measure | area_code | cohort  | category | estimate | symbol
        T2      | X23000004 | 2020-23 | total    |          | z
        """,
    )


def test_forces_have_three_year_cohorts_only_and_no_curve_of_a_single_year(counted):
    shown = counted(_delivered()).shown
    for table, period in (("measure_values", "period"), ("time_to_event", "cohort")):
        forces = shown[table].filter(area_level="force", measure="T2")
        assert set(forces[period]) == {"2014-17", "2017-20", "2020-23", "2023-26"}
    assert_absent(shown["time_to_event"], area_level="force", cohort="2020-21")


def test_a_delivery_without_open_cases_is_refused_for_waits_and_for_nothing_else(counted):
    shown = counted(_delivered(), includes_open_cases=False).shown
    assert_shows(
        shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | symbol
        T2      | X23000001 | 2020-23 | total    |           |             |       | x
        T2_p90  | X23000001 | 2020-23 | total    |           |             |       | x
        T2_finished | X23000001 | 2020-23 | total |          |             |       | x
        T2_12m  | X92000001 | 2022-23 | total    |           |             |       | x
        T2_24m  | X23000004 | 2020-23 | total    |           |             |       | x
        G4      | X23000001 | 2020-23 | total    | 0         | 0           |       | z
        """,
    )
    assert_shows(
        shown["time_to_event"],
        """
        measure | area_code | cohort  | category | day | at_risk | estimate | symbol
        T2      | X23000001 | 2020-23 | total    |     |         |          | x
        """,
    )
    assert_shows(
        shown["counts"],
        """
        count_name      | area_code | period  | category | count | symbol
        hearing_notices | X23000001 | 2020-23 | total    |       | x
        findings_known  | X23000001 | 2020-23 | total    | 0     |
        """,
    )


# Noticed on Wednesday 1 August 2018: heard on day 99 (Thursday, 8 November), day 120 (85 working
# days) and day 200, one waiting.
PERIOD = """
    proceeding_id | proceeding_status | date_notice | date_first_day
    within        | HELD              | 2018-08-01  | 2018-11-08
    between       | HELD              | 2018-08-01  | 2018-11-29
    later         | HELD              | 2018-08-01  | 2019-02-17
    waiting       | SCHEDULED         | 2018-08-01  |
"""


def test_hearings_begun_within_the_period_of_the_regulations_in_working_and_calendar_days(counted):
    tables = {
        "cases": [{"case_id": "1", "date_aware": "2018-01-01"}],
        "proceedings": PERIOD,
        "proceeding_subjects": [
            {"proceeding_id": row["proceeding_id"], "case_id": "1", "subject_id": name}
            for name, row in zip("abcd", rows(PERIOD), strict=True)
        ],
        "case_subjects": [
            {"case_id": "1", "subject_id": name, "regime": "CR2012"} for name in "abcd"
        ],
    }
    assert_shows(
        counted(tables).shown["measure_values"],
        """
        measure        | area_code | period  | category | numerator | denominator | value | symbol
        T2_limit       | X23000001 | 2017-20 | total    | 3         | 4           | 50    | u
        T2_limit_other | X23000001 | 2017-20 | total    | 3         | 4           | 25    | u
        """,
    )


# Noticed on Wednesday 1 May 2024 (6 May was a bank holiday): 9, 10, 15 and 16 working days later.
ACCELERATED = """
    proceeding_id | date_first_day
    too_soon      | 2024-05-15
    first         | 2024-05-16
    last          | 2024-05-23
    too_late      | 2024-05-24
    not_begun     |
"""


def test_accelerated_hearings_begin_ten_to_fifteen_working_days_after_the_notice(counted):
    held = [
        row
        | {"proceeding_type": "ACCELERATED_HEARING", "date_notice": "2024-05-01"}
        | ({"proceeding_status": "HELD"} if row["date_first_day"] else {})
        for row in rows(ACCELERATED)
    ]
    older = held[0] | {"proceeding_id": "older", "proceeding_type": "SPECIAL_CASE_HEARING"}
    names = [row["proceeding_id"] for row in [*held, older]]
    tables = {
        "cases": [{"case_id": "1", "date_aware": "2024-04-01"}],
        "proceedings": [*held, older],
        "proceeding_subjects": [
            {"proceeding_id": name, "case_id": "1", "subject_id": name} for name in names
        ],
        "case_subjects": [{"case_id": "1", "subject_id": name} for name in names],
    }
    shown = counted(tables).shown["measure_values"]
    assert_shows(
        shown,
        """
        measure        | area_code | period  | category | numerator | denominator | value | symbol
        T2_accelerated | X92000001 | 2024-25 | total    | 2         | 4           | 50    | u
        T2_accelerated | X92000001 | 2018-19 | total    |           |             |       | z
        """,
    )
    assert_absent(shown, measure="T2_accelerated", area_level="force")
