"""A workbook's list of contents: which tables must be there, and under which heading."""

from dataclasses import dataclass, field

from etl.contracts.grid import Sheet
from etl.transforms.record.find import find_titles, table_number, text_at
from etl.transforms.record.layout import RecordLayout

FEWEST = 3  # tables that make a list
MOST_APART = 3  # rows between two entries


@dataclass
class Contents:
    """`listed` gives the cell and `sections` the heading of each table, by its number."""

    listed: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    sheets: set[str] = field(default_factory=set)


def read_contents(sheets: list[Sheet], layout: RecordLayout) -> Contents:
    """What the lists of contents say, wherever in the workbook they stand."""
    contents = Contents()
    for sheet in sheets:
        listed = _listed(sheet)
        if len(listed) < FEWEST or not _is_list(sheet, listed, layout):
            continue
        contents.sheets.add(sheet.name)
        section = ""
        for r, row in enumerate(sheet.rows):
            for c in range(len(row)):
                text = text_at(sheet, r, c)
                if number := table_number(text):
                    contents.listed[number] = sheet.ref(r, c)
                    if section:
                        contents.sections[number] = section
                elif text and len(text) < 80:
                    section = layout.word("section", text) or section
    return contents


def _listed(sheet: Sheet) -> list[int]:
    return [
        r
        for r, row in enumerate(sheet.rows)
        if any(table_number(text_at(sheet, r, c)) for c in range(len(row)))
    ]


def _is_list(sheet: Sheet, rows: list[int], layout: RecordLayout) -> bool:
    """Entries follow one another closely, with no figures between them."""
    if (rows[-1] - rows[0]) / (len(rows) - 1) > MOST_APART:
        return False
    titles = [title for title in find_titles(sheet, layout) if title.table]
    figures = sum(isinstance(cell.value, float) for row in sheet.rows for cell in row)
    return figures <= len(rows) or not titles
