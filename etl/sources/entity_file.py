"""One file of a delivery: its rows as strings, in one block or, where it is large, in many."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from etl.contracts import Entity
from etl.errors import UnreadableFileError
from etl.sources.columns import check_columns
from etl.sources.csv_file import read_csv_strings
from etl.sources.large_csv import read_large_csv
from etl.sources.parquet_file import read_large_parquet, read_parquet_strings
from etl.sources.personal import Screen, refuse_personal

FILE = "source_file"
# Larger files are never in memory as a whole.
MOST_BYTES = 16 * 2**20
SMALL = {".csv": read_csv_strings, ".parquet": read_parquet_strings}
LARGE = {".csv": read_large_csv, ".parquet": read_large_parquet}


@dataclass(frozen=True)
class EntityFile:
    """The rows of one entity; each block is checked and screened as it is read."""

    path: Path
    entity: Entity
    screen: Screen
    is_large: bool

    @classmethod
    def of(cls, path: Path, entity: Entity, screen: Screen) -> "EntityFile":
        return cls(path, entity, screen, path.stat().st_size > MOST_BYTES)

    def blocks(self) -> Iterator[pl.DataFrame]:
        """Frames of strings in the columns of the contract, with the file and line of each row."""
        if self.is_large:
            yield from (self._checked(*block) for block in self._of(LARGE)(self.path))
        else:
            yield self.whole

    @cached_property
    def whole(self) -> pl.DataFrame:
        """All rows in one frame."""
        return self._checked(*self._of(SMALL)(self.path))

    def _of(self, readers: dict[str, Callable]) -> Callable:
        reader = readers.get(self.path.suffix.lower())
        if reader is None:
            raise UnreadableFileError(
                f"{self.path.name}: files are delivered as CSV or Parquet, with that ending."
            )
        return reader

    def _checked(self, frame: pl.DataFrame, lines: pl.Series) -> pl.DataFrame:
        check_columns(frame.columns, self.entity, self.path, self.screen)
        refuse_personal(frame, self.screen, self.path.name, lines)
        named = pl.lit(self.path.name).alias(FILE)
        return frame.select(*self.entity.columns, named, lines)
