"""Read one Parquet file as strings, with the number of each row."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
from polars.exceptions import PanicException, PolarsError
from pyarrow import ArrowException, Table, parquet

from etl.errors import UnreadableFileError
from etl.sources.csv_file import LINE
from etl.sources.folder import read_bytes

BLOCK_ROWS = 500_000
CHECKED = {"page_checksum_verification": True}


def read_parquet_strings(path: Path) -> tuple[pl.DataFrame, pl.Series]:
    """All columns as strings (blank is null), and the number of each row; the first is 1."""
    data = io.BytesIO(read_bytes(path))
    with _whole(path):
        frame = pl.from_arrow(_sound(parquet.ParquetFile(data, **CHECKED).read()))
    return _strings(frame, 1, path)


def read_large_parquet(path: Path) -> Iterator[tuple[pl.DataFrame, pl.Series]]:
    """As `read_parquet_strings`, a block of rows at a time."""
    with _whole(path):
        batches = parquet.ParquetFile(path, **CHECKED).iter_batches(BLOCK_ROWS)
    first = 1
    while True:
        with _whole(path):
            batch = next(batches, None)
            if batch is None:
                return
            frame = pl.from_arrow(_sound(Table.from_batches([batch])))
        yield _strings(frame, first, path)
        first += frame.height


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    try:
        yield
    except (ArrowException, PanicException, PolarsError, OSError, ValueError):
        # What they say may quote bytes of the file.
        raise UnreadableFileError(
            f"{path.name}: not a whole Parquet file (cut off or damaged). Write it again and "
            "compare sizes."
        ) from None


def _strings(frame: pl.DataFrame, first: int, path: Path) -> tuple[pl.DataFrame, pl.Series]:
    wrong = _nested(frame)
    if wrong is not None:
        raise UnreadableFileError(
            f"{path.name}: column {wrong + 1} holds lists, records or bytes. Write text, numbers, "
            "days, or true and false."
        )
    with _whole(path):
        strings = frame.select(pl.all().cast(pl.String))
    lines = pl.int_range(first, first + frame.height, dtype=pl.Int64, eager=True).alias(LINE)
    return strings.with_columns(pl.all().replace("", None)), lines


def _sound(table: Table) -> Table:
    """A table of sound text; what describes its columns is left behind.

    Not read by Polars, which prints a trace of its own of a damaged file.
    """
    table.validate(full=True)
    return Table.from_arrays(table.columns, names=table.column_names)


def _nested(frame: pl.DataFrame) -> int | None:
    """The place of the first column whose values are no single ones."""
    kinds = enumerate(frame.dtypes)
    return next((place for place, kind in kinds if kind.is_nested() or kind == pl.Binary), None)
