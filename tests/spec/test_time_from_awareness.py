"""T1: from the day a matter came to attention to a hearing, among the other ways it can end.

Each financial year holds one kind of ending, so that its counts can be read off at a glance.
"""

# ruff: noqa: E501 -- a row of a table is one line

import pytest

from tests.spec.matters import delivered, together
from tests.spec.publishing import assert_absent, assert_shows

# Four officers heard; staff, misconduct alone, and a hearing held on an unknown day are left out.
HEARD = """
    name     | aware      | worker_group       | assessed                    | decided                                          | hearing
    heard    | 2020-05-01 |                    | G 2020-05-10                | G HEARING 2020-07-01                             | HEARING HELD 2020-08-01 2020-09-01 2020-09-02
    quick    | 2020-05-01 | SPECIAL_CONSTABLE  | G 2020-05-10                | G ACCELERATED_HEARING 2020-05-20                 | ACCELERATED_HEARING HELD 2020-05-21 2020-06-01 2020-06-01
    not_id   | 2020-05-01 | OFFICER_UNIDENTIFIED | G 2020-05-10              |                                                  | HEARING ADJOURNED 2020-08-01 2020-09-01
    twice    | 2020-05-01 |                    | M 2020-05-10 / G 2020-06-01 | M MEETING 2020-07-01 / G HEARING 2020-07-01      | HEARING HELD 2020-08-01 2020-09-01 2020-09-02
    staff    | 2020-05-01 | STAFF              | G 2020-05-10                |                                                  |
    lesser   | 2020-05-01 |                    | M 2020-05-10                | M MEETING 2020-07-01                             |
    lost_day | 2020-05-01 |                    | G 2020-05-10                | G HEARING 2020-07-01                             | HEARING HELD 2020-08-01 - 2020-09-02
"""
LOWERED = """
    name       | aware      | assessed                                 | decided
    lowered    | 2021-05-01 | G 2021-05-01, M 2021-06-01               |
    then_met   | 2021-05-01 | G 2021-05-01, M 2021-06-01               | M MEETING 2021-07-01
    met_first  | 2021-05-01 | G 2021-05-01, M 2021-07-01               | M MEETING 2021-06-15
    one_of_two | 2021-05-01 | G 2021-05-01, M 2021-06-01 / G 2021-05-01 |
    again      | 2021-05-01 | G 2021-05-01, M 2021-06-01, G 2021-06-02 |
    twice_down | 2021-05-01 | G 2021-05-01, M 2021-05-31, N 2021-08-01 / M 2021-09-01 |
"""
DECIDED = """
    name       | aware      | assessed     | decided                             | date_finalised
    met        | 2022-05-01 | G 2022-05-10 | M MEETING 2022-06-01                |
    reflected  | 2022-05-01 | G 2022-05-10 | M RPRP 2022-06-01                   |
    none       | 2022-05-01 | G 2022-05-10 | NONE - 2022-06-01                   |
    no_action  | 2022-05-01 | G 2022-05-10 | G NO_FURTHER_ACTION 2022-06-01      |
    at_once    | 2022-05-10 | G 2022-05-10 | NONE - 2022-05-10                   |
    finalised  | 2022-05-01 | G 2022-05-10 | G HEARING 2022-06-01                | 2022-07-01
    undecided  | 2022-05-01 | G 2022-05-10 |                                     | 2022-07-01
    half       | 2022-05-01 | G 2022-05-10 | NONE - 2022-06-01 / - - -           |
    no_form    | 2022-05-01 | G 2022-05-10 | G - 2022-06-01                      |
    to_hearing | 2022-05-01 | G 2022-05-10 | G HEARING 2022-06-01                |
    both_ways  | 2022-05-01 | G 2022-05-10 | M MEETING 2022-06-01 / M RPRP 2022-06-02 |
"""
BROKEN_OFF = """
    name       | aware      | assessed     | hearing                                        | date_finalised
    withdrawn  | 2023-05-01 | G 2023-05-10 | HEARING WITHDRAWN 2023-06-01 - 2023-07-01      |
    broken     | 2023-05-01 | G 2023-05-10 | HEARING DISCONTINUED 2023-06-01 - 2023-07-01   |
    left       | 2023-05-01 | G 2023-05-10 | HEARING NOT_HELD_LEFT 2023-06-01 - 2023-07-01  |
    stay_over  | 2023-05-01 | G 2023-05-10 | HEARING STAYED 2023-06-01 - 2023-07-01         |
    over       | 2023-05-01 | G 2023-05-10 | HEARING SCHEDULED 2023-06-01                   | 2023-07-01
    stayed     | 2023-05-01 | G 2023-05-10 | HEARING STAYED 2023-06-01                      |
    listed     | 2023-05-01 | G 2023-05-10 | HEARING SCHEDULED -                            |
    lost_end   | 2023-05-01 | G 2023-05-10 | HEARING WITHDRAWN 2023-06-01                   |
"""
# Eastmarch: heard on day 365 and on day 366, met on day 365; one assessed late, on day 200, open.
EDGES = """
    name    | aware      | assessed     | decided              | hearing
    day_365 | 2024-04-01 | G 2024-04-01 |                      | HEARING HELD 2024-10-01 2025-04-01 2025-04-01
    day_366 | 2024-04-01 | G 2024-04-01 |                      | HEARING HELD 2024-10-01 2025-04-02 2025-04-02
    met_365 | 2024-04-01 | G 2024-04-10 | M MEETING 2025-04-01 |
    late    | 2024-04-01 | G 2024-10-18 |                      |
"""
# Westfold: came to attention 333 days before extraction; nobody was followed for a year.
RECENT = """
    name   | aware      | assessed     | hearing
    recent | 2025-08-01 | G 2025-08-01 | HEARING HELD 2025-09-01 2025-10-01 2025-10-01
    open   | 2025-08-01 | G 2025-08-01 |
"""
ALL = together(
    *(delivered(text) for text in (HEARD, LOWERED, DECIDED, BROKEN_OFF)),
    delivered(EDGES, "X23000002"),
    delivered(RECENT, "X23000003"),
)


