"""Where a table lies on its sheet: title, header rows, column of names, rows of figures, notes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from etl.contracts.grid import BLANK, Sheet
from etl.errors import OfficialFileError
from etl.transforms.record.layout import RecordLayout, Table
from etl.transforms.record.periods import read_period
from etl.transforms.record.places import Places
from etl.transforms.record.values import read_value
from etl.transforms.record.words import mended

TITLE = re.compile(r"^Table\s+[A-Za-z]{0,3}\d[\w.]*\b[\s:.\-–]*\S", re.IGNORECASE)
SHORTEST_TITLE = 10
NOTE = re.compile(
    r"(notes?\b|sources?\b|footnotes?\b|symbols?\b|\d{1,2}[.)]?\s+\S|[*^~†‡§]+\s*\S"
    r"|['‘’\"].{0,6}['’\"]?\s*denotes|\.\.|\[\w+\]|.*\bdenotes\b|contact\b|return to\b)",
    re.IGNORECASE,
)


class Refused(OfficialFileError):
    """A table that is not as its layout says; the message names sheet and cell."""


@dataclass
class Title:
    row: int
    column: int
    text: str
    table: Table | None
    caught: dict[str, str]
    end: int = 0


@dataclass
class Block:
    """`rows` hold figures, `headers` words above them; `names` is the column of names."""

    title: Title
    headers: list[int]
    rows: list[int]
    names: int | None
    notes: dict[str, str] = field(default_factory=dict)


def text_at(sheet: Sheet, row: int, column: int) -> str:
    value = sheet.at(row, column).value
    if value is None:
        return ""
    return mended(value) if isinstance(value, str) else str(value)


def find_titles(sheet: Sheet, layout: RecordLayout) -> list[Title]:
    """Every line that looks like the title of a table, known to the layout or not."""
    titles: list[Title] = []
    plain: set[str] = set()  # open data repeat the same few words on every row
    for r, row in enumerate(sheet.rows):
        for c, cell in enumerate(row):
            value = cell.value
            if not isinstance(value, str) or len(value) < SHORTEST_TITLE or value in plain:
                continue
            title = _title(mended(value), r, c, layout)
            if title:
                titles.append(title)
                break
            plain.add(value)
    for title, following in zip(titles, [*titles[1:], None], strict=False):
        title.end = following.row if following else len(sheet.rows)
    return titles


def _title(text: str, row: int, column: int, layout: RecordLayout) -> Title | None:
    for table in layout.tables:
        if not table.title:
            continue
        found = re.search(table.title, text, re.IGNORECASE)
        if found and not (table.not_title and re.search(table.not_title, text, re.IGNORECASE)):
            return Title(row, column, text, table, _caught(found))
    return Title(row, column, text, None, {}) if TITLE.match(text) else None


def _caught(found: re.Match) -> dict[str, str]:
    return {name: text for name, text in found.groupdict().items() if text is not None}


def find_block(sheet: Sheet, title: Title, layout: RecordLayout, places: Places) -> Block | None:
    """The table below a title; null where there are no figures with names at all."""
    table = title.table
    if table.rows in ("records", "pages"):
        return Block(title, [title.row + 1], record_rows(sheet, title.row + 1), None)
    is_name = _names_rows(table, layout, places)
    names = _name_column(sheet, title, is_name, table.rows)
    if names is None:
        return None
    first = next(
        r for r in range(title.row + 1, title.end) if _is_figures(sheet, r, names, is_name, table)
    )
    headers = [r for r in range(title.row + 1, first) if any(c is not BLANK for c in sheet.rows[r])]
    block = Block(title, headers, [], names)
    _add_rows(sheet, block, first)
    return block


def _names_rows(
    table: Table, layout: RecordLayout, places: Places
) -> Callable[[Sheet, int, int], bool]:
    wholes = [re.compile(whole.printed, re.IGNORECASE) for whole in table.wholes]
    own = {name.casefold() for name in layout.places}

    def is_area(sheet: Sheet, row: int, column: int) -> bool:
        text = text_at(sheet, row, column)
        if not text or len(text) > 80:
            return False
        known = text.casefold() in own or any(whole.search(text) for whole in wholes)
        return known or bool(places.named(text)[0])

    def is_period(sheet: Sheet, row: int, column: int) -> bool:
        return read_period(sheet.at(row, column)) is not None

    def is_category(sheet: Sheet, row: int, column: int) -> bool:
        cell = sheet.at(row, column)
        return isinstance(cell.value, str) and bool(mended(cell.value))

    return {"areas": is_area, "periods": is_period}.get(table.rows, is_category)


def _name_column(
    sheet: Sheet, title: Title, is_name: Callable[[Sheet, int, int], bool], rows: str
) -> int | None:
    """The column that names the rows: the one with most such names beside figures."""
    found: dict[int, int] = {}
    for r in range(title.row + 1, title.end):
        for c in range(len(sheet.rows[r])):
            if is_name(sheet, r, c) and _has_figures(sheet, r, c):
                found[c] = found.get(c, 0) + 1
                if rows == "categories":
                    break
    return max(found, key=lambda c: (found[c], -c)) if found else None


def _has_figures(sheet: Sheet, row: int, names: int) -> bool:
    values = (read_value(cell) for cell in sheet.rows[row][names + 1 :])
    return any(value is not None and not value.is_blank for value in values)


def _is_figures(
    sheet: Sheet, row: int, names: int, is_name: Callable[[Sheet, int, int], bool], table: Table
) -> bool:
    if not (is_name(sheet, row, names) and _has_figures(sheet, row, names)):
        return False
    is_header = table.label and re.search(table.label, text_at(sheet, row, names), re.IGNORECASE)
    return not (table.rows == "categories" and is_header and _is_years(sheet, row, names))


def _is_years(sheet: Sheet, row: int, names: int) -> bool:
    cells = [cell for cell in sheet.rows[row][names + 1 :] if cell.value not in (None, "")]
    return all(
        isinstance(cell.value, float) and 1990 <= cell.value <= 2100 and cell.value.is_integer()
        for cell in cells
    )


def _add_rows(sheet: Sheet, block: Block, first: int) -> None:
    """Rows of figures until the notes; figures without a name or below the notes are refused."""
    headers = {_words(sheet, r) for r in block.headers}
    in_notes = False
    for r in range(first, block.title.end):
        name = text_at(sheet, r, block.names)
        if not any(cell is not BLANK for cell in sheet.rows[r]) or _words(sheet, r) in headers:
            continue
        if not _has_figures(sheet, r, block.names):
            lead = next((text for text in _words(sheet, r) if text), "")
            in_notes = in_notes or bool(NOTE.match(lead)) or len(lead) > 80
        elif in_notes:
            if _is_stray(sheet, r, block.names):
                continue
            raise Refused(
                f"{_first_figure(sheet, r, block.names)}: figures below the notes, without a title."
            )
        elif not name:
            raise Refused(
                f"{_first_figure(sheet, r, block.names)}: figures in a row without a name."
            )
        else:
            block.rows.append(r)
    block.notes = dict(_notes(sheet, block.rows[-1] + 1, block.title.end))


def _is_stray(sheet: Sheet, row: int, names: int) -> bool:
    """A note with nothing but symbols beside it."""
    values = [read_value(cell) for cell in sheet.rows[row][names + 1 :]]
    return all(value is None or value.number is None for value in values)


def _first_figure(sheet: Sheet, row: int, names: int) -> str:
    for column in range(names + 1, len(sheet.rows[row])):
        value = read_value(sheet.at(row, column))
        if value is not None and not value.is_blank:
            return sheet.ref(row, column)
    return sheet.ref(row, names)


def _words(sheet: Sheet, row: int) -> tuple[str, ...]:
    return tuple(text_at(sheet, row, column) for column in range(len(sheet.rows[row])))


def _notes(sheet: Sheet, first: int, end: int) -> Iterator[tuple[str, str]]:
    """Footnotes by their mark."""
    for r in range(first, min(end, len(sheet.rows))):
        for text in _words(sheet, r):
            found = re.match(r"(\d{1,2}|[*^~†‡§]+|\[\w+\])[.):]?\s*(\S.*)", text)
            if found and len(found[2]) > 3:
                yield found[1].strip("[]"), found[2]


def sheet_notes(sheet: Sheet) -> dict[str, str]:
    """Footnotes anywhere on the sheet, for tables whose notes stand below another table."""
    return {mark: text for mark, text in _notes(sheet, 0, len(sheet.rows)) if not mark.isdigit()}


def record_rows(sheet: Sheet, header: int) -> list[int]:
    """Rows below the header that hold anything, without repeats of the header."""
    words = [text_at(sheet, header, c) for c in range(len(sheet.rows[header]))]
    rows = []
    for r in range(header + 1, len(sheet.rows)):
        if not any(cell is not BLANK for cell in sheet.rows[r]):
            continue
        if words[: len(sheet.rows[r])] == [text_at(sheet, r, c) for c in range(len(sheet.rows[r]))]:
            continue
        rows.append(r)
    return rows


def table_number(text: str) -> str:
    """The number in 'Table 1.2 …' or 'Table 3: …'; '' for none."""
    found = re.match(r"Table[\s_]+([A-Za-z]{0,3}\d+(?:\.\d+)*[a-z]?)\b", text, re.IGNORECASE)
    return found[1].upper() if found else ""
