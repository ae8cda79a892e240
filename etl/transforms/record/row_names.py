"""What each row of a table is about: an area, a category, a period or a record of several keys."""

import re
from itertools import pairwise

from etl.contracts.grid import Sheet
from etl.transforms.record.block import Block
from etl.transforms.record.find import Refused, text_at
from etl.transforms.record.headers import Columns
from etl.transforms.record.layout import RecordLayout
from etl.transforms.record.periods import row_period
from etl.transforms.record.places import Place, Places
from etl.transforms.record.row_places import (
    RowName,
    check_codes,
    find_area,
    find_whole,
    whole_place,
)
from etl.transforms.record.row_records import name_records
from etl.transforms.record.words import joined_marks, without_signs


def name_rows(
    sheet: Sheet, block: Block, columns: Columns, layout: RecordLayout, places: Places
) -> list[RowName]:
    """One name per row of figures; a name that is not known is refused by its cell."""
    table = block.title.table
    ways = {
        "areas": _areas,
        "categories": _categories,
        "periods": _periods,
        "records": name_records,
    }
    names = ways[table.rows](sheet, block, columns, layout, places)
    for name in names:
        beside = [text_at(sheet, name.row, column) for column in columns.name_marks]
        own = sheet.at(name.row, block.names).marks if block.names is not None else ""
        name.marks = joined_marks(name.marks, own, *beside)
    return names


def _areas(
    sheet: Sheet, block: Block, columns: Columns, layout: RecordLayout, places: Places
) -> list[RowName]:
    found = [
        (r, *find_area(sheet, r, block.names, block.title.table, layout, places))
        for r in block.rows
    ]
    has_regions = any([p.level for p in options] == ["region"] for _, options, _ in found)
    names = []
    for row, options, marks in found:
        place = options[0]
        if len(options) > 1:
            place = _by_code(sheet, row, options, columns) or _by_others(options, found)
        if place is None:
            twins = [r for r, others, _ in found if others == options]
            above = _above_members(found, options[1])
            place = _force_or_region(sheet, block.names, row, twins, options, has_regions, above)
        printed = str(sheet.at(row, block.names).value).strip()
        names.append(RowName(row, place, printed, marks=marks, is_total=place.level == "country"))
    _settle_wholes(names, block)
    _refuse_twice(sheet, block.names, names)
    check_codes(sheet, names, columns)
    return names


def _by_code(sheet: Sheet, row: int, options: list[Place], columns: Columns) -> Place | None:
    """The area whose code stands in the same row."""
    codes = {text_at(sheet, row, column) for column in columns.keys.get("code", ())}
    return next((place for place in options if place.code in codes), None)


def _by_others(options: list[Place], found: list[tuple[int, list[Place], str]]) -> Place | None:
    """The force, where the region stands in a row that names it as a region."""
    force, region = options
    return force if any(others == [region] for _, others, _ in found) else None


def _settle_wholes(names: list[RowName], block: Block) -> None:
    """What a total stands for depends on what else the table holds."""
    present = {word for name in names for word in (name.place.level, name.place.name)}
    for name in (name for name in names if name.is_total):
        if whole := find_whole(name.printed, block.title.table, present):
            name.place = Place(whole.code, whole.name, whole.level)


def _above_members(found: list[tuple[int, list[Place], str]], region: Place) -> list[int]:
    """Rows directly above a force of the region, where the region's own row stands."""
    return [row for (row, *_), (_, below, _) in pairwise(found) if below[0].region == region.code]


def _force_or_region(
    sheet: Sheet,
    column: int,
    row: int,
    twins: list[int],
    options: list[Place],
    has_regions: bool,
    above: list[int],
) -> Place:
    """Told apart by a space after the name, else by place: a region stands above its forces.

    Sums are worked out afterwards, so that a wrong guess is refused.
    """
    force, region = options
    if len(twins) == 1 and not has_regions:
        return force
    spaced = [r for r in twins if str(sheet.at(r, column).value).endswith((" ", "\u00a0"))]
    if len(twins) == 1 and spaced:
        return region
    if len(twins) != 2:
        raise Refused(
            f"{sheet.ref(row, column)}: “{force.name}” is a force and a region, and nothing here "
            "tells which."
        )
    leading = spaced if len(spaced) == 1 else [twin for twin in twins if twin in above]
    first = leading[0] if len(leading) == 1 else min(twins)
    return region if row == first else force


def _refuse_twice(sheet: Sheet, column: int, names: list[RowName]) -> None:
    seen: dict[tuple[str, str], RowName] = {}
    for name in names:
        other = seen.setdefault((name.place.code, name.place.name), name)
        if other is not name:
            raise Refused(
                f"{sheet.ref(name.row, column)}: “{name.printed}” stands in "
                f"{sheet.ref(other.row, column)} already."
            )


def _categories(
    sheet: Sheet, block: Block, columns: Columns, layout: RecordLayout, places: Places
) -> list[RowName]:
    table, place, names = block.title.table, whole_place(block.title.table, layout), []
    for r in block.rows:
        text = text_at(sheet, r, block.names)
        base, marks = without_signs(text)
        groups = [text_at(sheet, r, c) for c in columns.keys.get("category", ())]
        is_total = bool(re.search(table.total, text, re.IGNORECASE))
        category = ": ".join([*filter(None, groups), base])
        names.append(RowName(r, place, "", category, marks=marks, is_total=is_total))
    return names


def _periods(
    sheet: Sheet, block: Block, columns: Columns, layout: RecordLayout, places: Places
) -> list[RowName]:
    table, names = block.title.table, []
    place = whole_place(table, layout)
    for r in block.rows:
        period = row_period(sheet.at(r, block.names), block.title.text, layout.is_stock)
        is_total = bool(re.search(table.total, text_at(sheet, r, block.names), re.IGNORECASE))
        if period is None and not is_total:
            raise Refused(f"{sheet.ref(r, block.names)}: not a date or year.")
        code, marks = (period.code, period.marks) if period else ("", "")
        names.append(RowName(r, place, period=code, marks=marks, is_total=is_total))
    years = [name.period for name in names if name.period]
    for name in names:
        name.period = name.period or f"{years[0]} to {years[-1]}"
    return names
