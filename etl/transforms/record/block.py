"""Where a table lies on its sheet: header rows, column of names, rows of figures, notes."""

import re
from dataclasses import dataclass, field

from etl.contracts.grid import BLANK, Sheet
from etl.transforms.record.find import Refused, Title, text_at
from etl.transforms.record.layout import RecordLayout, Table
from etl.transforms.record.naming import IsName, has_figures, has_words, name_column, names_rows
from etl.transforms.record.notes import is_note, notes_between, row_words
from etl.transforms.record.places import Places
from etl.transforms.record.record_rows import record_rows
from etl.transforms.record.values import read_value


@dataclass
class Block:
    """`rows` hold figures, `headers` words above them; `names` is the column of names."""

    title: Title
    headers: list[int]
    rows: list[int]
    names: int | None
    notes: dict[str, str] = field(default_factory=dict)


def find_block(sheet: Sheet, title: Title, layout: RecordLayout, places: Places) -> Block | None:
    """The table below a title; null where there are no figures with names at all."""
    table = title.table
    if table.rows in ("records", "pages"):
        return Block(title, [title.row + 1], record_rows(sheet, title.row + 1), None)
    is_name = names_rows(title, layout, places)
    names = name_column(sheet, title, is_name)
    if names is None:
        return None
    first = next(
        r for r in range(title.row + 1, title.end) if _is_figures(sheet, r, names, is_name, table)
    )
    headers = [r for r in range(title.row + 1, first) if any(c is not BLANK for c in sheet.rows[r])]
    block = Block(title, headers, [], names)
    _refuse_figures_above(sheet, block)
    _add_rows(sheet, block, first, is_name if table.rows in ("areas", "periods") else None)
    return block


def _refuse_figures_above(sheet: Sheet, block: Block) -> None:
    """A named row of figures among the headers, such as a total that moved to the top."""
    for r in block.headers:
        numbers = [c for c in sheet.rows[r][block.names + 1 :] if isinstance(c.value, float)]
        if text_at(sheet, r, block.names) and any(not _is_year(c.value) for c in numbers):
            raise Refused(
                f"{_first_figure(sheet, r, block.names)}: figures above the first row of the table."
            )


def _is_year(number: float) -> bool:
    return number.is_integer() and 1990 <= number <= 2100


def _is_figures(sheet: Sheet, row: int, names: int, is_name: IsName, table: Table) -> bool:
    if not is_name(sheet, row, names):
        return False
    if table.rows == "areas" and has_words(sheet, row, names):
        return True
    if not has_figures(sheet, row, names):
        return False
    is_header = table.label and re.search(table.label, text_at(sheet, row, names), re.IGNORECASE)
    return not (table.rows == "categories" and is_header and _is_years(sheet, row, names))


def _is_years(sheet: Sheet, row: int, names: int) -> bool:
    cells = [cell for cell in sheet.rows[row][names + 1 :] if cell.value not in (None, "")]
    return all(isinstance(cell.value, float) and _is_year(cell.value) for cell in cells)


def _add_rows(sheet: Sheet, block: Block, first: int, is_name: IsName | None) -> None:
    """Rows of figures until the notes; figures without a name or below the notes are refused.

    A row of a known name beside words is kept: what should be a figure is refused by its cell.
    """
    headers = {row_words(sheet, r) for r in block.headers}
    in_notes = False
    for r in range(first, block.title.end):
        name = text_at(sheet, r, block.names)
        if not any(cell is not BLANK for cell in sheet.rows[r]) or row_words(sheet, r) in headers:
            continue
        is_named = is_name and is_name(sheet, r, block.names)
        if not in_notes and is_named and has_words(sheet, r, block.names):
            block.rows.append(r)
        elif not has_figures(sheet, r, block.names):
            lead = next((text for text in row_words(sheet, r) if text), "")
            in_notes = in_notes or is_note(lead)
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
    block.notes = dict(notes_between(sheet, block.rows[-1] + 1, block.title.end))


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
