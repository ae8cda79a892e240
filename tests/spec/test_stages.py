"""The stages before a hearing: decision on a referral, investigation, decision, notice."""

# ruff: noqa: E501 -- a row of a table is one line

from tests.frames import rows
from tests.spec.matters import delivered, together
from tests.spec.publishing import assert_absent, assert_shows

# All came to attention on 1 October 2020, 92 days before the investigation began.
MATTERS = """
    name     | aware      | worker_group | assessed     | decided              | hearing
    first    | 2020-10-01 |              | G 2020-10-10 | G HEARING 2021-05-01 | HEARING SCHEDULED 2021-05-31
    second   | 2020-10-01 |              | G 2020-10-10 | G HEARING 2021-08-19 |
    ended    | 2020-10-01 |              | G 2020-10-10 |                      |
    open     | 2020-10-01 |              | G 2020-10-10 |                      |
    lesser   | 2020-10-01 |              | M 2020-10-10 | M MEETING 2021-05-01 |
    of_staff | 2020-10-01 | STAFF        | G 2020-10-10 | G HEARING 2021-05-01 |
"""
# Reported on after 100 days; anew after 150, in all after 200; broken off after 150; open.
INVESTIGATIONS = """
    case_id  | investigation_seq | date_started | date_report | date_terminated
    first    | 1                 | 2021-01-01   | 2021-04-11  |
    second   | 1                 | 2021-01-01   | 2021-03-01  |
    second   | 2                 | 2021-05-31   | 2021-07-20  |
    ended    | 1                 | 2021-01-01   |             | 2021-05-31
    open     | 1                 | 2021-01-01   |             |
    lesser   | 1                 | 2021-01-01   | 2021-01-02  |
    of_staff | 1                 | 2021-01-01   | 2021-01-02  |
"""
# The second stood still for 14 days (two stops overlap), the first for none: both of its stops lie
# outside the investigation, of which the first day does not count.
STOPS = """
    case_id | stop_seq | date_from  | date_to    | stop_reason
    first   | 1        | 2020-11-01 | 2021-01-01 | SUB_JUDICE
    first   | 2        | 2021-04-12 | 2021-04-30 | OTHER
    second  | 1        | 2021-02-01 | 2021-02-10 | SUB_JUDICE
    second  | 2        | 2021-02-05 | 2021-02-14 | OTHER
"""


def _delivered(**more: str) -> dict:
    tables = {"investigations": rows(INVESTIGATIONS), "clock_stops": rows(STOPS)}
    return together(delivered(MATTERS), tables, {name: rows(text) for name, text in more.items()})


def test_an_investigation_runs_from_its_start_to_its_last_report_and_open_ones_are_kept_in(counted):
    # Day 100: one of four reported, 3/4 go on; one broken off on day 150; day 200: one of two, 3/8.
    shown = counted(_delivered()).shown
    assert_shows(
        shown["time_to_event"],
        """
        measure | area_code | cohort  | category | day | at_risk | estimate | ending
        T3      | X23000001 | 2020-23 | total    | 0   | 4       | 0        | report
        T3      | X23000001 | 2020-23 | total    | 100 | 3       | 0.25     | report
        T3      | X23000001 | 2020-23 | total    | 200 | 1       | 0.625    | report
        """,
    )
    assert_shows(
        shown["measure_values"],
        """
        measure     | area_code | period  | category | numerator | denominator | value | symbol
        T3          | X23000001 | 2020-23 | total    | 2         | 4           | 200   | u
        T3_over_12m | X23000001 | 2020-23 | total    | 2         | 4           | 37.5  | u
        """,
    )


def test_stopped_days_are_taken_out_once_each_and_for_all_forces_only(counted):
    shown = counted(_delivered()).shown["measure_values"]
    assert_shows(
        shown,
        """
        measure | area_code | period  | category | numerator | denominator | value
        T3      | X92000001 | 2020-23 | total    | 2         | 4           | 200
        T3_net  | X92000001 | 2020-23 | total    | 1         | 4           | 186
        """,
    )
    assert_absent(shown, measure="T3_net", area_level="force")
    assert_absent(shown, measure="T2_net", area_level="region")
    assert_absent(counted(_delivered()).shown["time_to_event"], measure="T3_net")


def test_the_wait_for_a_hearing_without_the_days_on_which_its_clock_stood_still(counted):
    # Noticed on 1 January, heard on 11 April 2021 (100 days); held from 1 to 20 February.
    matters = """
        name | aware      | assessed     | decided              | hearing
        held | 2020-10-01 | G 2020-10-10 | G HEARING 2020-12-01 | HEARING HELD 2021-01-01 2021-04-11 2021-04-12
    """
    stops = """
        case_id | stop_seq | date_from  | date_to    | stop_reason
        held    | 1        | 2021-02-01 | 2021-02-20 | SUB_JUDICE
    """
    suspended = """
        case_id | subject_id | suspension_seq | date_from  | date_to    | suspension_kind
        held    | officer    | 1              | 2021-03-01 | 2021-03-31 | SUSPENDED
    """
    tables = {"clock_stops": rows(stops), "duty_suspensions": rows(suspended)}
    assert_shows(
        counted(together(delivered(matters), tables)).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value
        T2      | X92000001 | 2020-23 | total    | 1         | 1           | 100
        T2_net  | X92000001 | 2020-23 | total    | 1         | 1           | 80
        T2_rmst | X92000001 | 2020-23 | total    | 1         | 1           | 100
        """,
    )


def test_the_decision_follows_the_report_and_the_notice_follows_the_decision(counted):
    # Decided 20 and 30 days after the report. Noticed 30 days after the decision; the second waits
    # to the day of extraction.
    assert_shows(
        counted(_delivered()).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | symbol
        T4      | X23000001 | 2020-23 | total    | 2         | 2           | 20    | u
        T5      | X23000001 | 2020-23 | total    | 1         | 2           | 30    | u
        """,
    )


