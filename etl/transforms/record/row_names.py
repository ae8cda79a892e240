"""What each row of a table is about: an area, a category, a period or a record of several keys."""

import re
from dataclasses import dataclass
from datetime import date

from etl.contracts.grid import Sheet
from etl.transforms.record.block import Block, Refused, text_at
from etl.transforms.record.headers import Columns
from etl.transforms.record.layout import RecordLayout, Table
from etl.transforms.record.periods import month_end, read_period, read_period_words
from etl.transforms.record.places import ALIASES, Place, Places
from etl.transforms.record.words import joined_marks, mended, without_digits, without_signs

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


def name_rows(
    sheet: Sheet, block: Block, columns: Columns, layout: RecordLayout, places: Places
) -> list[RowName]:
    """One name per row of figures; a name that is not known is refused by its cell."""
    table = block.title.table
    ways = {"areas": _areas, "categories": _categories, "periods": _periods, "records": _records}
    names = ways[table.rows](sheet, block, columns, layout, places)
    for name in names:
        beside = [text_at(sheet, name.row, column) for column in columns.name_marks]
        own = sheet.at(name.row, block.names).marks if block.names is not None else ""
        name.marks = joined_marks(name.marks, own, *beside)
    return names


def whole_place(table: Table, layout: RecordLayout) -> Place:
    key = table.place or "whole"
    if key not in layout.places:
        raise Refused(f"{layout.layout_file}: no `places.{key}`, the area of table {table.id}.")
    place = layout.places[key]
    return Place(place.get("code", ""), place["name"], place.get("level", "country"))


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
            twins = [r for r, others, _ in found if others == options]
            place = _force_or_region(sheet, block.names, row, twins, options, has_regions)
        printed = str(sheet.at(row, block.names).value).strip()
        names.append(RowName(row, place, printed, marks=marks, is_total=place.level == "country"))
    _refuse_twice(sheet, block.names, names)
    _check_codes(sheet, names, columns)
    return names


def find_area(
    sheet: Sheet, row: int, column: int, table: Table, layout: RecordLayout, places: Places
) -> tuple[list[Place], str]:
    """What a printed name may mean, and its marks; an unknown name says which file to edit."""
    text = text_at(sheet, row, column)
    for whole in table.wholes:
        if re.search(whole.printed, text, re.IGNORECASE):
            return [Place(whole.code, whole.name, whole.level)], _signs(text)
    base, signs = without_signs(text)
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


def _signs(text: str) -> str:
    return without_signs(text)[1]


def _force_or_region(
    sheet: Sheet, column: int, row: int, twins: list[int], options: list[Place], has_regions: bool
) -> Place:
    """Told apart by a space after the name, else by order: a region stands above its forces."""
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
    first = spaced[0] if len(spaced) == 1 else min(twins)
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


def _check_codes(sheet: Sheet, names: list[RowName], columns: Columns) -> None:
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
        period = read_period(sheet.at(r, block.names))
        is_total = bool(re.search(table.total, text_at(sheet, r, block.names), re.IGNORECASE))
        if period is None and not is_total:
            raise Refused(f"{sheet.ref(r, block.names)}: not a date or year.")
        code, marks = (period.code, period.marks) if period else ("", "")
        names.append(RowName(r, place, period=code, marks=marks, is_total=is_total))
    years = [name.period for name in names if name.period]
    for name in names:
        name.period = name.period or f"{years[0]} to {years[-1]}"
    return names


def _records(
    sheet: Sheet, block: Block, columns: Columns, layout: RecordLayout, places: Places
) -> list[RowName]:
    keys, table = columns.keys, block.title.table
    known: dict[str, tuple[list[Place], str]] = {}
    names = []
    for r in block.rows:
        place, printed, marks = None, "", ""
        if keys.get("area"):
            printed = text_at(sheet, r, keys["area"][0])
            if printed not in known:
                known[printed] = find_area(sheet, r, keys["area"][0], table, layout, places)
            options, marks = known[printed]
            place = options[0]
        category = ", ".join(text_at(sheet, r, c) for c in keys.get("category", ()))
        period = (
            _record_period(sheet, block, r, keys["period"][0], layout) if keys.get("period") else ""
        )
        names.append(
            RowName(
                r, place or whole_place(table, layout), printed, category or "total", period, marks
            )
        )
    _check_codes(sheet, names, columns)
    _check_regions(sheet, names, columns, places)
    return names


def _check_regions(sheet: Sheet, names: list[RowName], columns: Columns, places: Places) -> None:
    """A force's region must be the reference file's; this also tells a force from a region."""
    agreed: set[tuple[str, str]] = set()
    for column in columns.keys.get("region", ()):
        for name in names:
            text = text_at(sheet, name.row, column)
            if not text or name.place.level != "force" or (text, name.place.code) in agreed:
                continue
            if name.place.region not in [place.code for place in places.named(text)[0]]:
                raise Refused(
                    f"{sheet.ref(name.row, column)}: “{mended(text)}” is not the region of "
                    f"“{name.printed}” in data/reference/forces.csv."
                )
            agreed.add((text, name.place.code))


def _record_period(sheet: Sheet, block: Block, row: int, column: int, layout: RecordLayout) -> str:
    """A date or year in its own column; '31 March' may stand in the header and the year below."""
    cell = sheet.at(row, column)
    period = read_period(cell)
    text = text_at(sheet, row, column)
    year = re.fullmatch(r"((?:19|20)\d\d)(?:\.0)?", text)
    if period is None and year:
        header = " ".join(text_at(sheet, r, column) for r in block.headers)
        day = re.search(r"\d{1,2}\s+[A-Za-z]{3,}", header)
        period = read_period_words(f"{day[0]} {year[1]}") if day else None
    if period is None:
        raise Refused(f"{sheet.ref(row, column)}: “{text}” is not a date or financial year.")
    if layout.period_means == "end_of_month" and period.is_day:
        return month_end(date.fromisoformat(period.code)).isoformat()
    return period.code
