"""Residents by police force area: districts added up by the lookup, merged ones by their parts."""

import polars as pl

from etl.errors import OfficialFileError, ReferenceDataError
from etl.transforms.official.layouts import LINE
from etl.transforms.official.values import COLUMNS, cell_words

CHANGES = "data/reference/district_changes.csv"
LETTERS = "D"  # of the column that holds the residents
SUM = (
    pl.col("value").sum(),
    pl.col(LINE).min().alias("first_line"),
    pl.col(LINE).max().alias("last_line"),
    pl.len().alias("cells"),
)
NOTE = "Added up from local authority districts, as they were in 2020."


def shape_population(
    districts: pl.DataFrame,
    lookup: pl.DataFrame,
    changes: pl.DataFrame,
    layout: dict,
    forces: pl.DataFrame,
) -> pl.DataFrame:
    """One figure per force area and year, and for England and Wales, in the published columns.

    All frames hold strings. Raises ReferenceDataError for a district without a force and
    OfficialFileError for a number that is none.
    """
    placed = _placed(districts, _force_of(lookup, changes), layout)
    names = forces.select(area_code="force_code", area_name="force_name")
    by_force = placed.group_by("area_code", "year").agg(SUM)
    of_forces = by_force.join(names, on="area_code").with_columns(area_level=pl.lit("force"))
    whole = placed.group_by("year").agg(SUM)
    country = whole.with_columns(
        area_code=pl.lit("K04000001"),
        area_name=pl.lit("England and Wales"),
        area_level=pl.lit("country"),
    )
    return _dressed(pl.concat([of_forces, country], how="diagonal"), layout)


def check_population(figures: pl.DataFrame, layout: dict) -> list[tuple]:
    """One row per total that the layout names: check_name, title, expected, found, ok, url."""
    rows = []
    for check in layout.get("checks", ()):
        year = figures.filter(
            pl.col("period") == f"{check['year']}-06-30", pl.col("area_level") == "force"
        )
        found, expected = float(year["value"].sum()), float(check["expected"])
        url = layout["publication"]["url"]
        rows.append((check["name"], check["title"], expected, found, found == expected, url))
    return rows


def _force_of(lookup: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    known = lookup.select(code="LAD16CD", area_code="PFA16CD")
    former = changes.select(
        new="district_code", code=pl.col("former_codes").str.split(";")
    ).explode("code")
    merged = former.join(known, on="code", how="left").select(code="new", area_code="area_code")
    merged = merged.unique()
    if merged["area_code"].has_nulls() or merged["code"].is_duplicated().any():
        raise ReferenceDataError(
            f"{CHANGES}: a district's former parts lie in no force, or in two."
        )
    return pl.concat([known, merged])


def _placed(districts: pl.DataFrame, force_of: pl.DataFrame, layout: dict) -> pl.DataFrame:
    rows = districts.with_columns(
        code=pl.col("code").str.strip_chars("\u00a0 "),
        value=pl.col("population").cast(pl.Float64, strict=False),
    )
    if rows["value"].has_nulls() or rows.select("code", "year").is_duplicated().any():
        raise OfficialFileError(
            f"{layout['file']}: a population is not a number, or given twice for one year."
        )
    placed = rows.join(force_of, on="code", how="left", validate="m:1")
    lost = placed.filter(pl.col("area_code").is_null())["code"].n_unique()
    if lost:
        raise ReferenceDataError(
            f"{layout['file']}: {lost} districts lie in no force. Add them to {CHANGES}."
        )
    return placed


def _dressed(figures: pl.DataFrame, layout: dict) -> pl.DataFrame:
    publication = layout["publication"]
    constants = {
        "topic": "published_record",
        "source": layout["source"],
        "publisher": publication["publisher"],
        "publication": publication["title"],
        "edition": publication["edition"],
        "table_name": "Districts added up to police force areas",
        "measure": "Resident population, mid-year",
        "unit": "residents",
        "category": "total",
        "note": NOTE,
        "url": publication["url"],
        "licence": publication["licence"],
    }
    nothing = ("name_as_printed", "symbol", "quote")
    return figures.with_columns(
        figure_id=pl.format("{}.{}.{}", pl.lit(layout["source"]), "year", "area_code"),
        period=pl.format("{}-06-30", "year"),
        cell=cell_words(pl.lit(LETTERS), *map(pl.col, ("first_line", "last_line", "cells"))),
        published_on=pl.lit(None, pl.Date),
        **{name: pl.lit(value) for name, value in constants.items()},
        **{name: pl.lit(None, pl.String) for name in nothing},
    ).select(COLUMNS)
