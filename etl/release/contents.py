"""The data files of a release: tidy CSV and Parquet with their metadata, workbooks, codebook."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.contracts import Entity
from etl.files.codebook import described, meaning
from etl.files.csvw import ENDING, csvw
from etl.files.layout import VALUE_COLUMNS, value_rows, with_origin, with_words
from etl.files.origin import OFFICIAL, Origin
from etl.files.sheets import measure_sheets
from etl.files.tidy import csv_bytes, file_name, one_line, parquet_bytes, safe
from etl.files.workbook import workbook
from etl.release.snapshot import Snapshot

# Published tables that go into files of their own beside those of the topics.
TABLES = {
    "counts": "Counts behind the measures",
    "time_to_event": "Waiting-time curves",
    "disparity": "Officers compared by ethnicity and sex",
    "measures": "Definitions of the measures",
    "areas": "Areas",
    "categories": "Categories in words",
    "breaks": "Breaks in the series",
    "submissions": "Returns received",
    "coverage": "Forces counted in each figure",
    "validation": "Results of the checks",
    "policy": "Disclosure policy",
    "disclosure": "Results of the disclosure audit",
}
# Real figures of real forces: they are never called synthetic, whatever stands beside them.
OFFICIAL_TABLE = "official_figures"


@dataclass(frozen=True)
class Table:
    """Rows of one file: its stem, its title, and the published table they are of."""

    stem: str
    title: str
    rows: pl.DataFrame
    of: str


def topic_title(topic: str) -> str:
    return topic.replace("_", " ").capitalize()


def tables(snapshot: Snapshot, changes: pl.DataFrame, origin: Origin) -> Iterator[Table]:
    """Every table of a release, topics first."""
    values = topic_rows(snapshot, origin)
    for topic, rows in values.items():
        yield Table(topic, topic_title(topic), rows, "measure_values")
    for name, title in TABLES.items():
        if name in snapshot.tables:
            yield Table(name, title, _worded(snapshot, name, origin), name)
    yield Table("what_changed", "What changed since the release before", changes, "measure_values")


def topic_rows(snapshot: Snapshot, origin: Origin) -> dict[str, pl.DataFrame]:
    """The tidy rows of measures by topic."""
    measures = snapshot["measures"]
    rows = value_rows(
        snapshot["measure_values"], measures, snapshot["areas"], snapshot["categories"], origin
    )
    topics = sorted(set(measures["topic"]))
    return {
        topic: rows.filter(
            pl.col("measure").is_in(measures.filter(topic=topic)["measure"].to_list())
        )
        for topic in topics
    }


def write_tables(folder: Path, made: Iterator[Table], origin: Origin) -> None:
    """Each table as CSV with its metadata, and as Parquet."""
    for table in made:
        rows = one_line(table.rows)
        name = _named(table.stem, "csv", origin)
        (folder / name).write_bytes(csv_bytes(rows))
        about = csvw(rows, name, table.title, origin, table.of)
        (folder / f"{name}{ENDING}").write_bytes(about)
        (folder / _named(table.stem, "parquet", origin)).write_bytes(parquet_bytes(safe(rows)))


def write_official(folder: Path, snapshot: Snapshot) -> None:
    """Official figures on their own, as their publishers print them."""
    rows = one_line(snapshot[OFFICIAL_TABLE])
    rows = rows.select(pl.lit(OFFICIAL).alias("dataset_note"), pl.all())
    (folder / file_name(OFFICIAL_TABLE)).write_bytes(csv_bytes(rows))
    (folder / file_name(OFFICIAL_TABLE, ending="parquet")).write_bytes(parquet_bytes(safe(rows)))


def write_workbooks(folder: Path, snapshot: Snapshot, origin: Origin) -> Iterator[str]:
    """One accessible workbook for each topic, a sheet for each measure; yields their titles."""
    measures = snapshot["measures"]
    for topic, rows in topic_rows(snapshot, origin).items():
        title = topic_title(topic)
        yield title
        sheets = measure_sheets(one_line(rows), measures.filter(topic=topic))
        about = [
            f"One sheet for each measure of {title.lower()}: figures, their counts, intervals."
        ]
        path = folder / _named(topic, "xlsx", origin)
        path.write_bytes(workbook(sheets, title, about, origin))


def write_codebook(folder: Path, contract: dict[str, Entity], origin: Origin) -> None:
    """Every column of every published table and of the tidy files: type, meaning, values."""
    columns = [("tidy files", name) for name in VALUE_COLUMNS]
    columns += [(table, name) for table, entity in contract.items() for name in entity.columns]
    rows = [
        {
            "table": table,
            "column": name,
            "type": field.type if (field := described(name, table)) else "string",
            "meaning": meaning(name, table),
            "values": ", ".join(field.enum) if field else "",
        }
        for table, name in columns
    ]
    path = folder / _named("codebook", "csv", origin)
    path.write_bytes(csv_bytes(one_line(pl.DataFrame(rows))))


def _worded(snapshot: Snapshot, name: str, origin: Origin) -> pl.DataFrame:
    """The table with names of areas and categories where it has their codes."""
    rows = snapshot[name]
    if {"dataset", "area_code", "breakdown", "category"} <= set(rows.columns):
        rows = with_words(rows, snapshot["areas"], snapshot["categories"])
    return with_origin(rows, origin)


def _named(stem: str, ending: str, origin: Origin) -> str:
    return file_name(stem, ending=ending, synthetic=origin.synthetic)
