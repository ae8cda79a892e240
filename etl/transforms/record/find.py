"""Lines that look like titles of tables, and what all readers of a sheet share."""

import re
from dataclasses import dataclass

from etl.contracts.grid import Sheet
from etl.errors import OfficialFileError
from etl.transforms.record.layout import RecordLayout, Table
from etl.transforms.record.words import mended

TITLE = re.compile(r"^Table\s+[A-Za-z]{0,3}\d[\w.]*\b[\s:.\-–]*\S", re.IGNORECASE)
SHORTEST_TITLE = 10


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


def sheet_number(name: str) -> str:
    """The number of a table after which a sheet is named: 'Table_1a' and '1a' are 1A."""
    found = re.fullmatch(
        r"(?:Table[\s_]*)?([A-Za-z]{0,3}\d+(?:[._]\d+)*[a-z]?)", name, re.IGNORECASE
    )
    return found[1].upper().replace("_", ".") if found else ""


def table_number(text: str) -> str:
    """The number in 'Table 1.2 …' or 'Table 3: …'; '' for none."""
    found = re.match(r"Table[\s_]+([A-Za-z]{0,3}\d+(?:\.\d+)*[a-z]?)\b", text, re.IGNORECASE)
    return found[1].upper() if found else ""
