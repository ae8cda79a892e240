"""Editions side by side: which figure is the newest, and what later editions restated."""

import polars as pl

KEY = ["measure", "unit", "area_level", "area_code", "area_name", "period", "category"]
ROUNDING = 0.006  # the same figure printed to another number of places
REVISIONS = [
    "figure_id",
    *("measure", "unit", "area_code", "area_name", "area_level", "period", "category"),
    *("source", "edition", "published_on", "position", "value", "change", "is_restated"),
]


def mark_newest(figures: pl.DataFrame) -> pl.DataFrame:
    """Add `is_newest`: no edition of a later day gives the figure; without a day, always."""
    day = pl.col("published_on")
    return figures.with_columns(is_newest=day.is_null() | (day == day.max().over(KEY)))


def find_revisions(figures: pl.DataFrame) -> pl.DataFrame:
    """Every edition of each figure that several editions give, oldest first.

    Takes published.official_figures; one row per figure and edition in the columns of
    published.revisions. Two places of one edition that print a figure count once.
    """
    dated = (
        figures.filter(pl.col("published_on").is_not_null(), pl.col("value").is_not_null())
        .sort("published_on", "figure_id")
        .unique([*KEY, "published_on"], keep="first", maintain_order=True)
        .filter(pl.len().over(KEY) > 1)
    )
    value = pl.col("value")
    spread = value.max().over(KEY) - value.min().over(KEY)
    return (
        dated.with_columns(
            position=pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over(KEY),
            change=(value - value.shift(1).over(KEY)).round(6),
            is_restated=spread > ROUNDING,
        )
        .sort([*KEY, "position"])
        .select(REVISIONS)
    )
