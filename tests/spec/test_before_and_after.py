"""Officers given notice before and after a change of rules: by the day of their notice."""

# ruff: noqa: E501 -- a row of a table is one line

import polars as pl

from tests.spec.matters import delivered
from tests.spec.publishing import returns_without

# Chief officers chair hearings from 7 May 2024: notices from 7 November 2023 to 6 November 2024.
NOTICED = """
    name       | aware      | hearing                                         | is_former_officer | finding                 | outcome
    too_early  | 2023-05-01 | HEARING HELD 2023-11-06 2023-12-01 2023-12-01   |                   | GROSS_MISCONDUCT_PROVEN | DISMISSAL_WITHOUT_NOTICE
    first_day  | 2023-05-01 | HEARING HELD 2023-11-07 2024-05-06 2024-05-06   |                   | GROSS_MISCONDUCT_PROVEN | DISMISSAL_WITHOUT_NOTICE
    straddles  | 2023-05-01 | HEARING HELD 2023-11-07 2024-05-07 2024-05-07   |                   | NOT_PROVEN              |
    too_late   | 2023-05-01 | HEARING HELD 2023-11-07 2024-05-08 2024-05-08   |                   | NOT_PROVEN              |
    gone       | 2023-05-01 | HEARING WITHDRAWN 2024-01-07 - 2024-04-07       |                   |                         |
    last_day   | 2023-05-01 | ACCELERATED_HEARING HELD 2024-05-06 2024-05-20 2024-05-20 | true    | GROSS_MISCONDUCT_PROVEN | WOULD_HAVE_BEEN_DISMISSED
    lost_day   | 2023-05-01 | HEARING HELD 2024-02-01 - 2024-03-01            |                   | NOT_PROVEN              |
    no_notice  | 2023-05-01 | HEARING HELD - 2024-03-01 2024-03-01            |                   | NOT_PROVEN              |
    on_day     | 2023-05-01 | HEARING HELD 2024-05-07 2024-08-07 2024-08-07   |                   | GROSS_MISCONDUCT_PROVEN | FINAL_WRITTEN_WARNING
    waiting    | 2023-05-01 | HEARING SCHEDULED 2024-11-06                    |                   |                         |
    next_one   | 2023-05-01 | HEARING HELD 2024-11-07 2024-12-01 2024-12-01   |                   | NOT_PROVEN              |
    staff      | 2023-05-01 | HEARING HELD 2024-06-01 2024-08-07 2024-08-07   |                   | NOT_PROVEN              |
"""
GIVEN = delivered(NOTICED)
GIVEN["case_subjects"] = [
    row | ({"worker_group": "STAFF", "regime": "STAFF_LOCAL"} if row["case_id"] == "staff" else {})
    for row in GIVEN["case_subjects"]
]
CHAIR, DISMISSAL = "chair-2024", "dismissal-2025"


def _rows(tables: dict[str, pl.DataFrame], change: str = CHAIR) -> dict[tuple[str, str], dict]:
    found = tables["before_after"].filter(break_id=change)
    return {(row["figure"], row["side"]): row for row in found.to_dicts()}


def test_notices_fall_before_or_after_by_their_own_day_and_are_followed_for_six_months(counted):
    rows = _rows(counted(GIVEN).shown)
    numbers = {place: (row["numerator"], row["denominator"]) for place, row in rows.items()}
    assert numbers == {
        # first_day, straddles, too_late, gone, last_day; on_day and waiting.
        ("accelerated", "before"): (1, 5),
        ("accelerated", "after"): (0, 2),
        ("former", "before"): (1, 5),
        ("former", "after"): (0, 2),
        # Still to be heard on 7 May 2024: straddles, too_late, last_day.
        ("in_flight", "before"): (3, 5),
        ("in_flight", "after"): (None, None),
        # Within six months to the day: first_day, straddles, last_day; on_day.
        ("heard", "before"): (3, 5),
        ("heard", "after"): (1, 2),
        ("proven", "before"): (2, 3),
        ("proven", "after"): (1, 1),
        ("dismissed", "before"): (2, 2),
        ("dismissed", "after"): (0, 1),
    }
    assert {
        (row["period_start"].isoformat(), row["period_end"].isoformat()) for row in rows.values()
    } == {
        ("2023-11-07", "2024-05-06"),
        ("2024-05-07", "2024-11-06"),
    }
    assert rows["in_flight", "after"]["symbol"] == "z"
    assert rows["heard", "before"]["symbol"] == "u"


def test_the_difference_stands_on_the_later_side_with_its_interval_and_no_cause(counted):
    rows = _rows(counted(GIVEN).shown)
    after = rows["heard", "after"]
    assert (after["difference"], after["finding"]) == (-10, "no clear change")
    assert after["difference_lower"] < -10 < after["difference_upper"]
    assert rows["heard", "before"]["difference"] is None


def test_where_nobody_was_given_notice_there_is_no_share(counted):
    rows = _rows(counted(GIVEN).shown, DISMISSAL)
    assert {(row["symbol"], row["value"]) for row in rows.values()} == {("z", None)}
    assert (rows["heard", "after"]["numerator"], rows["heard", "after"]["denominator"]) == (0, 0)


def test_with_fewer_than_three_whole_forces_nothing_is_shown_and_without_any_nothing_is_there(
    counted,
):
    # Of four forces two, or all, sent no return for a quarter of either side.
    for missing, symbol, forces in ((2, "c", 2), (4, "x", 0)):
        gaps = {f"X2300000{number}": "2024-25-Q2" for number in range(1, missing + 1)}
        tables = counted(GIVEN | {"submissions": returns_without(gaps)}).protected
        rows = _rows(tables)
        assert {row["forces_counted"] for row in rows.values()} == {forces}
        assert {
            row["symbol"] for place, row in rows.items() if place != ("in_flight", "after")
        } == {symbol}
        assert all(row["numerator"] is None and row["value"] is None for row in rows.values())


def test_records_taken_out_sooner_than_a_year_after_the_change_are_not_yet_followed(counted):
    # The year is over on 28 May 2026.
    early = counted(GIVEN, extracted_on="2026-05-27").shown
    assert {row["symbol"] for row in _rows(early, DISMISSAL).values()} == {"z"}
    assert {row["forces_counted"] for row in _rows(early, DISMISSAL).values()} == {0}
    assert _rows(early)["heard", "before"]["numerator"] == 3
