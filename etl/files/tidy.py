"""Tidy CSV and Parquet, and names of files: text stays text, numbers stay numbers."""

import re
from io import BytesIO

import polars as pl

# Spreadsheets would take UTF-8 for another encoding without it.
BYTE_ORDER_MARK = "\ufeff"
# A spreadsheet would run a cell that begins so as a formula.
_FORMULA = r"^[=+\-@\t\r]"
_LINES = r"\s*[\r\n]+\s*"


def csv_bytes(rows: pl.DataFrame) -> bytes:
    """CSV in which no text cell can be taken for a formula. Opens as UTF-8 in spreadsheets too."""
    return (BYTE_ORDER_MARK + safe(rows).write_csv()).encode()


def parquet_bytes(rows: pl.DataFrame) -> bytes:
    """Parquet, its columns in their own types."""
    buffer = BytesIO()
    rows.write_parquet(buffer)
    return buffer.getvalue()


def safe(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with an apostrophe before text that begins like a formula."""
    text = pl.selectors.string()
    return rows.with_columns(
        pl.when(text.str.contains(_FORMULA)).then("'" + text).otherwise(text).name.keep()
    )


def one_line(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows without line breaks in their text, so that a line of the file is a row."""
    return rows.with_columns(pl.selectors.string().str.replace_all(_LINES, " "))


def file_name(*parts: str, ending: str = "csv", synthetic: bool = False) -> str:
    """A name made of plain letters that says what is inside."""
    words = [*parts, "synthetic"] if synthetic else list(parts)
    return f"{re.sub(r'[^a-z0-9]+', '-', ' '.join(words).lower()).strip('-')}.{ending}"
