"""The rows of a reader's choice as an extract, and the released file that it is a part of."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from dashboard.components.files import csv_bytes, file_name
from dashboard.components.origin import origin_of
from dashboard.components.shared import shared
from dashboard.queries import comparisons, extracts, published
from dashboard.queries.connection import Build
from dashboard.queries.releases import released_files
from etl.files.extract import Extract, Released, sha256
from etl.files.layout import VALUE_COLUMNS, value_rows, with_origin
from etl.files.sheets import measure_sheets
from etl.files.tidy import one_line
from etl.files.workbook import workbook

VALUES = "values"
TITLE = "Extract of measure values"
# Tables of comparisons are read measure by measure.
COMPARISONS = {
    "differences": comparisons.differences,
    "limits": comparisons.all_limits,
    "signals": comparisons.signals,
}
# The names of more measures would make too long a name of a file.
MOST_NAMED = 3


@dataclass(frozen=True)
class Choice:
    """What a reader wants in a file: which table, measures of one topic, areas, periods, splits.

    No splits are all splits.
    """

    kind: str
    topic: str
    measures: list[str]
    areas: list[str]
    periods: list[str]
    splits: list[str]

    @property
    def keep(self) -> dict[str, list[str]]:
        """Values to keep by column of the released file."""
        keep = {"measure": self.measures, "area_code": self.areas, "period": self.periods}
        return keep | ({"breakdown": self.splits} if self.splits else {})

    @property
    def name(self) -> str:
        named = self.measures if len(self.measures) <= MOST_NAMED else [self.topic]
        return " ".join([self.kind, *named])


def made(build: Build, choice: Choice, words: str) -> Extract:
    """The extract of a choice, which `words` say."""
    rows = _rows(build, choice)
    if choice.splits and "breakdown" in rows.columns:
        rows = rows.filter(pl.col("breakdown").is_in(choice.splits))
    name = file_name(choice.name, synthetic=build.synthetic)
    released = released_file(build, choice.topic) if choice.kind == VALUES else None
    return Extract(one_line(rows), choice.keep, words, name, released)


@shared
def released_file(build: Build, topic: str) -> Released | None:
    """The file of a topic in the release that is shown.

    None where there is no release, or its file is not made of these very rows to the byte, as
    when another version of the program wrote it: an extract could not be made again from it.
    """
    name = file_name(topic, synthetic=build.synthetic)
    listed = released_files(build).get(name)
    if listed is None:
        return None
    whole = csv_bytes(one_line(tidy_rows(build, extracts.topic_values(build, topic))))
    return Released(name, listed) if sha256(whole) == listed else None


def released_path(build: Build, released: Released) -> Path:
    return build.path.parent / released.name


def is_tidy(extract: Extract) -> bool:
    """Whether the rows are measure values, for which there are workbooks."""
    return tuple(extract.rows.columns) == VALUE_COLUMNS


def workbook_file(build: Build, extract: Extract) -> bytes:
    """An accessible workbook, a sheet for each measure."""
    sheets = measure_sheets(extract.rows, published.measures(build))
    return workbook(sheets, TITLE, [f"What is in it: {extract.words}"], origin_of(build))


def _rows(build: Build, choice: Choice) -> pl.DataFrame:
    chosen = choice.measures, choice.areas, choice.periods
    if choice.kind == VALUES:
        return tidy_rows(build, extracts.values(build, *chosen))
    if choice.kind in COMPARISONS:
        read = COMPARISONS[choice.kind]
        rows = pl.concat(read(build, name, *chosen[1:]) for name in choice.measures)
    else:
        rows = extracts.counts(build, *chosen)
    return with_origin(rows, origin_of(build))


def tidy_rows(build: Build, rows: pl.DataFrame) -> pl.DataFrame:
    words = published.measures(build), extracts.area_names(build), extracts.category_labels(build)
    return value_rows(rows, *words, origin_of(build))
