"""Areas as published, each force with the quarter of the forces that it stands in by size."""

import polars as pl

SIZE = "officer_years"
BANDS = 4
# Fewer forces than this make no bands: each would hold one or two.
FEWEST = 12


def published_areas(areas: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Rows of `published.areas` without dataset: staging.areas once each, with `size_band`.

    `cells` are protected, so a band never tells more than the headcounts that are shown. Band 1
    holds the quarter of forces with the fewest officer-years in the latest window that shows them.
    """
    named = areas.drop("force_code", "forces").unique(maintain_order=True)
    return named.join(_size_bands(cells), on="area_code", how="left", validate="1:1")


def _size_bands(cells: pl.DataFrame) -> pl.DataFrame:
    """One row per force whose size is shown: area_code, size_band (1 to 4)."""
    sizes = (
        cells.filter(
            pl.col("count_name") == SIZE,
            pl.col("area_level") == "force",
            pl.col("period_type") == "three_years",
            pl.col("breakdown") == "total",
            pl.col("count").is_not_null(),
        )
        .sort("area_code", "period")
        .unique("area_code", keep="last", maintain_order=True)
        .sort("count", "area_code")
    )
    if sizes.height < FEWEST:
        return pl.DataFrame(schema={"area_code": pl.String, "size_band": pl.Int64})
    place = pl.int_range(pl.len())
    return sizes.select("area_code", size_band=1 + place * BANDS // pl.len())
