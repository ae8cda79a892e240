"""The area that a row is about, by its printed name and code."""

import re
from dataclasses import dataclass

from etl.contracts.grid import Sheet
from etl.transforms.record.find import Refused, text_at
from etl.transforms.record.headers import Columns
from etl.transforms.record.layout import RecordLayout, Table, Whole
from etl.transforms.record.places import ALIASES, Place, Places
from etl.transforms.record.words import spellings, without_digits, without_signs

PLACE_CODE = re.compile(r"[EW]\d{8}$")


@dataclass(slots=True)
class RowName:
    row: int
    place: Place
    printed: str = ""
    category: str = "total"
    period: str = ""
    marks: str = ""
    is_total: bool = False


def whole_place(table: Table, layout: RecordLayout) -> Place:
    key = table.place or "whole"
    if key not in layout.places:
        raise Refused(f"{layout.layout_file}: no `places.{key}`, the area of table {table.id}.")
    place = layout.places[key]
    return Place(place.get("code", ""), place["name"], place.get("level", "country"))


def find_area(
    sheet: Sheet, row: int, column: int, table: Table, layout: RecordLayout, places: Places
) -> tuple[list[Place], str]:
    """What a printed name may mean, and its marks; an unknown name says which file to edit."""
    text = text_at(sheet, row, column)
    base, signs = without_signs(text)
    if whole := find_whole(text, table):
        return [Place(whole.code, whole.name, whole.level)], signs
    for spelling in (base, without_digits(base)[0]):
        own = {name.casefold(): place for name, place in layout.places.items()}
        if place := own.get(spelling.casefold()):
            return [Place(place.get("code", ""), place["name"], place.get("level", "body"))], signs
    options, marks = places.named(text)
    if not options:
        raise Refused(
            f"{sheet.ref(row, column)}: “{text}” is not a known force, body or region. If it is a "
            f"spelling of one, add it to {ALIASES}."
        )
    return options, marks


def find_whole(text: str, table: Table, present: set[str] | None = None) -> Whole | None:
    """The whole that a row stands for; `present` are the levels and names of all rows, if known."""
    for whole in table.wholes:
        fits = any(re.search(whole.printed, spelt, re.IGNORECASE) for spelt in spellings(text))
        if fits and (present is None or set(whole.beside) <= present):
            return whole
    return None


def check_codes(sheet: Sheet, names: list[RowName], columns: Columns) -> None:
    """The publisher's own code must be that of the name."""
    for column in columns.keys.get("code", ()):
        for name in names:
            code = text_at(sheet, name.row, column)
            is_ours = name.place.level in ("force", "region")
            if PLACE_CODE.match(code) and is_ours and code != name.place.code:
                raise Refused(
                    f"{sheet.ref(name.row, column)}: the code is not that of “{name.printed}” in "
                    f"{ALIASES}."
                )
