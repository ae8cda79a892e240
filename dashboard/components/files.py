"""Files to download: the rows that are shown, saying in every row whether they are synthetic."""

import re
from io import BytesIO

import polars as pl

from dashboard.queries.connection import Build
from dashboard.text.figures import symbol_words

SYNTHETIC = "synthetic: invented cases, fictional forces"
RECORDS = "case records, protected before publication"
INTERNAL = "internal, not to be passed on; "
OFFICIAL = "published official figures, as printed by the publisher"

# A spreadsheet would run a cell that begins so as a formula.
_FORMULA = r"^[=+\-@\t\r]"


def case_file(rows: pl.DataFrame, build: Build) -> bytes:
    """CSV of published rows of the case records, with the words for each symbol."""
    return csv_bytes(case_rows(rows, build))


def case_rows(rows: pl.DataFrame, build: Build) -> pl.DataFrame:
    """The rows with what a reader of the file alone must know."""
    note = SYNTHETIC if build.synthetic else RECORDS
    if build.tier == "internal":
        note = INTERNAL + note
    if {"symbol", "measure", "denominator"} <= set(rows.columns):
        meaning = [symbol_words(row) for row in rows.to_dicts()]
        rows = rows.with_columns(pl.Series("symbol_meaning", meaning, dtype=pl.String))
    first = [pl.lit(note).alias("dataset_note"), pl.lit(build.id).alias("build_id")]
    return rows.select(*first, pl.all())


def official_file(rows: pl.DataFrame) -> bytes:
    """CSV of official figures."""
    return csv_bytes(rows.select(pl.lit(OFFICIAL).alias("dataset_note"), pl.all()))


def csv_bytes(rows: pl.DataFrame) -> bytes:
    """CSV in which no text cell can be taken for a formula. Opens as UTF-8 in spreadsheets too."""
    return ("\ufeff" + safe(rows).write_csv()).encode()


def parquet_bytes(rows: pl.DataFrame) -> bytes:
    buffer = BytesIO()
    rows.write_parquet(buffer)
    return buffer.getvalue()


def safe(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with an apostrophe before text that begins like a formula."""
    text = pl.selectors.string()
    return rows.with_columns(
        pl.when(text.str.contains(_FORMULA)).then("'" + text).otherwise(text).name.keep()
    )


def file_name(*parts: str, ending: str = "csv", synthetic: bool = False) -> str:
    """A name made of plain letters that says what is inside."""
    words = [*parts, "synthetic"] if synthetic else list(parts)
    return f"{re.sub(r'[^a-z0-9]+', '-', ' '.join(words).lower()).strip('-')}.{ending}"


def size_words(content: bytes) -> str:
    return f"{max(1, round(len(content) / 1000)):,} kB"
