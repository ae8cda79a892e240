"""Which layout fits a file: the one whose tables the file holds."""

from etl.contracts.grid import Sheet
from etl.errors import OfficialFileError
from etl.transforms.record.find import find_titles, text_at
from etl.transforms.record.layout import RecordLayout
from etl.transforms.record.untitled import find_untitled

FEW = 4


def choose_layout(sheets: list[Sheet], layouts: dict[str, RecordLayout], name: str) -> RecordLayout:
    """The one layout that fits; raises OfficialFileError for none or several, listing them."""
    fitting = [layout for layout in layouts.values() if _fits(sheets, layout)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = ", ".join(layout.source for layout in fitting)
        raise OfficialFileError(f"{name}: several layouts fit ({names}); choose one with --layout.")
    raise OfficialFileError(
        f"{name}: no layout fits{_holds(sheets, layouts)}. Known are "
        f"{', '.join(sorted(layouts))}; each is a file in data/layouts/."
    )


def _holds(sheets: list[Sheet], layouts: dict[str, RecordLayout]) -> str:
    """Titles of other tables by cell, else where the first row of words stands.

    Those words are not said: somebody may have named a file of cases by mistake.
    """
    anyone = next(iter(layouts.values()))
    found = [
        f"{sheet.ref(title.row, title.column)} “{title.text}”"
        for sheet in sheets
        for title in find_titles(sheet, anyone)
    ] or [f"words in {where}" for sheet in sheets if (where := _first_words(sheet))]
    more = f" and {len(found) - FEW} more" if len(found) > FEW else ""
    return f"; it holds {', '.join(found[:FEW])}{more}" if found else ""


def _first_words(sheet: Sheet) -> str:
    """The first cell of the first row with several words, which is likely to be a header."""
    for r, row in enumerate(sheet.rows):
        columns = [c for c in range(len(row)) if text_at(sheet, r, c)]
        if len(columns) > 1:
            return sheet.ref(r, columns[0])
    return ""


def _fits(sheets: list[Sheet], layout: RecordLayout) -> bool:
    return any(
        any(title.table for title in find_titles(sheet, layout)) or find_untitled(sheet, layout)
        for sheet in sheets
    )
