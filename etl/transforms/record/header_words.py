"""The words above a column: units set apart, merged cells spread over the columns they cover."""

import re

from etl.contracts.grid import Cell, Sheet
from etl.transforms.record.block import Block
from etl.transforms.record.find import Refused, text_at
from etl.transforms.record.layout import RecordLayout
from etl.transforms.record.periods import (
    Period,
    read_bare_year,
    read_month,
    read_period,
    read_period_words,
)
from etl.transforms.record.words import mended, without_digits, without_signs

HeaderRows = list[dict[int, Cell]]
LONGEST_UNIT = 60


def header_rows(sheet: Sheet, block: Block, layout: RecordLayout) -> tuple[HeaderRows, str]:
    """Header rows as cells by column, without the unit and lines of text; and the unit."""
    units = {unit for each in layout.units if (unit := _unit_in(each, block.title.text))}
    rows = []
    for r in block.headers:
        cells = {}
        for c, cell in enumerate(sheet.rows[r]):
            text = text_at(sheet, r, c)
            found = {
                u
                for each in layout.units
                if len(text) < LONGEST_UNIT and (u := _unit_in(each, text))
            }
            is_unit_alone = found and not re.search(r"\d|number|average", text, re.IGNORECASE)
            if is_unit_alone:
                units |= found
            elif text and not _is_aside(text, layout):
                cells[c] = cell
        edge = block.names if block.names is not None else -1
        if any(c > edge for c in cells):
            rows.append(cells)
    if len(units) > 1:
        where = sheet.ref(block.title.row, block.title.column)
        raise Refused(
            f"{where}: title and header name different units ({', '.join(sorted(units))})."
        )
    return rows, next(iter(units), "")


def _unit_in(unit: dict[str, str], text: str) -> str:
    return unit["is"] if re.search(unit["printed"], text, re.IGNORECASE) else ""


def _is_aside(text: str, layout: RecordLayout) -> bool:
    asides = layout.words.get("aside", ())
    return any(re.search(each["printed"], text, re.IGNORECASE) for each in asides)


def joined_header(rows: HeaderRows, column: int, names: int | None) -> str:
    """The header of a column read downwards; a cell merged over several stands above each."""
    parts: list[str] = []
    for position, row in enumerate(rows):
        at = column
        if position < len(rows) - 1:
            edge = -1 if names is None else names
            at = max((c for c in row if edge < c <= column), default=column)
        if at in row:
            value = row[at].value
            text = mended(value) if isinstance(value, str) else _number_words(value)
            if text and text not in parts:
                parts.append(text)
    return " ".join(parts)


def _number_words(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def header_period(last: Cell, header: str, title: str, is_stock: bool) -> Period | None:
    """The day or year that a column is headed with; a month or year alone is a day for stocks."""
    if isinstance(last.value, float):
        year = _number_words(last.value)
        if not re.fullmatch(r"(19|20)\d\d", year):
            return None
        return read_period_words(header) or (read_bare_year(year, title) if is_stock else None)
    found = read_period(last) or read_period_words(header)
    if not is_stock:
        return found
    if found or not isinstance(last.value, str):
        return found if found and found.is_day else None
    words = mended(last.value)
    return read_month(words) or read_bare_year(words, title)


def header_marks(header: str) -> str:
    """Signs, brackets and glued digits; the 3 of "Schedule 3" is a word of its own."""
    marks = without_signs(header)[1]
    return marks or ("" if re.search(r"\s\d{1,2}$", header) else without_digits(header)[1])
