"""The small tools that the generator stands on."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.config import Settings
from etl.synthesise.calendar import NEVER, day, make_calendar
from etl.synthesise.draws import position_in_group, quota, stream, whole_numbers


@given(st.lists(st.floats(0.01, 1e4), min_size=1, max_size=30), st.integers(0, 5000))
def test_whole_numbers_add_up_and_stay_close(values, total):
    rounded = whole_numbers(np.array(values), total)
    exact = np.array(values) * total / sum(values)
    assert rounded.sum() == total
    assert (np.abs(rounded - exact) < 1 + 1e-6).all()


@given(st.lists(st.integers(0, 5), max_size=200), st.floats(0, 1), st.integers(0, 9))
def test_a_quota_is_kept_in_every_group(groups, share, seed):
    group = np.array(groups, dtype=np.int64)
    chosen = quota(stream(seed, "quota"), group, share)
    for number in set(groups):
        assert chosen[group == number].sum() == int(np.floor(share * (group == number).sum()))


def test_positions_begin_anew_with_each_group():
    assert position_in_group(np.array([4, 4, 7, 9, 9, 9])).tolist() == [0, 1, 0, 0, 1, 2]


@pytest.mark.parametrize(
    ("event", "entered"),
    [
        ("2021-03-31", "2021-03-31"),
        ("2021-04-01", "2022-04-01"),
        ("2022-03-31", "2022-04-14"),
        ("2022-04-02", "2022-04-14"),
        ("2022-05-02", "2022-05-02"),
    ],
)
def test_events_in_a_missing_year_are_entered_in_the_weeks_after(event, entered):
    quarters = [f"2021-22-Q{number}" for number in (1, 2, 3, 4)]
    calendar = make_calendar(range(2014, 2026), [quarters], Settings().reference_dir)
    moved = calendar.on_record(np.zeros(1, int), np.array([day(date.fromisoformat(event))]))
    assert moved[0] == day(date.fromisoformat(entered))


def test_entering_keeps_the_order_of_events_and_what_never_happens():
    calendar = make_calendar(range(2014, 2026), [["2018-19-Q2"]], Settings().reference_dir)
    days = np.arange(day(date(2018, 1, 1)), day(date(2019, 12, 31)))
    force = np.zeros(len(days), int)
    for move in (calendar.on_record, calendar.at_work):
        moved = move(force, days)
        assert (np.diff(moved) >= 0).all()
        assert (moved >= days).all()
    assert calendar.at_work(np.zeros(1, int), np.array([NEVER])).tolist() == [NEVER]


def test_work_is_not_done_on_bank_holidays():
    calendar = make_calendar(range(2014, 2026), [[]], Settings().reference_dir)
    christmas = np.array([day(date(2024, 12, 25))])
    assert calendar.at_work(np.zeros(1, int), christmas)[0] == day(date(2024, 12, 27))
