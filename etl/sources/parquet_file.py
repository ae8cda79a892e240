"""Read one Parquet file as strings, with the number of each row."""

import io
from pathlib import Path

import polars as pl
from polars.exceptions import PanicException, PolarsError
from pyarrow import ArrowException, Table, parquet

from etl.errors import UnreadableFileError
from etl.sources.csv_file import LINE
from etl.sources.folder import read_bytes


def read_parquet_strings(path: Path) -> tuple[pl.DataFrame, pl.Series]:
    """All columns as strings (blank is null), and the number of each row; the first is 1."""
    data = io.BytesIO(read_bytes(path))
    try:
        frame = pl.from_arrow(_sound(data))
        wrong = _nested(frame)
        strings = frame.select(pl.all().cast(pl.String)) if wrong is None else None
    except (ArrowException, PanicException, PolarsError, OSError, ValueError):
        # What they say may quote bytes of the file.
        raise UnreadableFileError(
            f"{path.name}: not a whole Parquet file (cut off or damaged). Write it again and "
            "compare sizes."
        ) from None
    if wrong is not None:
        raise UnreadableFileError(
            f"{path.name}: column {wrong + 1} holds lists, records or bytes. Write text, numbers, "
            "days, or true and false."
        )
    lines = pl.int_range(1, frame.height + 1, dtype=pl.Int64, eager=True).alias(LINE)
    return strings.with_columns(pl.all().replace("", None)), lines


def _sound(data: io.BytesIO) -> Table:
    """The table of a file, whole and of sound text; what describes its columns is left behind.

    Not read by Polars, which prints a trace of its own of a damaged file.
    """
    table = parquet.ParquetFile(data, page_checksum_verification=True).read()
    table.validate(full=True)
    return Table.from_arrays(table.columns, names=table.column_names)


def _nested(frame: pl.DataFrame) -> int | None:
    """The place of the first column whose values are no single ones."""
    kinds = enumerate(frame.dtypes)
    return next((place for place, kind in kinds if kind.is_nested() or kind == pl.Binary), None)
