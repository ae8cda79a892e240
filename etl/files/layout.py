"""The layout of tidy files: the columns and the order of their rows, the same everywhere.

A file that a reader filters out of a release has the header and some lines of the released file.
"""

import polars as pl

from etl.files.origin import UNRELEASED, Origin

SYMBOLS = {
    "c": "hidden to protect people",
    "x": "not available: no return arrived",
    "z": "not applicable, or not reached yet",
    "u": "shown, but uncertain: from fewer than 10",
}
KEY = ("measure", "area_code", "period_type", "period", "breakdown", "category")
VALUE_COLUMNS = (
    *("dataset_note", "release", "build_id", "measure", "measure_title", "unit"),
    *("area_code", "area_name", "area_level"),
    *("period", "period_type", "period_start", "period_end"),
    *("breakdown", "category", "category_label"),
    *("numerator_count", "numerator", "denominator_count", "denominator", "per"),
    *("value", "lower", "upper", "interval_method", "symbol", "symbol_meaning"),
    *("provisional", "revised", "break_before", "break_within"),
)


def value_rows(
    values: pl.DataFrame,
    measures: pl.DataFrame,
    areas: pl.DataFrame,
    categories: pl.DataFrame,
    origin: Origin,
) -> pl.DataFrame:
    """Rows of `published.measure_values` with the words for their codes, in a fixed order."""
    return (
        with_words(values, areas, categories)
        .join(
            measures.select("measure", "unit", measure_title="title"), on="measure", validate="m:1"
        )
        .with_columns(symbol_meaning=pl.col("symbol").replace_strict(SYMBOLS, default=None))
        .pipe(with_origin, origin)
        .select(VALUE_COLUMNS)
        .sort(KEY)
    )


def with_words(rows: pl.DataFrame, areas: pl.DataFrame, categories: pl.DataFrame) -> pl.DataFrame:
    """The rows with `area_name` and `category_label`."""
    labels = categories.select("breakdown", "category", category_label="label")
    return (
        rows.join(areas.select("dataset", "area_code", "area_name"), on=["dataset", "area_code"])
        .join(labels, on=["breakdown", "category"], how="left", validate="m:1")
        .with_columns(pl.col("category_label").fill_null(pl.col("category")))
    )


def with_origin(rows: pl.DataFrame, origin: Origin) -> pl.DataFrame:
    """The rows, each saying whether it is synthetic and which release it belongs to."""
    first = {
        "dataset_note": origin.dataset_note,
        "release": origin.release or UNRELEASED,
        "build_id": origin.build_id,
    }
    return rows.select(
        *(pl.lit(value).alias(name) for name, value in first.items()),
        pl.exclude("dataset", *first),
    )
