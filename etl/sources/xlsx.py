"""Read an XLSX workbook with openpyxl, which alone of the common readers keeps error cells."""

import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

from etl.contracts.grid import BLANK, Cell, Sheet
from etl.errors import UnreadableFileError

UNSOLVED = re.compile(rb"<f[^>]*>[^<]*</f>\s*(<v\s*/>|<v></v>)?\s*</c>|<f[^>]*/>\s*</c>")


def read_xlsx(content: bytes) -> list[Sheet]:
    """Every sheet; a formula gives its stored result.

    Raises UnreadableFileError for one that has none, since its cell would look blank.
    """
    # Slow to start, and needed for one kind of file only.
    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(content), data_only=True, rich_text=True)
    if _has_unsolved(content):
        _refuse_unsolved(workbook, load_workbook(io.BytesIO(content)))
    try:
        return [
            Sheet(sheet.title, [_row(cells) for cells in sheet.iter_rows()])
            for sheet in workbook.worksheets
        ]
    finally:
        workbook.close()


def _has_unsolved(content: bytes) -> bool:
    """Whether any sheet holds a formula without a result: some programs never work them out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = (name for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))
        return any(UNSOLVED.search(archive.read(name)) for name in sheets)


def _refuse_unsolved(results: Any, formulas: Any) -> None:
    for sheet in formulas.worksheets:
        for cell in (cell for cells in sheet.iter_rows() for cell in cells):
            if cell.data_type == "f" and results[sheet.title][cell.coordinate].value is None:
                raise UnreadableFileError(
                    f"{sheet.title}!{cell.coordinate}: a formula without a stored result. Open the "
                    "file in a spreadsheet program and save it."
                )


def _row(cells: Any) -> list[Cell]:
    row = [_cell(cell) for cell in cells]
    while row and row[-1] is BLANK:
        row.pop()
    return row


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None or value == "":
        return BLANK
    if cell.data_type == "e":
        return Cell(str(value), is_error=True)
    if isinstance(value, bool):
        return Cell(str(value).upper())
    if isinstance(value, datetime):
        return Cell(value.date())
    if isinstance(value, date):
        return Cell(value)
    if isinstance(value, int | float):
        is_percent = "%" in (cell.number_format or "")
        return Cell(float(value) * 100 if is_percent else float(value), is_percent=is_percent)
    return _text(value)


def _text(value: Any) -> Cell:
    if isinstance(value, str) and not isinstance(value, list):
        return Cell(value)
    plain, marks = [], []
    for part in value if isinstance(value, list) else [str(value)]:
        font = getattr(part, "font", None)
        is_raised = getattr(font, "vertAlign", None) == "superscript"
        (marks if is_raised else plain).append(str(part))
    return Cell("".join(plain), marks=",".join(mark.strip(" ,") for mark in marks))
