"""What the title of a table says, and the heading it stands under, in the layout's own words."""

from etl.contracts.grid import Sheet
from etl.transforms.record.block import Block
from etl.transforms.record.contents import Contents
from etl.transforms.record.find import Refused, Title, table_number, text_at
from etl.transforms.record.layout import RecordLayout

LONGEST_HEADING = 80


class UnknownTableError(Refused):
    """A table of a kind that the layout does not name: left, and said."""


def title_words(
    sheet: Sheet, block: Block, layout: RecordLayout, contents: Contents
) -> dict[str, str]:
    """Words by name; raises Refused where heading and list of contents disagree."""
    title, caught = block.title, dict(block.title.caught)
    for kind, text in title.caught.items():
        if kind in layout.words:
            caught[kind] = layout.word(kind, text) or _unknown(sheet, title)
    if "section" in layout.words:
        listed = contents.sections.get(table_number(title.text))
        above = _heading(sheet, title, layout)
        if listed and above and listed != above:
            raise Refused(
                f"{sheet.ref(title.row, title.column)}: stands under “{above}”, and under "
                f"“{listed}” in the list of contents."
            )
        if section := above or listed:
            caught["section"] = section
    return caught


def _unknown(sheet: Sheet, title: Title) -> str:
    raise UnknownTableError(f"{sheet.ref(title.row, title.column)}: {title.text}")


def _heading(sheet: Sheet, title: Title, layout: RecordLayout) -> str | None:
    """The nearest heading above a title."""
    for r in range(title.row - 1, -1, -1):
        for c in range(len(sheet.rows[r])):
            text = text_at(sheet, r, c)
            is_heading = 0 < len(text) < LONGEST_HEADING
            if is_heading and (found := layout.word("section", text)):
                return found
    return None
