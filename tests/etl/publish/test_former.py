"""The release before this: what it shows belongs to what a reader knows."""

from pathlib import Path

import duckdb
import polars as pl
import pytest

from etl.errors import DamagedReleaseError
from etl.publish.former import read_former
from etl.publish.protect import Reader, protect
from tests.etl.publish.count_cells import ADDED_INTO, EVENTS, REGIONS, SUMMED, YEARS, cells_of
from tests.etl.publish.test_protect import POLICY

KEY = ("hearings_begun", "A", "three_years", "2020-23", "total", "total")
OTHER = ("hearings_begun", "B", *KEY[2:])


def _released(folder: Path, tier: str, synthetic: bool, dataset: str) -> Path:
    file = folder / "public.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema published")
        connection.execute(
            f"create table published.build as select '{tier}' as tier, "
            f"{synthetic} as synthetic, '{dataset}' as dataset"
        )
        connection.execute(
            "create table published.counts as select 'hearings_begun' as count_name, "
            "unnest(['A', 'B']) as area_code, 'three_years' as period_type, '2020-23' as period, "
            "'total' as breakdown, 'total' as category, unnest([20.0, null]) as count"
        )
    return file


@pytest.mark.parametrize(
    ("tier", "synthetic", "dataset", "is_known"),
    [
        pytest.param("public", True, "demonstration", True, id="the same"),
        pytest.param("public", True, "other", False, id="other invented cases"),
        pytest.param("public", False, "demonstration", False, id="real ones beside invented"),
        pytest.param("internal", True, "demonstration", False, id="of another tier"),
    ],
)
def test_an_invented_release_is_held_against_the_same_one(
    tmp_path, tier, synthetic, dataset, is_known
):
    file = _released(tmp_path, tier, synthetic, dataset)
    known = read_former(file, "demonstration", "public", True)
    assert known == ({KEY: 20.0} if is_known else {})


def test_real_records_are_held_against_the_real_ones_before_whatever_they_are_called(tmp_path):
    file = _released(tmp_path, "public", False, "northmoor-2026-03")
    assert read_former(file, "northmoor-2026-06", "public", False) == {KEY: 20.0}


def test_without_a_release_nothing_is_known(tmp_path):
    assert read_former(tmp_path / "current" / "public.duckdb", "x", "public", True) == {}


def test_a_release_that_cannot_be_read_stops_the_build(tmp_path):
    file = tmp_path / "public.duckdb"
    file.write_bytes(b"no database")
    with pytest.raises(DamagedReleaseError, match="the release before this cannot be read"):
        read_former(file, "demonstration", "public", True)


def test_a_release_without_its_file_stops_the_build(tmp_path):
    with pytest.raises(DamagedReleaseError):
        read_former(tmp_path / "public.duckdb", "demonstration", "public", True)


# --- Two releases of the same cases, and one more ------------------------------------------------


def _shown(heard: int, former: dict) -> dict:
    """Counts shown where 7 of everything happened, but so many heard of force A in one year."""
    numbers = {(f, y, name): 7 for f in REGIONS for y in YEARS for name in EVENTS}
    numbers["A", YEARS[0], "heard"] = heard
    cells = protect(cells_of(numbers), Reader(ADDED_INTO, SUMMED, former), POLICY).cells
    names = ("count_name", "area_code", "period_type", "period", "breakdown", "category")
    return {tuple(key): count for *key, count in cells.select(*names, "count").iter_rows()}


def test_a_force_whose_figure_has_changed_by_one_case_is_hidden_and_cannot_be_subtracted():
    before, now = _shown(6, {}), _shown(7, {})
    assert (before[KEY], now[KEY]) == (20, 21)
    after = _shown(7, before)
    assert after[KEY] is None
    # The other forces are known from before, so what they add up to with it is hidden as well.
    assert after["hearings_begun", "upland", *KEY[2:]] is None
    hidden = [key for key in after if after[key] != now[key]]
    assert {key[0] for key in hidden} <= {"hearings_begun", "hearing_notices"}
    assert OTHER not in hidden


def test_a_release_of_the_same_figures_hides_nothing_more():
    now = _shown(7, {})
    assert _shown(7, now) == now


# --- What official publishers print ---------------------------------------------------------------


def test_a_count_that_others_print_by_force_is_no_cover_and_a_part_of_it_may_fill_it():
    # Of 3 allegations, which are printed, 1 is of discrimination: it can be 3 at most.
    numbers = {(f, y, name): 0 for f in REGIONS for y in YEARS for name in EVENTS}
    cells = cells_of(numbers | {("A", YEARS[0], "race"): 1})
    printed = cells.filter(count_name="f_allegations", breakdown="total").with_columns(
        count_name=pl.lit("complaint_allegations"), count=pl.col("count") * 3
    )
    reader = Reader(ADDED_INTO, SUMMED, printed=("complaint_allegations",))
    done = protect(pl.concat([cells, printed]), reader, POLICY)
    shown = done.cells.filter(count_name="complaint_allegations")
    assert shown["symbol"].null_count() == shown.height
    seen = done.seen["f_allegations", "A", "financial_year", YEARS[0], "total", "total"]
    assert (seen.low, seen.high, seen.is_met) == (1, 3, True)
    hidden = protect(pl.concat([cells, printed]), Reader(ADDED_INTO, SUMMED), POLICY).cells
    assert hidden.filter(count_name="complaint_allegations", symbol="c").height
