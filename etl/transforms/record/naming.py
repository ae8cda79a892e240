"""Which column of a table names its rows, and which rows hold figures."""

import re
from collections.abc import Callable

from etl.contracts.grid import Sheet
from etl.transforms.record.find import Title, text_at
from etl.transforms.record.layout import RecordLayout
from etl.transforms.record.notes import LONGEST_NAME
from etl.transforms.record.periods import read_period, row_period
from etl.transforms.record.places import Places
from etl.transforms.record.values import read_value
from etl.transforms.record.words import mended, spellings

IsName = Callable[[Sheet, int, int], bool]


def names_rows(title: Title, layout: RecordLayout, places: Places) -> IsName:
    table = title.table
    wholes = [re.compile(whole.printed, re.IGNORECASE) for whole in table.wholes]
    own = {name.casefold() for name in layout.places}

    def is_area(sheet: Sheet, row: int, column: int) -> bool:
        text = text_at(sheet, row, column)
        if not text or len(text) > LONGEST_NAME:
            return False
        spelt = spellings(text)
        known = any(s.casefold() in own or any(w.search(s) for w in wholes) for s in spelt)
        return known or bool(places.named(text)[0])

    def is_period(sheet: Sheet, row: int, column: int) -> bool:
        return row_period(sheet.at(row, column), title.text, layout.is_stock) is not None

    def is_category(sheet: Sheet, row: int, column: int) -> bool:
        cell = sheet.at(row, column)
        return isinstance(cell.value, str) and bool(mended(cell.value))

    return {"areas": is_area, "periods": is_period}.get(table.rows, is_category)


def name_column(sheet: Sheet, title: Title, is_name: IsName) -> int | None:
    """The column that names the rows: the one with most such names beside figures."""
    table = title.table
    found: dict[int, int] = {}
    for r in range(title.row + 1, title.end):
        for c in range(len(sheet.rows[r])):
            if is_name(sheet, r, c) and has_figures(sheet, r, c):
                found[c] = found.get(c, 0) + 1
                if table.rows == "categories":
                    break
    # A column of regions beside that of the forces names areas, too: the label decides.
    return max(found, key=lambda c: (_is_labelled(sheet, title, c), found[c], -c), default=None)


def _is_labelled(sheet: Sheet, title: Title, column: int) -> bool:
    table = title.table
    return table.rows == "areas" and any(
        table.label and re.search(table.label, text_at(sheet, r, column), re.IGNORECASE)
        for r in range(title.row + 1, title.end)
    )


def has_figures(sheet: Sheet, row: int, names: int) -> bool:
    values = (read_value(cell) for cell in sheet.rows[row][names + 1 :])
    return any(value is not None and not value.is_blank for value in values)


def has_words(sheet: Sheet, row: int, names: int) -> bool:
    """Words that hold digits, and are no year, stand beside the name, and no figure."""
    beside = [sheet.at(row, c) for c in range(names + 1, len(sheet.rows[row]))]
    texts = [c.value for c in beside if isinstance(c.value, str) and read_period(c) is None]
    has_digits = any(re.search(r"\d", text) for text in texts)
    return has_digits and not has_figures(sheet, row, names)
