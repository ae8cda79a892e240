"""What each row of open data is about: its area, period and categories stand in columns."""

import re
from datetime import date

from etl.contracts.grid import Sheet
from etl.transforms.record.block import Block
from etl.transforms.record.find import Refused, text_at
from etl.transforms.record.headers import Columns
from etl.transforms.record.layout import RecordLayout
from etl.transforms.record.periods import month_end, read_period, read_period_words
from etl.transforms.record.places import Place, Places
from etl.transforms.record.row_places import RowName, check_codes, find_area, whole_place


def name_records(
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
    check_codes(sheet, names, columns)
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
                    f"{sheet.ref(name.row, column)}: “{text}” is not the region of "
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
    if layout.is_stock and not period.is_day:
        raise Refused(f"{sheet.ref(row, column)}: “{text}” is a year; these are figures of a day.")
    if layout.is_stock:
        day = date.fromisoformat(period.code)
        if day.day != 1 and day != month_end(day):
            raise Refused(
                f"{sheet.ref(row, column)}: “{text}” is neither the first nor the last day of a "
                "month; are day and month the other way round?"
            )
        return month_end(day).isoformat()
    return period.code
