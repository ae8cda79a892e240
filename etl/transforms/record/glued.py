"""Figures kept as text that may be a figure with a footnote digit glued to it: '187' or 18 and 7.

Where totals are printed a wrong reading would not add up; elsewhere nothing would tell.
"""

from etl.contracts.grid import Sheet
from etl.transforms.record.block import Block
from etl.transforms.record.find import Refused, text_at
from etl.transforms.record.headers import Columns


def refuse_glued(sheet: Sheet, block: Block, columns: Columns, notes: dict[str, str]) -> None:
    """Raises Refused for such a cell of a table without totals over its rows."""
    footnotes = tuple(mark for mark in notes if mark.isdigit())
    if not sheet.is_named or not footnotes or block.title.table.wholes:
        return
    for slot in columns.slots:
        cells = [(row, sheet.at(row, slot.column)) for row in block.rows]
        typed = sum(isinstance(cell.value, float) for _, cell in cells)
        for row, cell in cells:
            text = text_at(sheet, row, slot.column)
            is_number = isinstance(cell.value, str) and text.isdigit() and len(text) > 1
            if is_number and 2 * typed > len(cells) and text.endswith(footnotes):
                raise Refused(
                    f"{sheet.ref(row, slot.column)}: “{text}” is text among numbers and ends like "
                    "a footnote; it may be two things."
                )
