"""Footnotes below a table, by their mark."""

import re
from collections.abc import Iterator

from etl.contracts.grid import Sheet
from etl.transforms.record.find import text_at

NOTE = re.compile(
    r"(notes?\b|sources?\b|footnotes?\b|symbols?\b|\d{1,2}[.)]?\s+\S|[*^~†‡§]+\s*\S"
    r"|['‘’\"].{0,6}['’\"]?\s*denotes|\.\.|\[\w+\]|.*\bdenotes\b|contact\b|return to\b)",
    re.IGNORECASE,
)
LONGEST_NAME = 80


def is_note(text: str) -> bool:
    return bool(NOTE.match(text)) or len(text) > LONGEST_NAME


def row_words(sheet: Sheet, row: int) -> tuple[str, ...]:
    return tuple(text_at(sheet, row, column) for column in range(len(sheet.rows[row])))


def notes_between(sheet: Sheet, first: int, end: int) -> Iterator[tuple[str, str]]:
    """Footnotes by their mark."""
    for r in range(first, min(end, len(sheet.rows))):
        for text in row_words(sheet, r):
            found = re.match(r"(\d{1,2}|[*^~†‡§]+|\[\w+\])[.):]?\s*(\S.*)", text)
            if found and len(found[2]) > 3:
                yield found[1].strip("[]"), found[2]


def listed_notes(sheets: list[Sheet]) -> dict[str, str]:
    """Notes on a sheet of their own, numbered in one column and worded in the next."""
    notes: dict[str, str] = {}
    for sheet in sheets:
        for r in range(len(sheet.rows)):
            words = [text for text in row_words(sheet, r) if text]
            found = len(words) == 2 and re.fullmatch(
                r"\[?note\s*(\d{1,2})\]?", words[0], re.IGNORECASE
            )
            if found:
                notes[found[1]] = words[1]
    return notes


def sheet_notes(sheet: Sheet) -> dict[str, str]:
    """Footnotes anywhere on the sheet, for tables whose notes stand below another table."""
    return {
        mark: text for mark, text in notes_between(sheet, 0, len(sheet.rows)) if not mark.isdigit()
    }