def test_an_impossible_order_leaves_the_stage_and_not_the_others(counted):
    # A decision before the report of an investigation made anew is lawful, but no time to wait.
    early = MATTERS.replace("G HEARING 2021-08-19", "G HEARING 2021-06-01")
    tables = together(
        delivered(early), {"investigations": rows(INVESTIGATIONS), "clock_stops": rows(STOPS)}
    )
    for case in tables["cases"]:
        case["is_reinvestigation"] = "true"
    assert_shows(
        counted(tables).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value
        T3      | X23000001 | 2020-23 | total    | 2         | 4           | 200
        T4      | X23000001 | 2020-23 | total    | 1         | 1           | 20
        T5      | X23000001 | 2020-23 | total    | 1         | 2           | 30
        """,
    )


REFERRALS = """
    case_id | referral_seq | date_referred
    first   | 1            | 2021-01-01
    second  | 1            | 2021-01-01
    second  | 2            | 2021-01-01
    ended   | 1            | 2021-01-01
    open    | 1            | 2021-01-01
"""
# After 10 days, changed after 40; after 20 days; on an unknown day; pending; none yet.
MODES = """
    case_id | referral_seq | decision_seq | date_decided | mode        | is_current
    first   | 1            | 1            | 2021-01-11   | LOCAL       | false
    first   | 1            | 2            | 2021-02-10   | INDEPENDENT | true
    second  | 1            | 1            | 2021-01-21   | LOCAL       | true
    second  | 2            | 1            |              | LOCAL       | true
    ended   | 1            | 1            |              | PENDING     | true
"""


def test_the_first_decision_on_a_referral_counts_and_pending_ones_are_kept_in(counted):
    # Of four, one after 10 days and one after 20; the other two are pending. Half by day 20.
    assert_shows(
        counted(_delivered(referrals=REFERRALS, mode_decisions=MODES)).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | symbol
        R4      | X23000001 | 2020-23 | total    | 2         | 4           | 20    | u
        R4_p90  | X23000001 | 2020-23 | total    | 2         | 4           |       | z
        R4      | X12000001 | 2020-21 | total    | 2         | 4           | 20    | u
        """,
    )


def test_a_delivery_without_open_cases_has_no_stages_but_times_to_finalise(counted):
    tables = _delivered(referrals=REFERRALS, mode_decisions=MODES)
    assert_shows(
        counted(tables, includes_open_cases=False).shown["measure_values"],
        """
        measure | area_code | period  | category | value | symbol
        R4      | X23000001 | 2020-23 | total    |       | x
        T3      | X23000001 | 2020-23 | total    |       | x
        T4      | X23000001 | 2020-23 | total    |       | x
        T5      | X23000001 | 2020-23 | total    |       | x
        T6      | X23000001 | 2020-23 | total    |       | z
        """,
    )


def test_mean_days_within_two_years_by_hand(counted):
    # Noticed on 1 August 2018: three begun on days 50, 100 and 150, one waits. Of 730 days waited
    # 50 + 50 x 3/4 + 50 x 2/4 + 580 x 1/4 = 257.5.
    matters = """
        name  | aware      | assessed     | decided              | hearing
        one   | 2018-05-01 | G 2018-05-01 | G HEARING 2018-07-01 | HEARING HELD 2018-08-01 2018-09-20
        two   | 2018-05-01 | G 2018-05-01 | G HEARING 2018-07-01 | HEARING HELD 2018-08-01 2018-11-09
        three | 2018-05-01 | G 2018-05-01 | G HEARING 2018-07-01 | HEARING HELD 2018-08-01 2018-12-29
        waits | 2018-05-01 | G 2018-05-01 | G HEARING 2018-07-01 | HEARING SCHEDULED 2018-08-01
    """
    # Since awareness, 92 days before: heard on days 142, 192 and 242, a quarter each: of 730 days
    # (588 + 538 + 488) / 4 = 403.5 were left.
    assert_shows(
        counted(delivered(matters)).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | symbol
        T2_rmst | X23000001 | 2017-20 | total    | 3         | 4           | 257.5 | u
        T1_rmtl | X23000001 | 2017-20 | total    | 3         | 4           | 403.5 | u
        T2_rmst | X23000001 | 2020-23 | total    | 0         | 0           |       | z
        """,
    )
