"""One file read by one layout: every table is read, refused by its cell, or left and named."""

from etl.contracts.grid import Sheet
from etl.errors import ConductDataError
from etl.transforms.record.block import Block, find_block
from etl.transforms.record.contents import Contents, read_contents
from etl.transforms.record.editions import file_edition, latest, table_period
from etl.transforms.record.figures import Context, Figure, table_figures
from etl.transforms.record.find import (
    Refused,
    Title,
    find_titles,
    sheet_number,
    table_number,
)
from etl.transforms.record.glued import refuse_glued
from etl.transforms.record.headers import read_columns
from etl.transforms.record.headings import UnknownTableError, title_words
from etl.transforms.record.layout import RecordLayout
from etl.transforms.record.notes import listed_notes, sheet_notes
from etl.transforms.record.pages import page_figures
from etl.transforms.record.places import Places
from etl.transforms.record.reading import Reading
from etl.transforms.record.row_names import name_rows
from etl.transforms.record.sums import check_distinct, check_sums
from etl.transforms.record.units import refuse_other_unit
from etl.transforms.record.untitled import find_untitled

SAME = 0.006  # one figure printed to different numbers of places


class _File:
    """What all tables of one file share."""

    def __init__(
        self, sheets: list[Sheet], layout: RecordLayout, name: str, places: Places
    ) -> None:
        self.layout, self.name, self.places = layout, name, places
        self.contents: Contents = read_contents(sheets, layout)
        self.notes = listed_notes(sheets)
        self.reading = Reading()

    def refuse(self, fault: ConductDataError | str) -> None:
        text = str(fault)
        self.reading.faults.append(text if text.startswith(self.name) else f"{self.name}, {text}")


def read_record(sheets: list[Sheet], layout: RecordLayout, name: str, places: Places) -> Reading:
    """Every table of the file that the layout knows; each is read or refused on its own."""
    file = _File(sheets, layout, name, places)
    reading = file.reading
    try:
        reading.edition = file_edition(sheets, layout, name)
    except Refused as refused:
        file.refuse(refused)
        return reading
    for sheet in sheets:
        if sheet.name not in file.contents.sheets:
            _read_sheet(sheet, file)
    if not reading.edition and reading.figures:
        reading.edition = latest(figure.period for figure in reading.figures)
    _refuse_absent(file)
    _refuse_contradictions(file)
    if not reading.figures and not reading.faults:
        file.refuse(f"{name}: no table of {layout.layout_file} was found.")
    return reading


def _read_sheet(sheet: Sheet, file: _File) -> None:
    titles = find_titles(sheet, file.layout)
    if number := sheet_number(sheet.name):
        file.reading.held.add(number)
    if not any(title.table for title in titles):
        untitled = find_untitled(sheet, file.layout)
        titles = [untitled] if untitled else titles
    if not titles:
        _refuse_untitled(sheet, file)
    for title in titles:
        if number := table_number(title.text):
            file.reading.held.add(number)
        if title.table is None:
            file.reading.unread.append(f"{sheet.ref(title.row, title.column)}: {title.text}")
        else:
            _read_titled(sheet, title, file)


def _read_titled(sheet: Sheet, title: Title, file: _File) -> None:
    where = sheet.ref(max(title.row, 0), title.column)
    try:
        block = find_block(sheet, title, file.layout, file.places)
        if block is None:
            raise Refused(f"{where}: the title stands above no table.")
        figures, met = _figures(sheet, block, file)
    except UnknownTableError as unknown:
        file.reading.unread.append(str(unknown))
        return
    except ConductDataError as refused:
        file.refuse(refused)
        return
    for figure in figures:
        figure.table = title.text or title.table.name or title.table.id
    file.reading.figures.extend(figures)
    file.reading.totals_met += met
    file.reading.tables += 1


def _figures(sheet: Sheet, block: Block, file: _File) -> tuple[list[Figure], int]:
    """The figures of a table, and how many of its printed totals were met."""
    table, layout, places = block.title.table, file.layout, file.places
    if table.rows == "pages":
        return page_figures(sheet, block, layout, places), 0
    words = title_words(sheet, block, layout, file.contents)
    columns = read_columns(sheet, block, layout)
    period = table_period(block, layout, file.reading.edition)
    notes = {**file.notes, **sheet_notes(sheet), **block.notes}
    refuse_glued(sheet, block, columns, block.notes)
    context = Context(sheet, block, layout, columns, words, period, notes)
    figures = table_figures(context, name_rows(sheet, block, columns, layout, places))
    _refuse_repeats(figures)
    refuse_other_unit(figures)
    met = check_sums(figures, table)
    check_distinct(figures, columns.slots)
    return figures, met


def _refuse_untitled(sheet: Sheet, file: _File) -> None:
    """Figures of areas below no title are refused; a sheet of other words or figures is not."""
    titled = [table for table in file.layout.tables if table.title and table.rows == "areas"]
    for table in titled[:1]:
        whole = Title(-1, 0, "", table, {}, end=len(sheet.rows))
        try:
            block = find_block(sheet, whole, file.layout, file.places)
        except Refused as refused:
            file.refuse(refused)
            return
        if block and len(block.rows) > 1:
            where = sheet.ref(block.rows[0], block.names)
            file.refuse(f"{where}: figures by area below no title of a table.")


def _refuse_absent(file: _File) -> None:
    """What the list of contents names must be there."""
    held = file.reading.held
    for number, where in file.contents.listed.items():
        if held and number not in held:
            file.refuse(f"{where}: Table {number} is listed and on no sheet.")


def _refuse_repeats(figures: list[Figure]) -> None:
    seen: dict[tuple[str, ...], Figure] = {}
    for figure in figures:
        other = seen.setdefault(figure.key, figure)
        if other is not figure:
            raise Refused(f"{figure.cell}: {other.cell} holds the same figure of the same table.")


def _refuse_contradictions(file: _File) -> None:
    """Two tables of one file must give one figure; where they do not, neither is kept."""
    seen: dict[tuple[str, ...], Figure] = {}
    torn: set[tuple[str, ...]] = set()
    for figure in file.reading.figures:
        if figure.value.number is None:
            continue
        other = seen.setdefault(figure.key, figure)
        if abs(other.value.number - figure.value.number) > SAME:
            torn.add(figure.key)
            file.refuse(
                f"{figure.cell} says {figure.value.number:g} and {other.cell} says "
                f"{other.value.number:g} for the same figure ({figure.measure}, "
                f"{figure.place.name}, {figure.period})."
            )
    file.reading.figures = [each for each in file.reading.figures if each.key not in torn]
