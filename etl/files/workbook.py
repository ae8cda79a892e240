"""Accessible workbooks by `gptables`: cover, contents, notes, symbols, one table on each sheet."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

import gptables
import pandas as pd
import polars as pl

from etl.files.layout import SYMBOLS
from etl.files.origin import TITLE, Origin, citation
from etl.files.tidy import safe

COLUMNS = {
    "area_code": "Area code",
    "area_name": "Area",
    "area_level": "Kind of area",
    "period": "Period",
    "breakdown": "Split by",
    "category": "Category code",
    "category_label": "Category",
    "numerator": "Counted",
    "denominator": "Out of",
    "value": "Figure",
    "lower": "Lower 95% limit",
    "upper": "Upper 95% limit",
}
SYMBOL, MARKS = "Symbol", "Marks"
NONE = "none"
MARK_WORDS = {
    "p": "provisional: the period ended under 100 days before extraction, or a return is missing",
    "r": "revised: other than in the release before",
    "b": "break in the series: rules changed within the period or since the one before",
}
ONE_TABLE = "This worksheet contains one table."
BLANKS = (
    "Where a number is blank, the column Symbol says why; the worksheet Symbols says what each "
    "symbol and mark means. Hidden and missing are never zero."
)
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}


@dataclass(frozen=True)
class Sheet:
    """One table: rows in the layout of tidy files, with what a reader must know of them."""

    name: str
    title: str
    unit: str
    rows: pl.DataFrame
    notes: tuple[str, ...] = field(default=())


def workbook(sheets: list[Sheet], title: str, about: list[str], origin: Origin) -> bytes:
    """An XLSX file of these sheets. The same rows of the same build give the same bytes."""
    notes, marked = _notes(sheets)
    tables = {"Symbols": _symbols(origin)} | {
        sheet.name: _table(sheet, marked[sheet.name], origin) for sheet in sheets
    }
    buffer = BytesIO()
    with warnings.catch_warnings():
        # It warns of each table with a blank cell: the instructions say why there are some.
        warnings.simplefilter("ignore", UserWarning)
        book = gptables.produce_workbook(
            buffer,
            tables,
            cover=_cover(title, about, origin),
            notes_table=notes,
            contentsheet_options={"subtitles": [_said(origin)]},
            notesheet_options={"title": f"Notes ({_said(origin)})"},
            workbook_options=OPTIONS,
        )
        book.set_properties(_properties(title, origin))
        book.close()
    return buffer.getvalue()


def sheet_frame(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows as a sheet shows them: numbers as numbers, symbols and marks as text, in words."""
    marks = [
        pl.when(said).then(pl.lit(f"[{letter}]"))
        for letter, said in (
            ("p", pl.col("provisional")),
            ("r", pl.col("revised")),
            ("b", pl.col("break_before") | pl.col("break_within")),
        )
    ]
    return safe(rows).select(
        *(pl.col(name).alias(words) for name, words in COLUMNS.items()),
        pl.format("[{}]", "symbol").fill_null(NONE).alias(SYMBOL),
        pl.concat_str(marks, separator=" ", ignore_nulls=True).replace("", NONE).alias(MARKS),
    )


def _table(sheet: Sheet, marks: str, origin: Origin) -> gptables.GPTable:
    return gptables.GPTable(
        table=_pandas(sheet_frame(sheet.rows)),
        table_name=f"figures_{sheet.name}",
        title=f"{sheet.name}: {sheet.title}, {sheet.unit}{marks}",
        subtitles=[_said(origin)],
        instructions=f"{ONE_TABLE} {BLANKS}",
        index_columns={},
    )


def _pandas(frame: pl.DataFrame) -> pd.DataFrame:
    """Objects, so that a whole number is no float and a blank is a blank."""
    return pd.DataFrame(
        {name: pd.Series(frame[name].to_list(), dtype=object) for name in frame.columns}
    )


def _notes(sheets: list[Sheet]) -> tuple[pd.DataFrame, Mapping[str, str]]:
    """Notes, each once and numbered by the sheets that name them, and the marks of each sheet."""
    named: dict[str, str] = {}
    marks = {}
    for sheet in sheets:
        for note in sheet.notes:
            named.setdefault(note, f"n{len(named) + 1}")
        marks[sheet.name] = "".join(f"$${named[note]}$$" for note in sheet.notes)
    rows = {"Note": list(named.values()), "Note text": list(named)}
    return pd.DataFrame(rows, dtype=object), marks


def _said(origin: Origin) -> str:
    """What no sheet may be read without."""
    return f"{TITLE}: {origin.dataset_note}; {origin.version_words}"


def _symbols(origin: Origin) -> gptables.GPTable:
    meanings = {**SYMBOLS, **MARK_WORDS}
    rows = {"Symbol": [f"[{letter}]" for letter in meanings], "Meaning": list(meanings.values())}
    return gptables.GPTable(
        table=pd.DataFrame(rows, dtype=object),
        table_name="symbols",
        title="Symbols and marks",
        subtitles=[_said(origin)],
        instructions=ONE_TABLE,
        index_columns={},
    )


def _cover(title: str, about: list[str], origin: Origin) -> gptables.Cover:
    return gptables.Cover(
        title=title,
        intro=[f"These are {origin.dataset_note}.", *about],
        about=[
            f"Cite as: {citation(origin, f'{title}.')}",
            f"Licence: {origin.licence}.",
            *([origin.note] if origin.note else []),
            f"Numbers stand as they were worked out, without rounding. {BLANKS}",
        ],
        cover_label="Cover",
    )


def _properties(title: str, origin: Origin) -> dict:
    """The day of the build, not of the writing: else no two files would be the same."""
    day = origin.built_on
    return {
        "title": f"{title} ({'synthetic' if origin.synthetic else origin.dataset_note})",
        "comments": f"{origin.dataset_note}; {origin.version_words}",
        "created": datetime(day.year, day.month, day.day),
    }
