"""Titles and alternative texts over generated figures: no direction that the intervals do not
bear out, no number that does not stand in the table, nothing of what is hidden."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.text.alt import bars_alt, forces_alt, stacked_alt, trend_alt
from dashboard.text.findings import (
    change_title,
    change_words,
    difference_title,
    direction,
    funnel_title,
    highest_title,
    is_outside,
)
from dashboard.text.periods import Period
from dashboard.text.tables import (
    area_table,
    category_table,
    period_table,
    shared_notes,
    split_table,
)
from etl.measures.intervals import rate, share
from tests.dashboard.reading import numbers

few = settings(max_examples=80, deadline=None)
PERIOD = Period("2023-26", "three_years", date(2023, 4, 1), date(2026, 3, 31))
MEASURE = {"title": "Gross misconduct proven", "unit": "% of officers heard"}
JUDGING = ("worst", "best", "better", "poor", "good", "improve", "rank", "top", "bottom")
NO_FIGURE = {"value": None, "lower": None, "upper": None, "numerator": None}


def _row(base: int, part: float, per: int, symbol: str | None) -> dict:
    numerator = round(base * part)
    figure = (share if per == 100 else rate)(numerator, base, per)
    row = {
        "measure": "G4",
        "per": float(per),
        "numerator": float(numerator),
        "denominator": float(base),
        "value": figure.value,
        "lower": figure.lower,
        "upper": figure.upper,
        "symbol": symbol or ("u" if numerator < 10 else None),
        "provisional": False,
        "break_before": False,
        "break_within": False,
        "category": "total",
    }
    return row | NO_FIGURE if symbol in ("c", "x", "z") else row


def rows_named(column: str, names: list[str]) -> st.SearchStrategy[list[dict]]:
    """Rows of one measure, each under its own name, some hidden, some without a return."""
    one = st.tuples(
        st.integers(1, 4000), st.floats(0, 1), st.sampled_from([None, None, None, "c", "x", "z"])
    )
    listed = st.lists(one, min_size=2, max_size=len(names))
    return st.tuples(listed, st.sampled_from([100, 1000])).map(
        lambda made: [
            _row(base, part, made[1], symbol) | {column: name}
            for (base, part, symbol), name in zip(made[0], names, strict=False)
        ]
    )


YEARS = rows_named("period", [f"20{year}-{year + 1}" for year in range(14, 26)])
FORCES = rows_named("area_name", [f"Force {chr(65 + n)}" for n in range(20)])
PARTS = rows_named("category_label", [f"Part {chr(65 + n)}" for n in range(8)])


def _apart(one: dict, other: dict) -> str | None:
    """Which way two figures lie apart, worked out anew."""
    if one["value"] is None or other["value"] is None:
        return None
    if one["lower"] > other["upper"]:
        return "higher"
    return "lower" if one["upper"] < other["lower"] else None


def _cells(table) -> set[str]:
    return numbers(" ".join(str(cell) for row in table.rows() for cell in row))


def _said_and_seen(words: str, rows: list[dict], table) -> tuple[set[str], set[str]]:
    """Numbers in a text, and those in its table with the note under it and what is left out."""
    missing = {str(sum(row["symbol"] == mark for row in rows)) for mark in "cx"}
    note = numbers("; ".join(shared_notes(rows)))
    return numbers(words.replace(PERIOD.dates, "")) - {"95"}, _cells(table) | note | missing


def _is_calm(words: str) -> bool:
    return not [word for word in JUDGING if word in words.lower().split()]


@given(YEARS)
@few
def test_a_change_is_named_only_where_the_intervals_lie_apart(rows):
    words = change_words(rows[-1], rows[-2])
    way = _apart(rows[-1], rows[-2])

    for direction_ in ("higher", "lower"):
        assert (direction_ in words) == (way == direction_)
    if rows[-1]["value"] is None or rows[-2]["value"] is None:
        assert words.startswith("not compared")
    assert _is_calm(change_title("Subject", rows))


@given(YEARS, st.sampled_from(["higher", "lower", "not_clear", None]))
@few
def test_a_published_difference_decides_wherever_there_is_one(rows, found):
    words = change_words(rows[-1], rows[-2], found)

    if found and rows[-1]["value"] is not None and rows[-2]["value"] is not None:
        assert (found in words) == (found != "not_clear")
    if rows[-1]["value"] is None or rows[-2]["value"] is None:
        assert "higher" not in words
        assert "lower" not in words


@given(FORCES)
@few
def test_forces_are_counted_as_differing_only_where_the_intervals_lie_apart(rows):
    whole = _row(9000, 0.4, int(rows[0]["per"]), None) | {"area_name": "All forces (invented)"}
    title = difference_title("Subject", rows, whole, None)
    apart = sum(_apart(row, whole) is not None for row in rows)

    assert f"{apart} of {len(rows)} forces differ clearly" in title
    assert not [row for row in rows if row["area_name"] in title]
    for row in rows:
        own = difference_title("Subject", rows, whole, row)
        way = _apart(row, whole)
        if row["value"] is not None:
            assert (f"{way} than" in own) if way else ("no clear difference" in own)
        assert _is_calm(own)


@given(PARTS)
@few
def test_a_part_is_called_highest_only_where_it_stands_clear_of_every_other(rows):
    title = highest_title("Subject", rows)
    shown = [row for row in rows if row["value"] is not None]
    clear = [
        row["category_label"]
        for row in shown
        if all(_apart(row, other) == "higher" for other in shown if other is not row)
    ]

    named = [row["category_label"] for row in rows if row["category_label"] in title]
    assert named == (clear if len(shown) > 1 else [])


@given(FORCES, st.floats(0, 50), st.floats(50, 100))
@few
def test_a_funnel_counts_what_lies_beyond_the_limits_that_it_draws(rows, low, high):
    rows = [row | {"lower_998": low, "upper_998": high} for row in rows]
    beyond = [row for row in rows if row["value"] is not None and not low <= row["value"] <= high]

    assert [row for row in rows if is_outside(row)] == beyond
    title = funnel_title("Subject", rows, None)
    assert f"{len(beyond) or 'none'} of {len(rows)} forces outside" in title


@given(YEARS)
@few
def test_every_number_said_of_a_trend_stands_in_its_table(rows):
    words = trend_alt(MEASURE, rows, "Northmoor").replace(f", {len(rows)} periods", "")
    said, seen = _said_and_seen(words, rows, period_table(rows))
    assert said <= seen


@given(FORCES)
@few
def test_every_number_said_of_forces_stands_in_their_table(rows):
    rows = [row | {"area_level": "force"} for row in rows]
    said, seen = _said_and_seen(forces_alt(MEASURE, rows, PERIOD), rows, area_table(rows))
    assert said <= seen


@given(PARTS)
@few
def test_every_number_said_of_parts_stands_in_their_table(rows):
    words = bars_alt(MEASURE, rows, "Northmoor", PERIOD)
    said, seen = _said_and_seen(words, rows, category_table(rows))
    assert said <= seen


@given(PARTS)
@few
def test_every_number_said_of_parts_over_time_stands_in_their_table(rows):
    twice = [row | {"period": period} for period in ("2023-24", "2024-25") for row in rows]
    words = stacked_alt(MEASURE, twice, "Northmoor")
    said, seen = _said_and_seen(words, twice, split_table(twice))
    assert said <= seen


@given(YEARS)
@few
def test_the_direction_of_two_figures_is_never_both_ways(rows):
    one, other = rows[0], rows[1]
    turned = {"higher": "lower", "lower": "higher", None: None}
    assert direction(one, other) == turned[direction(other, one)]
