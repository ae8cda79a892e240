"""The ways in which a figure reaches a reader, each read into what it says of a published row."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import plotly.graph_objects as go
import polars as pl

from etl.contracts import load_published
from etl.files.sheets import measure_sheets
from etl.files.workbook import workbook
from etl.release.contents import Table, topic_rows, topic_title, write_tables
from etl.release.snapshot import Snapshot, read_snapshot
from tests.figures import named

KEY = ("measure", "area_code", "period_type", "period", "breakdown", "category")
ROWS = """
    select v.*, m.title, m.topic, m.explains, a.area_name, coalesce(c.label, v.category) as label
    from published.measure_values as v
    inner join published.measures as m using (measure)
    inner join published.areas as a using (dataset, area_code)
    left join published.categories as c on (v.breakdown, v.category) = (c.breakdown, c.category)
"""
PERIOD = re.compile(r"\d{4}-\d\d")
# Columns of a sheet: the numbers of a row, its symbol and its marks.
NUMBERS, SAID = slice(7, 12), slice(12, 14)


def key_of(row: dict) -> tuple:
    return tuple(row[name] for name in KEY)


def published_rows(public: Path) -> list[dict]:
    """Every row of published.measure_values, with the words for its codes."""
    with duckdb.connect(str(public), read_only=True) as connection:
        return connection.execute(ROWS).pl().to_dicts()


def of_windows(rows: list[dict]) -> list[dict]:
    """What a page of an area lists: totals by window, of a measure without them its categories."""
    listed = [
        row
        for row in rows
        if row["period_type"] == "three_years"
        and not row["explains"]
        and "*" not in row["breakdown"]
    ]
    totals = {(row["measure"], row["area_code"]) for row in listed if row["breakdown"] == "total"}
    return [
        row
        for row in listed
        if row["breakdown"] == "total" or (row["measure"], row["area_code"]) not in totals
    ]


# --- Files ---------------------------------------------------------------------------------------


def snapshot_of(public: Path, contract: Path) -> Snapshot:
    return read_snapshot(public, load_published(contract))


def tidy_files(snapshot: Snapshot, folder: Path) -> pl.DataFrame:
    """The lines of the tidy files of all topics as a release writes them, every cell as text."""
    origin = snapshot.origin("1.0.0")
    made = topic_rows(snapshot, origin).items()
    each = (Table(topic, topic_title(topic), rows, "measure_values") for topic, rows in made)
    write_tables(folder, each, origin)
    files = sorted(folder.glob("*.csv"))
    return pl.concat([pl.read_csv(path, infer_schema=False) for path in files])


def workbooks(snapshot: Snapshot, periods: set[str]) -> dict[tuple, tuple]:
    """The numbers, symbol and marks of each line of the workbooks of all topics, for some periods.

    A key has no kind of period: a sheet does not need one.
    """
    origin, found = snapshot.origin("1.0.0"), {}
    for topic, rows in topic_rows(snapshot, origin).items():
        some = rows.filter(rows["period"].is_in(periods))
        sheets = measure_sheets(some, snapshot["measures"].filter(topic=topic))
        content = workbook(sheets, topic, [], origin)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        for name in book.sheetnames[4:]:
            for line in list(book[name].iter_rows(values_only=True))[4:]:
                code, _, _, period, breakdown, category = line[:6]
                assert (name, code, period, breakdown, category) not in found
                found[name, code, period, breakdown, category] = (*line[NUMBERS], *line[SAID])
    return found


# --- Charts and tables ---------------------------------------------------------------------------


def drawn(figure: go.Figure, axis: str) -> dict[str, tuple[str, float]]:
    """Kind of mark and height by the name of each thing that a chart shows."""
    return {
        about[0]: (trace.name, at)
        for trace in figure.data
        if trace.name in ("value", "u", "c", "x", "z")
        for about, at in zip(trace.customdata, trace[axis], strict=True)
    }


def shaded(figure: go.Figure) -> int:
    """How many periods a chart marks as provisional."""
    return sum(shape.name == "provisional" for shape in figure.layout.shapes)


def listed(tables: dict[str, list[list[str]]]) -> Iterator[tuple[str, str, str]]:
    """(name, period, words) of each cell of the tables that have a column for each period."""
    for header, *lines in tables.values():
        if header[0] == "Measure" and PERIOD.fullmatch(header[1]):
            for line in lines:
                for period, words in zip(header[1:], line[1:], strict=True):
                    yield line[0], period, words


def said_of(cells: dict[tuple[str, str], str], row: dict) -> str:
    """The cell of a row; on paper categories after the first have the id of the measure only."""
    brief = f"{row['measure']}: {row['label']}"
    return cells.get((named(row), row["period"])) or cells[brief, row["period"]]
