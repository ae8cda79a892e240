"""Small frames: what is put together and found at once is what Polars finds."""

from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from dashboard.frames import only, ordered, put, rowwise, stretches, where, without

MOST_READ = ("overview", "referrals", "gross_misconduct", "discrimination", "time_to_hearing",
             "force")  # fmt: skip
WORDS = st.sampled_from(["a", "b", None])
NUMBERS = st.one_of(st.none(), st.integers(0, 2))
ROWS = st.lists(st.tuples(WORDS, NUMBERS, st.booleans()), max_size=8).map(
    lambda rows: pl.DataFrame(
        rows,
        schema={"word": pl.String, "number": pl.Int64, "is_shown": pl.Boolean},
        orient="row",
    )
)


@given(ROWS)
def test_what_is_found_is_what_a_filter_finds(rows: pl.DataFrame):
    assert_frame_equal(where(rows, word="a"), rows.filter(word="a"))
    assert_frame_equal(where(rows, number=0, is_shown=True), rows.filter(number=0, is_shown=True))
    assert_frame_equal(only(rows, rows["is_shown"]), rows.filter("is_shown"))
    assert_frame_equal(only(rows, [False] * rows.height), rows.clear())


@given(ROWS)
def test_rows_are_ordered_as_polars_does(rows: pl.DataFrame):
    by = rows["is_shown"].to_list()
    assert_frame_equal(ordered(rows, by), rows.sort("is_shown", maintain_order=True))


@given(ROWS)
def test_columns_are_put_and_left_out_as_polars_does(rows: pl.DataFrame):
    new = pl.Series("new", [0.5] * rows.height, dtype=pl.Float64)
    other = pl.Series("number", ["x"] * rows.height, dtype=pl.String)
    assert_frame_equal(put(rows, new, other), rows.with_columns(new, other))
    assert_frame_equal(without(rows, "word", "absent"), rows.drop("word"))
    assert list(rowwise(rows, "number", "word")) == rows.select("number", "word").rows()


@pytest.mark.parametrize("view", MOST_READ)
def test_a_page_that_was_drawn_before_waits_for_no_thread_of_polars(
    open_page: Callable, monkeypatch: pytest.MonkeyPatch, view: str
):
    page = open_page(view, area="Northmoor")
    asked: list[pl.DataFrame] = []
    lazy = pl.DataFrame.lazy

    def noted(rows: pl.DataFrame) -> pl.LazyFrame:
        asked.append(rows)
        return lazy(rows)

    monkeypatch.setattr(pl.DataFrame, "lazy", noted)
    page.run()
    assert not page.exception
    assert len(asked) == 0
    # Whoever asks for a filter is noted.
    pl.DataFrame({"a": [1]}).filter(a=1)
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", {}),
        ("a", {("a",): range(1)}),
        ("aabccc", {("a",): range(2), ("b",): range(2, 3), ("c",): range(3, 6)}),
    ],
)
def test_rows_of_the_same_that_stand_together_are_found(keys: str, expected: dict):
    assert stretches((key,) for key in keys) == expected
