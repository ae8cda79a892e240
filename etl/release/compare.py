"""What changed between two public files, figure by figure: plain comparison, no reasons yet."""

import polars as pl

from etl.publish.revised import FORMER, NUMBERS, differs
from etl.release.snapshot import Snapshot

KEY = ("table", "measure", "area_code", "period_type", "period", "breakdown", "category")
# `detail` tells curves and official figures apart that have the same key.
NAMES = (*KEY, "detail")
TOLD = (*NUMBERS, "symbol")
ADDED, REMOVED, CHANGED = "added", "removed", "changed"
HIDDEN, SHOWN = "hidden", "shown"
HIDDEN_SYMBOL = "c"
TEXT = dict.fromkeys((*NAMES, "symbol", "edition", "curve"), pl.String)
SCHEMA = TEXT | dict.fromkeys(NUMBERS, pl.Float64) | {"provisional": pl.Boolean}


def figures(snapshot: Snapshot) -> pl.DataFrame:
    """Every figure of a public file, one row each: measures, curves, comparisons, official ones.

    A curve is one figure: its points move with each event.
    """
    parts = [
        _shaped(snapshot["measure_values"], "measure_values"),
        _shaped(_disparity(snapshot["disparity"]), "disparity"),
        _shaped(_curves(snapshot["time_to_event"]), "time_to_event"),
        _shaped(_official(snapshot["official_figures"]), "official_figures"),
    ]
    return pl.concat(parts)


def changes(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Figures that are not the same in both, with `old_` and `new_` values.

    What was shown and is so no longer is not told again: it would undo the hiding.
    """
    both = after.with_columns(new=True).join(
        before.with_columns(old=True), on=NAMES, how="full", coalesce=True, nulls_equal=True,
        suffix=FORMER,
    )  # fmt: skip
    moved = differs() | pl.col("curve").ne_missing(pl.col("curve_before"))
    is_new, is_old = pl.col("new").is_not_null(), pl.col("old").is_not_null()
    hidden, was_hidden = (
        pl.col(name).eq_missing(HIDDEN_SYMBOL) for name in ("symbol", "symbol_before")
    )
    kind = (
        pl.when(~is_old).then(pl.lit(ADDED))
        .when(~is_new).then(pl.lit(REMOVED))
        .when(hidden & ~was_hidden).then(pl.lit(HIDDEN))
        .when(was_hidden & ~hidden).then(pl.lit(SHOWN))
        .otherwise(pl.lit(CHANGED))
    )  # fmt: skip
    may_be_told = is_new & ~hidden
    return (
        both.filter(moved | ~is_new | ~is_old)
        .select(
            *NAMES,
            kind.alias("change"),
            *(pl.when(may_be_told).then(f"{name}_before").alias(f"old_{name}") for name in NUMBERS),
            pl.col("symbol_before").alias("old_symbol"),
            *(pl.col(name).alias(f"new_{name}") for name in TOLD),
            pl.col("edition_before").alias("old_edition"),
            pl.col("edition").alias("new_edition"),
            pl.col("provisional_before").fill_null(False).alias("was_provisional"),
        )
        .sort(NAMES, nulls_last=True)
    )


def _shaped(rows: pl.DataFrame, table: str) -> pl.DataFrame:
    filled = rows.with_columns(table=pl.lit(table))
    blank = [pl.lit(None, kind).alias(name) for name, kind in SCHEMA.items()]
    missing = [column for column in blank if column.meta.output_name() not in filled.columns]
    return filled.with_columns(missing).select(
        pl.col(name).cast(kind) for name, kind in SCHEMA.items()
    )


def _disparity(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(measure=pl.col("step"), value=pl.col("ratio"))


def _curves(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per curve: its points, in a form that can be compared."""
    points = pl.concat_str(
        [pl.col(name).cast(pl.String) for name in ("day", "at_risk", "estimate", "symbol")],
        separator=" ",
        ignore_nulls=True,
    )
    curve = ("measure", "area_code", "period", "breakdown", "category", "detail")
    return (
        rows.rename({"cohort": "period", "ending": "detail"})
        .sort(*curve, "day", nulls_last=True)
        .group_by(curve, maintain_order=True)
        .agg(curve=points.str.join("; "), symbol=pl.col("symbol").first())
    )


def _official(rows: pl.DataFrame) -> pl.DataFrame:
    """The newest edition of each official figure; two tables that give one figure agree."""
    detail = pl.concat_str("publisher", "unit", separator=", ")
    return (
        rows.filter("is_newest")
        .sort("figure_id")
        .with_columns(detail=detail, area_code=pl.coalesce("area_code", "area_name"))
        .unique(
            ["detail", "measure", "area_code", "period", "category"],
            keep="first",
            maintain_order=True,
        )
    )
