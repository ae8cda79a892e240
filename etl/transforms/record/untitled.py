"""A table without a title, found by its headers: most CSV files and open data sheets."""

import re

from etl.contracts.grid import Sheet
from etl.transforms.record.find import Title, text_at
from etl.transforms.record.layout import OPTIONAL, RecordLayout, Table

DEEPEST = 40


def find_untitled(sheet: Sheet, layout: RecordLayout) -> Title | None:
    """The first row that holds all headers of one of the layout's tables."""
    for r in range(min(len(sheet.rows), DEEPEST)):
        texts = [text_at(sheet, r, c) for c in range(len(sheet.rows[r]))]
        for table in layout.tables:
            if not table.title and _is_header(texts, table):
                return Title(r - 1, 0, "", table, {}, end=len(sheet.rows))
    return None


def _is_header(texts: list[str], table: Table) -> bool:
    wanted = [column.header for column in table.columns if column.required]
    if table.label:
        wanted.append(table.label)
    for key, patterns in table.keys.items():
        if key not in ("code", "region"):
            each = [patterns] if isinstance(patterns, str) else patterns
            wanted.extend(pattern for pattern in each if not pattern.startswith(OPTIONAL))
    return bool(wanted) and all(
        any(re.search(pattern, text, re.IGNORECASE) for text in texts if text) for pattern in wanted
    )
