"""Read an ODS workbook from its XML.

The common readers lose three things that change a figure: an error cell comes out blank, a cell
that shows 12% comes out as 0.12, and a footnote digit in superscript is glued to its word.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element, iterparse

from etl.contracts.grid import BLANK, Cell, Sheet

NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TABLE, TEXT, STYLE = (NS % name for name in ("office", "table", "text", "style"))
EXTENDED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
ERROR = re.compile(r"(#[A-Z/0!?]+|Err:\d+)$")
MOST_REPEATS = 100_000


def read_ods(archive: zipfile.ZipFile) -> list[Sheet]:
    """Every sheet of the workbook; raises ParseError for XML that is cut short."""
    sheets: list[Sheet] = []
    raised: set[str] = set()
    blank_rows = 0
    with archive.open("content.xml") as content:
        for event, element in iterparse(content, events=("start", "end")):
            if event == "start" and element.tag == TABLE + "table":
                sheets.append(Sheet(element.get(TABLE + "name", ""), []))
                blank_rows = 0
            elif event == "end" and element.tag == STYLE + "style":
                raised |= _raised_style(element)
            elif event == "end" and element.tag == TABLE + "table-row" and sheets:
                blank_rows = _add_row(sheets[-1].rows, element, raised, blank_rows)
                element.clear()
    return sheets


def _add_row(rows: list[list[Cell]], element: Element, raised: set[str], blank_rows: int) -> int:
    """Append the row; return how many blank ones wait, since the last of them are padding."""
    repeats = min(int(element.get(TABLE + "number-rows-repeated", "1")), MOST_REPEATS)
    cells = _cells(element, raised)
    if not cells:
        return blank_rows + repeats
    rows.extend([] for _ in range(blank_rows))
    rows.extend(list(cells) for _ in range(repeats))
    return 0


def _cells(row: Element, raised: set[str]) -> list[Cell]:
    cells: list[Cell] = []
    blanks = 0
    for element in row:
        if element.tag not in (TABLE + "table-cell", TABLE + "covered-table-cell"):
            continue
        repeats = min(int(element.get(TABLE + "number-columns-repeated", "1")), MOST_REPEATS)
        # What a merged cell covers is not shown, even where the file still holds something there.
        is_covered = element.tag == TABLE + "covered-table-cell"
        cell = BLANK if is_covered else _cell(element, raised)
        if cell is BLANK:
            blanks += repeats
            continue
        cells.extend([BLANK] * blanks)
        cells.extend([cell] * repeats)
        blanks = 0
    return cells


def _cell(element: Element, raised: set[str]) -> Cell:
    kind = element.get(OFFICE + "value-type")
    if kind in ("float", "currency", "percentage"):
        number = float(element.get(OFFICE + "value", "nan"))
        is_percent = kind == "percentage"
        return Cell(number * 100 if is_percent else number, is_percent=is_percent)
    if kind == "date":
        return Cell(date.fromisoformat(element.get(OFFICE + "date-value", "")[:10]))
    lines = [
        "".join(text for text, up in _pieces(part, raised) if not up)
        for part in element.findall(TEXT + "p")
    ]
    text = "\n".join(lines)
    marks = ",".join(
        piece.strip(" ,")
        for part in element.findall(TEXT + "p")
        for piece, up in _pieces(part, raised)
        if up and piece.strip(" ,")
    )
    if not text and not marks:
        return BLANK
    is_error = element.get(EXTENDED) == "error" or bool(ERROR.match(text.strip()))
    return Cell(text, marks=marks, is_error=is_error)


def _pieces(part: Element, raised: set[str], up: bool = False) -> Iterator[tuple[str, bool]]:
    """The text of a paragraph, piece by piece, and whether it is in superscript."""
    yield part.text or "", up
    for child in part:
        if child.tag == TEXT + "s":
            yield " " * int(child.get(TEXT + "c", "1")), up
        elif child.tag in (TEXT + "tab", TEXT + "line-break"):
            yield "\n", up
        elif child.tag != OFFICE + "annotation":
            style = child.get(TEXT + "style-name")
            yield from _pieces(child, raised, up or style in raised)
        yield child.tail or "", up


def _raised_style(style: Element) -> set[str]:
    for properties in style.findall(STYLE + "text-properties"):
        position = properties.get(STYLE + "text-position", "")
        if position.startswith("super") or re.match(r"[1-9]", position):
            return {style.get(STYLE + "name", "")}
    return set()
