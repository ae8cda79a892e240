"""Bank holidays and breaks in the law fall on their days."""

from collections import Counter
from datetime import date

from etl.measures.definitions import COUNTS
from tests.reference.tables import rows

EVENT_BASES = set(
    "received hearing notice logged aware decided assessed open started reported finalised "
    "appeal".split()
)

ODD_YEARS = {2011: 9, 2012: 9, 2022: 10, 2023: 9}
MOVED_OR_ADDED = (
    "2011-04-29 2012-06-04 2012-06-05 2020-05-08 2022-06-02 2022-06-03 2022-09-19 2023-05-08"
).split()
ORDINARY_DAYS_THAT_MOVED = "2012-05-28 2020-05-04 2022-05-30".split()


def test_every_year_has_its_bank_holidays():
    years = Counter(date.fromisoformat(row["date"]).year for row in rows("bank_holidays"))
    assert years == {year: ODD_YEARS.get(year, 8) for year in range(2004, 2031)}


def test_bank_holidays_fall_on_weekdays_and_moved_ones_on_their_new_day():
    days = [row["date"] for row in rows("bank_holidays")]
    assert days == sorted(days)
    assert all(date.fromisoformat(day).weekday() < 5 for day in days)
    assert set(MOVED_OR_ADDED) <= set(days)
    assert set(days).isdisjoint(ORDINARY_DAYS_THAT_MOVED)


def test_breaks_name_their_day_in_few_words():
    days = {row["break_id"]: row["date"] for row in rows("breaks")}
    assert days == {
        "regime-2020": "2020-02-01",
        "chair-2024": "2024-05-07",
        "dismissal-2025": "2025-05-28",
    }
    assert all(len(row["title"]) <= 50 for row in rows("breaks"))


def test_the_break_of_2020_touches_every_event_basis():
    touched = {(row["break_id"], row["applies_to"]) for row in rows("breaks")}
    assert {basis for name, basis in touched if name == "regime-2020"} == EVENT_BASES
    assert {basis for _, basis in touched} == EVENT_BASES


def test_a_delivery_can_name_every_kind_of_event_that_is_counted():
    listed = {row["code"] for row in rows("code_lists") if row["code_list"] == "event_basis"}
    assert {count.event_basis.upper() for count in COUNTS.values()} | {"ALL"} == listed
