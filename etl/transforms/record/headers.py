"""What stands in each column of a table, by the words above it."""

import re
from dataclasses import dataclass, field

from etl.contracts.grid import Sheet
from etl.transforms.record.block import Block
from etl.transforms.record.changes import date_changes
from etl.transforms.record.find import Refused, text_at
from etl.transforms.record.header_words import (
    HeaderRows,
    header_marks,
    header_period,
    header_rows,
    joined_header,
)
from etl.transforms.record.layout import OPTIONAL, Column, RecordLayout, Table
from etl.transforms.record.periods import Period
from etl.transforms.record.values import read_value
from etl.transforms.record.words import SIGNS

MARK_ALONE = re.compile(rf"([{SIGNS}]+|[a-zA-Z]|\[\w+\]|\([a-zA-Z]\))$")
LONGEST_CODE = 3


@dataclass
class Slot:
    """A column of figures: what its header says and the spec of the layout that fits."""

    column: int
    header: str
    spec: Column
    period: Period | None
    marks: str
    caught: dict[str, str] = field(default_factory=dict)
    marked_by: list[int] = field(default_factory=list)


@dataclass
class Columns:
    slots: list[Slot]
    keys: dict[str, list[int]]
    unit: str
    name_marks: list[int]


def read_columns(sheet: Sheet, block: Block, layout: RecordLayout) -> Columns:
    """Every column with figures under its meaning; an unknown header is refused by its cell."""
    table = block.title.table
    rows, unit = header_rows(sheet, block, layout)
    columns = Columns([], _keys(sheet, block, rows, table), unit, [])
    taken = {column for found in columns.keys.values() for column in found} | {block.names}
    width = max((len(sheet.rows[r]) for r in block.rows), default=0)
    for column in range(width):
        if column not in taken and _is_used(sheet, block, column):
            _place(sheet, block, rows, column, layout, columns)
    _refuse_missing(sheet, block, table, columns)
    date_changes(columns.slots)
    return columns


def _place(
    sheet: Sheet,
    block: Block,
    rows: HeaderRows,
    column: int,
    layout: RecordLayout,
    columns: Columns,
) -> None:
    own = [row[column] for row in rows if column in row]
    if not own:
        _place_unheaded(sheet, block, column, columns)
        return
    header = joined_header(rows, column, block.names)
    if any(re.search(pattern, header, re.IGNORECASE) for pattern in layout.ignore):
        return
    period = header_period(own[-1], header, block.title.text, layout.is_stock)
    for spec in block.title.table.columns:
        caught = _fits(spec, header, period)
        if caught is not None:
            marks = (period.marks if period else header_marks(header)) or own[-1].marks
            columns.slots.append(Slot(column, header, spec, period, marks, caught))
            return
    raise Refused(
        f"{_header_ref(sheet, block, rows, column)}: the column headed “{header}” is not in "
        f"{layout.layout_file}."
    )


def _fits(spec: Column, header: str, period: Period | None) -> dict[str, str] | None:
    if spec.header == "period":
        return {} if period else None
    found = re.search(spec.header, header, re.IGNORECASE)
    return {k: v for k, v in found.groupdict().items() if v} if found else None


def _place_unheaded(sheet: Sheet, block: Block, column: int, columns: Columns) -> None:
    """Marks in cells of their own go with the column before; remarks are left, figures refused."""
    for r in block.rows:
        cell = sheet.at(r, column)
        text = text_at(sheet, r, column)
        if not text or MARK_ALONE.match(text):
            continue
        value = read_value(cell)
        if value is not None or len(text) <= LONGEST_CODE:
            raise Refused(f"{sheet.ref(r, column)}: a figure or code in a column without a header.")
    marks = [r for r in block.rows if 0 < len(text_at(sheet, r, column)) <= LONGEST_CODE]
    if marks or any(sheet.at(r, column).marks for r in block.rows):
        before = [slot for slot in columns.slots if slot.column < column]
        (before[-1].marked_by if before else columns.name_marks).append(column)


def _keys(sheet: Sheet, block: Block, rows: HeaderRows, table: Table) -> dict[str, list[int]]:
    """Columns that say which row it is, by what they say: area, code, region, period, category."""
    keys: dict[str, list[int]] = {}
    for key, patterns in table.keys.items():
        for pattern in [patterns] if isinstance(patterns, str) else patterns:
            found = [
                c
                for c in range(sheet.width)
                if c != block.names
                and any(c in row for row in rows)
                and re.search(
                    pattern.removeprefix(OPTIONAL), joined_header(rows, c, None), re.IGNORECASE
                )
            ]
            if len(found) > 1:
                where = _header_ref(sheet, block, rows, found[1])
                raise Refused(f"{where}: a second column for {key}.")
            keys.setdefault(key, []).extend(found)
    return keys


def _header_ref(sheet: Sheet, block: Block, rows: HeaderRows, column: int) -> str:
    within = [r for r in block.headers if sheet.at(r, column).value not in (None, "")]
    return sheet.ref(within[-1] if within else block.title.row, column)


def _is_used(sheet: Sheet, block: Block, column: int) -> bool:
    return any(text_at(sheet, r, column) or sheet.at(r, column).marks for r in block.rows)


def _refuse_missing(sheet: Sheet, block: Block, table: Table, columns: Columns) -> None:
    where = sheet.ref(block.title.row, block.title.column) if block.title.row >= 0 else sheet.name
    for spec in table.columns:
        if spec.required and not any(slot.spec is spec for slot in columns.slots):
            raise Refused(f"{where}: no column is headed “{spec.header}” any more.")
    if not columns.slots:
        raise Refused(f"{where}: the table has no column of figures.")
