"""Count web pages listed one a row by the forces and subjects they are tagged with.

Headings, links and references of pages can name people: they are never read.
"""

import ast
import re
from collections import Counter
from datetime import date

from etl.contracts.grid import Sheet
from etl.transforms.record.block import Block
from etl.transforms.record.figures import Figure
from etl.transforms.record.find import Refused, text_at
from etl.transforms.record.headers import Slot
from etl.transforms.record.layout import OPTIONAL, Column, RecordLayout
from etl.transforms.record.periods import read_period
from etl.transforms.record.places import ALIASES, Place, Places
from etl.transforms.record.row_places import whole_place
from etl.transforms.record.values import Value

GONE = re.compile(r"404 error$", re.IGNORECASE)
TRUE, MENTIONS = ("TRUE", "1", "1.0"), "mentions_"


def page_figures(sheet: Sheet, block: Block, layout: RecordLayout, places: Places) -> list[Figure]:
    """Pages by area, subject and financial year; tags and ticked columns must agree."""
    table, header = block.title.table, block.headers[0]
    columns = {text_at(sheet, header, c): c for c in range(len(sheet.rows[header]))}
    dates, tags = (_column(columns, table.keys[key]) for key in ("period", "tags"))
    _refuse_again(sheet, block, _optional(columns, table.keys.get("page", "")))
    counts: Counter[tuple[Place, str, str]] = Counter()
    whole = whole_place(table, layout)
    for row in block.rows:
        if GONE.match(text_at(sheet, row, dates)) or text_at(sheet, row, dates) in columns:
            continue
        year = _year(sheet, row, dates)
        areas, subjects = _tagged(sheet, row, tags, layout, places)
        _check_ticks(sheet, row, columns, {*areas, *subjects})
        said = [
            f"Text: {_words(name)}"
            for name, c in columns.items()
            if _is_mention(sheet, row, name, c)
        ]
        for place in (whole, *areas.values()):
            counts.update((place, subject, year) for subject in ("total", *subjects, *said))
    cell = f"{sheet.ref(block.rows[0], tags)}:{sheet.ref(block.rows[-1], tags).split('!')[-1]}"
    slot = Slot(tags, "tags", Column(header="tags", measure=""), None, "")
    return [
        Figure(
            place, "", year, table.name, subject, "pages", Value(float(number)), "", cell, 0, slot
        )
        for (place, subject, year), number in sorted(
            counts.items(), key=lambda item: (item[0][2], item[0][0].code, item[0][1])
        )
    ]


def _refuse_again(sheet: Sheet, block: Block, column: int | None) -> None:
    """A page counts once; its address is compared, and never said."""
    seen: dict[str, int] = {}
    for row in block.rows if column is not None else ():
        address = text_at(sheet, row, column)
        if address.startswith("http") and seen.setdefault(address, row) != row:
            raise Refused(
                f"{sheet.ref(row, column)}: this page stands in {sheet.ref(seen[address], column)} "
                "already."
            )


def _optional(columns: dict[str, int], pattern: str) -> int | None:
    wanted = pattern.removeprefix(OPTIONAL)
    found = (c for name, c in columns.items() if re.search(wanted, name, re.IGNORECASE))
    return next(found, None) if wanted else None


def _column(columns: dict[str, int], pattern: str) -> int:
    return next(c for name, c in columns.items() if re.search(pattern, name, re.IGNORECASE))


def _year(sheet: Sheet, row: int, column: int) -> str:
    period = read_period(sheet.at(row, column))
    if period is None or not period.is_day:
        raise Refused(f"{sheet.ref(row, column)}: not the date of a page.")
    day = date.fromisoformat(period.code)
    first = day.year if day.month > 3 else day.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def _tagged(
    sheet: Sheet, row: int, column: int, layout: RecordLayout, places: Places
) -> tuple[dict[str, Place], list[str]]:
    """Areas and subjects among the tags of a page; an unknown tag is refused."""
    try:
        tags = ast.literal_eval(text_at(sheet, row, column))
    except (ValueError, SyntaxError):
        raise Refused(f"{sheet.ref(row, column)}: not a list of tags.") from None
    areas, subjects = {}, []
    for tag in tags:
        found, _ = places.named(tag)
        if found:
            areas[tag] = found[0]
        elif layout.word("subject", tag):
            subjects.append(tag)
        else:
            raise Refused(
                f"{sheet.ref(row, column)}: the tag “{tag}” is neither in {ALIASES} nor a subject "
                f"in {layout.layout_file}."
            )
    return areas, subjects


def _check_ticks(sheet: Sheet, row: int, columns: dict[str, int], tags: set[str]) -> None:
    """A column headed with a tag is ticked exactly where the page has the tag."""
    for name, column in columns.items():
        text = text_at(sheet, row, column)
        is_tick = text in (*TRUE, "FALSE", "0", "0.0") and not name.startswith(MENTIONS)
        if is_tick and name in KNOWN_COUNTS:
            continue
        if is_tick and (text in TRUE) != (name in tags):
            raise Refused(f"{sheet.ref(row, column)}: the tick for “{name}” is not in the tags.")


KNOWN_COUNTS = ("forcecount", "categorycount", "X", "XX")


def _is_mention(sheet: Sheet, row: int, name: str, column: int) -> bool:
    return name.startswith(MENTIONS) and text_at(sheet, row, column) in TRUE


def _words(name: str) -> str:
    return "mentions " + name.removeprefix(MENTIONS).replace("_", " ")