def _endings(year: str, **numbers: int) -> str:
    lines = [
        f"assessed_matters | X92000001 | {year} | ending | {k} | {v}" for k, v in numbers.items()
    ]
    total = f"assessed_matters | X92000001 | {year} | total | total | {sum(numbers.values())}"
    head = "count_name | area_code | period | breakdown | category | count"
    return "\n".join([head, *lines, total])


@pytest.mark.parametrize(
    ("year", "endings"),
    [
        pytest.param("2020-21", {"HEARING": 4, "MEETING": 0, "OPEN": 0}, id="heard"),
        pytest.param("2021-22", {"DOWNGRADED": 3, "MEETING": 1, "OPEN": 2}, id="downgraded"),
        pytest.param(
            "2022-23",
            {"MEETING": 2, "REFLECTIVE_PRACTICE": 1, "NO_PROCEEDINGS": 5, "OPEN": 3},
            id="decided",
        ),
        pytest.param("2023-24", {"WITHDRAWN": 5, "OPEN": 2}, id="broken off"),
    ],
)
def test_officers_assessed_for_gross_misconduct_count_once_for_each_case_by_how_it_ended(
    counted, year, endings
):
    assert_shows(counted(ALL).shown["counts"], _endings(year, **endings))


def test_a_matter_ends_on_the_day_that_closed_the_way_to_a_hearing(counted):
    # 2021-22: of six, two downgraded on day 31 (since when none was gross misconduct), one on day
    # 30 and none on the days on which it fell further; one met on day 45.
    curves = counted(ALL).shown["time_to_event"].filter(cohort="2021-22", area_code="X92000001")
    assert curves.filter(ending="downgraded", breakdown="total").select(
        "day", "at_risk"
    ).rows() == [
        (30, 5),
        (31, 3),
    ]
    assert curves.filter(ending="meeting", breakdown="total").select("day", "at_risk").rows() == [
        (45, 2)
    ]


def test_a_matter_decided_on_the_day_it_was_assessed_counts(counted):
    # 2022-23: on day 0 one is at risk, and leaves; ten more enter on day 9.
    curve = (
        counted(ALL)
        .shown["time_to_event"]
        .filter(cohort="2022-23", area_code="X92000001", breakdown="total", ending="no_proceedings")
    )
    assert curve["day"].to_list() == [0, 31, 61]


