"""T6 and T7: finalised cases only, made to be held beside what others publish."""

# ruff: noqa: E501 -- a row of a table is one line

from tests.frames import rows
from tests.spec.publishing import assert_absent, assert_shows

# Finalised in 2024-25 after 10, 40 and 100 days; `old` is under the Regulations of 2012, `staff`
# under none, `open` is not finalised.
MATTERS = """
    case_id | case_type          | date_aware | date_recorded | date_finalised | regime      | worker_group
    short   | CONDUCT            | 2024-05-01 | 2024-05-05    | 2024-05-11     | CR2020      | REGULAR_OFFICER
    middle  | CONDUCT            | 2024-05-01 |               | 2024-06-10     | CR2020      | SPECIAL_CONSTABLE
    long    | RECORDABLE_CONDUCT | 2024-05-01 |               | 2024-08-09     | CR2020      | REGULAR_OFFICER
    old     | CONDUCT            | 2019-05-01 |               | 2024-08-09     | CR2012      | REGULAR_OFFICER
    staff   | CONDUCT            | 2024-05-01 |               | 2024-05-02     | STAFF_LOCAL | STAFF
    open    | CONDUCT            | 2024-05-01 |               |                | CR2020      | REGULAR_OFFICER
"""


def _matters() -> dict[str, list[dict]]:
    cases, people = [], []
    for row in rows(MATTERS):
        person = {name: row.pop(name) for name in ("regime", "worker_group")}
        people.append(person | {"case_id": row["case_id"], "subject_id": "one"})
        cases.append(row | ({"case_status": "FINALISED"} if row["date_finalised"] else {}))
    return {"cases": cases, "case_subjects": people}


def test_the_median_runs_from_awareness_to_finalised_under_the_2020_regulations(counted):
    assert_shows(
        counted(_matters()).shown["measure_values"],
        """
        measure | area_code | period  | category           | numerator | denominator | value | symbol
        T6      | X23000001 | 2023-26 | total              | 3         | 3           | 40    | u
        T6      | X12000001 | 2024-25 | total              | 3         | 3           | 40    | u
        T6      | X92000001 | 2024-25 | CONDUCT            | 2         | 2           | 10    | u
        T6      | X92000001 | 2024-25 | RECORDABLE_CONDUCT | 1         | 1           | 100   | u
        T6      | X92000001 | 2018-19 | total              |           |             |       | z
        """,
    )


def test_a_delivery_of_finished_cases_has_times_to_finalise_all_the_same(counted):
    assert_shows(
        counted(_matters(), includes_open_cases=False).shown["measure_values"],
        """
        measure | area_code | period  | category | value
        T6      | X23000001 | 2023-26 | total    | 40
        """,
    )


# Logged on 1 May 2024: after 10, 20 and 90 days, the last suspended for 30 of them; one suspended
# for longer than it took counts none of its days.
COMPLAINTS = """
    case_id | complaint_status                     | date_recorded | date_finalised | suspended_days
    one     | SCH3_NOT_INVESTIGATED                | 2024-05-01    | 2024-05-11     |
    two     | SCH3_INVESTIGATED                    | 2024-05-01    | 2024-05-21     | 0
    three   | SCH3_INVESTIGATED_SPECIAL_PROCEDURES | 2024-05-01    | 2024-07-30     | 30
    four    | SCH3_INVESTIGATED                    | 2024-05-01    | 2024-05-21     | 400
    outside | OUTSIDE_SCH3                         | 2024-05-01    | 2024-05-02     |
    open    | SCH3_INVESTIGATED                    | 2024-05-01    |                |
"""


def _complaints(times: int = 1) -> dict[str, list[dict]]:
    return {
        "cases": [
            {"case_type": "COMPLAINT", "date_aware": "2024-04-20"}
            | row
            | {"case_id": f"{row['case_id']}{number}"}
            | ({"case_status": "FINALISED"} if row["date_finalised"] else {})
            for number in range(times)
            for row in rows(COMPLAINTS)
        ]
    }


def test_the_mean_of_complaints_with_and_without_days_of_suspension(counted):
    # (10 + 20 + 90 + 20) / 4 = 35; without 30 and 20 days of suspension 22.5.
    shown = counted(_complaints()).shown["measure_values"]
    assert_shows(
        shown,
        """
        measure | area_code | period  | category | numerator | denominator | value | lower | symbol
        T7      | X23000001 | 2024-25 | total    | 4         | 4           | 35    |       | u
        T7      | X92000001 | 2024-25 | total    | 4         | 4           | 35    |       | u
        T7_net  | X92000001 | 2024-25 | total    | 2         | 4           | 22.5  |       | u
        """,
    )
    assert_absent(shown, measure="T7_net", area_level="force")


def test_a_mean_of_fewer_than_ten_complaints_is_hidden_as_is_what_could_be_subtracted(counted):
    # Eight of one force: hidden with its region's, as no other part of it is left to hide.
    shown = counted(_complaints(2)).protected["measure_values"]
    assert_shows(
        shown,
        """
        measure | area_code | period  | category | denominator | value | symbol
        T7      | X23000001 | 2024-25 | total    |             |       | c
        T7      | X12000001 | 2024-25 | total    |             |       | c
        """,
    )
    many = counted(_complaints(3)).protected["measure_values"]
    assert_shows(
        many,
        """
        measure | area_code | period  | category | denominator | value | symbol
        T7      | X23000001 | 2024-25 | total    | 12          | 35    |
        """,
    )


def test_nothing_is_compared_by_a_mean_without_an_interval(counted):
    shown = counted(_complaints()).shown
    assert set(shown["differences"]["measure"]).isdisjoint({"T7", "T7_net"})


def test_the_same_times_in_working_days_for_all_forces(counted):
    # From Wednesday 1 May 2024: 6 working days to Saturday 11 May (6 May was a bank holiday), 26 to
    # Monday 10 June (27 May, too), 70 to Friday 9 August.
    shown = counted(_matters()).shown["measure_values"]
    assert_shows(
        shown,
        """
        measure    | area_code | period  | category           | numerator | denominator | value
        T6_working | X92000001 | 2024-25 | total              | 3         | 3           | 26
        T6_working | X92000001 | 2024-25 | CONDUCT            | 2         | 2           | 6
        T6_working | X92000001 | 2024-25 | RECORDABLE_CONDUCT | 1         | 1           | 70
        """,
    )
    assert_absent(shown, measure="T6_working", area_level="force")


def test_the_mean_of_complaints_in_working_days(counted):
    # From Wednesday 1 May 2024 there are 6, 13, 62 and 13 working days in 10, 20, 90 and 20 days.
    shown = counted(_complaints()).shown["measure_values"]
    assert_shows(
        shown,
        """
        measure    | area_code | period  | category | numerator | denominator | value | symbol
        T7_working | X92000001 | 2024-25 | total    | 4         | 4           | 23.5  | u
        """,
    )
    assert_absent(shown, measure="T7_working", area_level="force")
