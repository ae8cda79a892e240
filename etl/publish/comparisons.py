"""Differences of two published figures, and how much officers of one case share one fate."""

import polars as pl

from etl.measures.definitions import LADDER_MEASURES, MEASURES, TOTAL, event_basis
from etl.measures.difference import with_difference
from etl.measures.intervals import Figure, clustered_share, share
from etl.publish.breaks import Breaks

MISLEADING = tuple(item.id for item in MEASURES.values() if item.explains)
FIGURE = ("value", "lower", "upper")


def differences(values: pl.DataFrame, breaks: Breaks) -> pl.DataFrame:
    """Rows of `published.differences` without dataset: pairs of areas, and pairs of periods.

    Areas are compared within a three-year window, and each with all forces in every year; periods
    within one area, years with years and windows with windows.
    """
    shown = values.filter(
        pl.col("breakdown") == TOTAL,
        pl.col("value").is_not_null(),
        pl.col("lower").is_not_null(),
        ~pl.col("measure").is_in(MISLEADING),
    )
    pairs = pl.concat([_area_pairs(shown), _period_pairs(shown, breaks)])
    return with_difference(pairs)


def _area_pairs(shown: pl.DataFrame) -> pl.DataFrame:
    left = shown.select("measure", "period_type", "period", "area_level", "area_code", *FIGURE)
    right = left.rename({name: f"other_{name}" for name in ("area_level", "area_code", *FIGURE)})
    pairs = left.join(right, on=["measure", "period_type", "period"])
    is_country = pl.col("other_area_level") == "country"
    same_level = (pl.col("area_level") == pl.col("other_area_level")) & (
        pl.col("period_type") == "three_years"
    )
    different = pl.col("area_code") != pl.col("other_area_code")
    return pairs.filter(different & (is_country | same_level)).select(
        pl.lit("areas").alias("comparison"),
        "measure",
        "period_type",
        "area_code",
        "period",
        "other_area_code",
        pl.col("period").alias("other_period"),
        pl.lit(False).alias("crosses_break"),
        *FIGURE,
        *(f"other_{name}" for name in FIGURE),
    )


def _period_pairs(shown: pl.DataFrame, breaks: Breaks) -> pl.DataFrame:
    left = shown.filter(pl.col("period_type") != "quarter").select(
        "measure", "period_type", "area_code", "period", "period_start", "period_end", *FIGURE
    )
    right = left.drop("period_end").rename(
        {name: f"other_{name}" for name in ("period", "period_start", *FIGURE)}
    )
    pairs = left.join(right, on=["measure", "period_type", "area_code"]).filter(
        pl.col("other_period_start") < pl.col("period_start")
    )
    return pairs.with_columns(crosses_break=_crosses(pairs, breaks)).select(
        pl.lit("periods").alias("comparison"),
        "measure",
        "period_type",
        "area_code",
        "period",
        pl.col("area_code").alias("other_area_code"),
        "other_period",
        "crosses_break",
        *FIGURE,
        *(f"other_{name}" for name in FIGURE),
    )


def _crosses(pairs: pl.DataFrame, breaks: Breaks) -> pl.Series:
    """True where new rules begin after the first day of the earlier period, up to the last of this.

    Worked out from the days, since the years in between need not be shown.
    """
    rows = pairs.select("measure", "area_code", "other_period_start", "period_end").iter_rows()
    found = (
        any(start < day <= end for day in breaks.days(event_basis(MEASURES[measure]), area))
        for measure, area, start, end in rows
    )
    return pl.Series(found, dtype=pl.Boolean)


def cluster_checks(clusters: pl.DataFrame, values: pl.DataFrame) -> pl.DataFrame:
    """Rows of `published.cluster_checks` without dataset, for all forces only.

    `clusters` has the columns of marts.ladder_clusters; only shares that are shown for all forces
    are checked. Shares of 0 or 100%, and single cases, have no variance to compare.
    """
    shown = values.filter(
        pl.col("area_level") == "country", pl.col("breakdown") == TOTAL, ~pl.col("value").is_null()
    )
    shown = set(shown.select("measure", "period").iter_rows())
    ids = {item.numerator: item.id for item in LADDER_MEASURES}
    rows = []
    for row in clusters.iter_rows(named=True):
        is_shown = (ids[row["count_name"]], row["period"]) in shown
        if is_shown and 0 < row["reached"] < row["subjects"] and row["cases"] > 1:
            mean = row["reached"] / row["subjects"]
            deviations = (
                row["reached_squared"]
                - 2 * mean * row["reached_by_subjects"]
                + mean**2 * row["subjects_squared"]
            )
            figure, effect = clustered_share(
                row["reached"], row["subjects"], row["cases"], deviations
            )
            rows.append(
                {
                    "measure": ids[row["count_name"]],
                    "period_type": row["period_type"],
                    "period": row["period"],
                    "value": figure.value,
                    "lower": figure.lower,
                    "upper": figure.upper,
                    "design_effect": effect,
                    "widening": _wider(figure, share(row["reached"], row["subjects"])),
                    "cases": row["cases"],
                }
            )
    names = (
        "measure",
        "period_type",
        "period",
        "value",
        "lower",
        "upper",
        "design_effect",
        "widening",
        "cases",
    )
    text = ("measure", "period_type", "period")
    schema = {name: pl.String if name in text else pl.Float64 for name in names}
    return pl.DataFrame(rows, schema=schema | {"cases": pl.Int64})


def _wider(clustered: Figure, independent: Figure) -> float:
    """How many times the width of the one interval the other is."""
    return (clustered.upper - clustered.lower) / (independent.upper - independent.lower)