def test_shares_heard_are_read_with_the_365th_and_the_730th_day(counted):
    # Day 0: two were assessed that day. Day 365: four at risk, one heard, one met. Day 366: two at
    # risk, one heard: 1/4 + 1/2 x 1/2.
    shown = counted(ALL).shown
    assert_shows(
        shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | symbol | interval_method
        T1_12m  | X23000002 | 2023-26 | total    | 2         | 4           | 25    | u      | curve
        T1_24m  | X23000002 | 2023-26 | total    | 2         | 4           | 50    | u      | curve
        """,
    )
    assert_shows(
        shown["time_to_event"].filter(ending="hearing"),
        """
        measure | area_code | cohort  | category | day | at_risk | estimate
        T1      | X23000002 | 2023-26 | total    | 0   | 2       | 0
        T1      | X23000002 | 2023-26 | total    | 365 | 2       | 0.25
        T1      | X23000002 | 2023-26 | total    | 366 | 1       | 0.5
        """,
    )


def test_an_officer_assessed_late_is_at_risk_from_then_on_only(counted):
    # Heard on day 31 (an accelerated hearing), before which `twice` had been assessed on day 31.
    assert_shows(
        counted(ALL).shown["time_to_event"].filter(ending="hearing"),
        """
        measure | area_code | cohort  | category | day | at_risk | estimate
        T1      | X92000001 | 2020-21 | total    | 31  | 3       | 0.25
        T1      | X92000001 | 2020-21 | total    | 123 | 0       | 1
        """,
    )


def test_a_share_that_nobody_could_yet_reach_does_not_apply_but_its_counts_are_shown(counted):
    assert_shows(
        counted(ALL).shown["measure_values"],
        """
        measure | area_code | period  | category | numerator | denominator | value | symbol
        T1_12m  | X23000003 | 2023-26 | total    | 1         | 2           |       | z
        T1_24m  | X23000003 | 2023-26 | total    | 1         | 2           |       | z
        T1_12m  | X23000004 | 2020-23 | total    | 0         | 0           |       | z
        """,
    )


def test_once_nobody_is_open_any_more_the_share_stands(counted):
    # All four of 2020-21 had been heard by day 123.
    assert_shows(
        counted(ALL).shown["measure_values"],
        """
        measure | area_code | period  | category | value | symbol
        T1_12m  | X92000001 | 2020-21 | total    | 100   | u
        T1_24m  | X92000001 | 2020-21 | total    | 100   | u
        """,
    )


def test_forces_have_windows_only_and_no_endings_of_their_own(counted):
    shown = counted(ALL).shown
    assert_absent(shown["time_to_event"], area_level="force", measure="T1", cohort="2020-21")
    assert_absent(shown["counts"], area_level="force", breakdown="ending")
    assert_absent(shown["counts"], area_level="region", breakdown="ending")
    assert_absent(shown["measure_values"], measure="T1_12m", period_type="quarter")


# --- A delivery without open cases ---------------------------------------------------------------

REFUSED = (
    *("T1_12m", "T1_24m", "B1", "B1_over_12m"),
    *("T2", "T2_p90", "T2_12m", "T2_24m", "T2_finished", "T2_net", "T2_rmst", "T1_rmtl"),
    *("R4", "R4_p90", "T3", "T3_over_12m", "T3_net", "T4", "T5"),
    *("T2_limit", "T2_limit_other"),
)


def test_without_open_cases_waits_and_the_backlog_are_refused_and_nothing_else(counted):
    # The ladder is refused, too: officers still open after 24 months would be missing of its base.
    whole = counted(ALL).shown["measure_values"]
    finished = counted(ALL, includes_open_cases=False).shown["measure_values"]
    is_refused = finished["measure"].is_in(REFUSED) | finished["measure"].str.starts_with("L_")
    assert set(finished.filter(is_refused)["symbol"]) == {"x", "z"}
    assert set(finished.filter(finished["measure"].is_in(REFUSED))["symbol"]) == {"x"}
    assert finished.filter(~is_refused).equals(whole.filter(~is_refused))
