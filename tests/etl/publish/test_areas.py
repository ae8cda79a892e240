"""Each force is placed among the forces by a size that is shown."""

import polars as pl

from etl.publish.areas import published_areas
from tests.frames import table

PERIODS = ("2020-23", "2023-26")


def _areas(forces: int) -> pl.DataFrame:
    codes = [f"X{number:02d}" for number in range(forces)]
    return pl.DataFrame(
        {
            "force_code": [*codes, *codes],
            "area_code": [*codes, *["X99"] * forces],
            "area_level": ["force"] * forces + ["country"] * forces,
            "forces": [1] * forces + [forces] * forces,
        }
    )


def _cells(forces: int, **replaced: float | None) -> pl.DataFrame:
    """Officer-years by force and window; force X00 is the smallest."""
    sizes = {f"X{number:02d}": 100.0 * (number + 1) for number in range(forces)}
    rows = [
        (code, period, replaced.get(f"{code}_{period[:4]}", size))
        for code, size in sizes.items()
        for period in PERIODS
    ]
    cells = pl.DataFrame(rows, schema=["area_code", "period", "count"], orient="row")
    return cells.with_columns(
        count_name=pl.lit("officer_years"),
        area_level=pl.lit("force"),
        period_type=pl.lit("three_years"),
        breakdown=pl.lit("total"),
    )


def _bands(areas: pl.DataFrame) -> dict[str, int | None]:
    return dict(areas.select("area_code", "size_band").rows())


def test_each_quarter_of_the_forces_is_a_band_and_wholes_have_none():
    found = _bands(published_areas(_areas(12), _cells(12)))
    expected = table("""
        area_code | size_band
        X00       | 1
        X02       | 1
        X03       | 2
        X08       | 3
        X11       | 4
        X99       |
    """, size_band=pl.Int64)  # fmt: skip
    assert {code: found[code] for code in expected["area_code"]} == dict(expected.rows())


def test_a_force_without_a_size_in_the_last_window_keeps_that_of_the_window_before():
    found = _bands(published_areas(_areas(12), _cells(12, X11_2023=None)))
    assert found["X11"] == 4


def test_a_force_whose_size_is_never_shown_has_no_band():
    found = _bands(published_areas(_areas(13), _cells(13, X05_2020=None, X05_2023=None)))
    assert found["X05"] is None
    assert found["X12"] == 4


def test_a_few_forces_make_no_bands():
    assert set(_bands(published_areas(_areas(11), _cells(11))).values()) == {None}


def test_an_area_stands_once():
    assert published_areas(_areas(12), _cells(12)).height == 13
