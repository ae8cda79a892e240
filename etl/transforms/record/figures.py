"""The figures of one table, each with its area, period, measure and category."""

import re
from dataclasses import dataclass
from datetime import date

from etl.contracts.grid import Sheet
from etl.transforms.record.block import Block
from etl.transforms.record.find import Refused, text_at
from etl.transforms.record.headers import Columns, Slot
from etl.transforms.record.layout import RecordLayout
from etl.transforms.record.periods import last_month_end
from etl.transforms.record.places import Place
from etl.transforms.record.row_places import RowName
from etl.transforms.record.values import Value, read_value
from etl.transforms.record.words import joined_marks, single_marks

NOT_GIVEN = "x"


@dataclass(slots=True)
class Figure:
    place: Place
    printed: str
    period: str
    measure: str
    category: str
    unit: str
    value: Value
    note: str
    cell: str
    row: int
    slot: Slot
    table: str = ""
    is_total: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        return (
            self.place.code,
            self.place.name,
            self.period,
            self.measure,
            self.unit,
            self.category,
        )


@dataclass(frozen=True)
class Context:
    """What a table's figures share."""

    sheet: Sheet
    block: Block
    layout: RecordLayout
    columns: Columns
    caught: dict[str, str]
    edition_period: str
    notes: dict[str, str]


def table_figures(context: Context, names: list[RowName]) -> list[Figure]:
    """One figure per cell below a header, row by row."""
    return [_figure(context, name, slot) for name in names for slot in context.columns.slots]


def _figure(context: Context, name: RowName, slot: Slot) -> Figure:
    sheet, table, spec = context.sheet, context.block.title.table, slot.spec
    value = read_value(sheet.at(name.row, slot.column))
    if value is None:
        raise Refused(f"{sheet.ref(name.row, slot.column)}: words where a figure belongs.")
    beside = [text_at(sheet, name.row, column) for column in slot.marked_by]
    beside += [sheet.at(name.row, column).marks for column in slot.marked_by]
    value, missing = _missing(context, name, slot, value)
    marks = joined_marks(value.marks, *beside, name.marks, slot.marks)
    words = {**context.caught, **slot.caught, "row": name.category, "base": context.columns.unit}
    unit = fill(spec.unit, words, context) or context.columns.unit
    if not unit:
        raise Refused(f"{sheet.ref(context.block.title.row, 0)}: the table does not say its unit.")
    return Figure(
        place=name.place,
        printed=name.printed,
        period=_period(context, name, slot),
        measure=fill(spec.measure, words, context),
        category=_category(name, spec.category or table.category, words, context),
        unit=unit,
        value=value,
        note=" ".join(filter(None, (missing, spec.note, *_notes(marks, context.notes)))),
        cell=sheet.ref(name.row, slot.column),
        row=name.row,
        slot=slot,
        is_total=name.is_total,
    )


def _category(name: RowName, template: str, words: dict[str, str], context: Context) -> str:
    """The total row of a table of categories is the total; a total of areas keeps its category."""
    is_total = name.is_total and context.block.title.table.rows == "categories"
    return "total" if is_total else fill(template, words, context)


def fill(template: str, words: dict[str, str], context: Context) -> str:
    """A text of the layout with the words that title and headers gave."""
    try:
        return template.format_map(words)
    except KeyError as error:
        raise Refused(
            f"{context.layout.layout_file}: nothing found for {error} of “{template}” on sheet "
            f"{context.sheet.name}."
        ) from None


def _missing(context: Context, name: RowName, slot: Slot, value: Value) -> tuple[Value, str]:
    """A zero beside people is a figure that the publisher does not give."""
    beside = slot.spec.zero_is_missing_beside
    if not beside or value.number != 0:
        return value, ""
    for other in context.columns.slots:
        if re.search(beside, other.header, re.IGNORECASE):
            people = read_value(context.sheet.at(name.row, other.column))
            if people is not None and people.number:
                return Value(None, NOT_GIVEN), "The file says 0 beside people: not given."
    return value, ""


def _notes(marks: str, notes: dict[str, str]) -> list[str]:
    return [
        f"{mark} {notes[mark]}" if mark in notes else f"Marked {mark}."
        for mark in dict.fromkeys(single_marks(marks))
    ]


def _period(context: Context, name: RowName, slot: Slot) -> str:
    way = slot.spec.period
    if way == "column" and slot.period:
        return slot.period.code
    if way == "row" and name.period:
        return name.period
    if way == "end" and (found := last_month_end(slot.header) or _last_day(context)):
        return found
    if way == "all" and (years := all_periods(context)):
        return f"{years[0]} to {years[-1]}"
    if way == "table" and context.edition_period:
        return context.edition_period
    raise Refused(
        f"{context.sheet.ref(name.row, slot.column)}: the period of this figure stands neither in "
        "the table nor in the name of the file."
    )


def all_periods(context: Context) -> list[str]:
    return sorted(slot.period.code for slot in context.columns.slots if slot.period)


def _last_day(context: Context) -> str | None:
    """A change that does not say its months is one up to the last day of the table."""
    days = [period for period in all_periods(context) if is_day(period)]
    return days[-1] if days else None


def is_day(period: str) -> bool:
    try:
        date.fromisoformat(period)
    except ValueError:
        return False
    return len(period) == 10
