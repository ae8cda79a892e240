"""Files to download: the rows that are shown, saying in every row whether they are synthetic."""

import polars as pl

from dashboard.components.origin import origin_of
from dashboard.queries.connection import Build
from dashboard.text.figures import symbol_words
from etl.files.origin import OFFICIAL
from etl.files.tidy import csv_bytes, file_name, parquet_bytes, safe

# Pages take what they need of files from here.
__all__ = [
    "OFFICIAL",
    "case_file",
    "case_rows",
    "csv_bytes",
    "file_name",
    "official_file",
    "parquet_bytes",
    "safe",
    "size_words",
]


def case_file(rows: pl.DataFrame, build: Build) -> bytes:
    """CSV of published rows of the case records, with the words for each symbol."""
    return csv_bytes(case_rows(rows, build))


def case_rows(rows: pl.DataFrame, build: Build) -> pl.DataFrame:
    """The rows with what a reader of the file alone must know."""
    if {"symbol", "measure", "denominator"} <= set(rows.columns):
        meaning = [symbol_words(row) for row in rows.to_dicts()]
        rows = rows.with_columns(pl.Series("symbol_meaning", meaning, dtype=pl.String))
    first = [
        pl.lit(origin_of(build).dataset_note).alias("dataset_note"),
        pl.lit(build.id).alias("build_id"),
    ]
    return rows.select(*first, pl.all())


def official_file(rows: pl.DataFrame) -> bytes:
    """CSV of official figures."""
    return csv_bytes(rows.select(pl.lit(OFFICIAL).alias("dataset_note"), pl.all()))


def size_words(content: bytes) -> str:
    return f"{max(1, round(len(content) / 1000)):,} kB"
