"""One file read by one layout into tidy rows, and what could not be read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from etl.contracts.grid import Sheet
from etl.errors import ConductDataError, OfficialFileError
from etl.transforms.record.block import (
    Block,
    Refused,
    Title,
    find_block,
    find_titles,
    listed_tables,
    sheet_notes,
    table_number,
    text_at,
)
from etl.transforms.record.figures import Context, Figure, table_figures
from etl.transforms.record.headers import read_columns
from etl.transforms.record.layout import RecordLayout
from etl.transforms.record.pages import page_figures
from etl.transforms.record.periods import read_period_words
from etl.transforms.record.places import Places
from etl.transforms.record.row_names import name_rows
from etl.transforms.record.sums import check_distinct, check_sums
from etl.transforms.record.untitled import find_untitled
from etl.transforms.record.values import plain
from etl.transforms.record.words import mended

TIDY_COLUMNS = (
    "source",
    "edition",
    "table",
    "area_code",
    "area_name",
    "name_as_printed",
    "period",
    "measure",
    "category",
    "value",
    "symbol",
    "note",
    "cell",
)
SAME = 0.006  # one figure printed to different numbers of places


@dataclass
class Reading:
    """`faults` name what was refused, by sheet and cell; `unread` tables that no layout knows."""

    edition: str = ""
    figures: list[Figure] = field(default_factory=list)
    totals_met: int = 0
    tables: int = 0
    faults: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    listed: dict[str, str] = field(default_factory=dict)
    held: set[str] = field(default_factory=set)

    def rows(self, source: str) -> Iterable[tuple[str, ...]]:
        """Rows of TIDY_COLUMNS; the measure says its unit, since figures in two units differ."""
        for figure in self.figures:
            yield (
                source,
                self.edition,
                figure.table,
                figure.place.code,
                figure.place.name,
                figure.printed,
                figure.period,
                _with_unit(figure),
                figure.category,
                plain(figure.value.number),
                figure.value.symbol,
                figure.note,
                figure.cell,
            )


def _with_unit(figure: Figure) -> str:
    said = figure.unit.casefold() in figure.measure.casefold()
    return figure.measure if said else f"{figure.measure} ({figure.unit})"


def choose_layout(
    sheets: list[Sheet], layouts: dict[str, RecordLayout], name: str, places: Places
) -> RecordLayout:
    """The one layout whose tables the file holds; raises OfficialFileError for none or several."""
    fitting = [layout for layout in layouts.values() if _fits(sheets, layout, places)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = ", ".join(layout.source for layout in fitting)
        raise OfficialFileError(f"{name}: several layouts fit ({names}); choose one with --layout.")
    raise OfficialFileError(
        f"{name}: no layout fits. Known are {', '.join(sorted(layouts))}; each is a file in "
        "data/layouts/."
    )


def _fits(sheets: list[Sheet], layout: RecordLayout, places: Places) -> bool:
    for sheet in sheets:
        if any(title.table for title in find_titles(sheet, layout)):
            return True
        if find_untitled(sheet, layout):
            return True
    return False


def read_record(sheets: list[Sheet], layout: RecordLayout, name: str, places: Places) -> Reading:
    """Every table of the file that the layout knows; each is read or refused on its own."""
    reading = Reading()
    try:
        reading.edition = _edition(sheets, layout, name)
    except Refused as refused:
        reading.faults.append(str(refused))
        return reading
    for sheet in sheets:
        _read_sheet(sheet, layout, name, places, reading)
    if not reading.edition and reading.figures:
        reading.edition = _latest(reading)
    _refuse_absent(reading, name)
    _refuse_contradictions(reading)
    if not reading.figures and not reading.faults:
        reading.faults.append(f"{name}: no table of {layout.layout_file} was found.")
    return reading


def _read_sheet(
    sheet: Sheet, layout: RecordLayout, name: str, places: Places, reading: Reading
) -> None:
    titles = find_titles(sheet, layout)
    untitled = find_untitled(sheet, layout) if not any(t.table for t in titles) else None
    if untitled:
        titles = [untitled]
    blocks: list[tuple[Title, Block | None]] = []
    for title in titles:
        if title.table is None:
            blocks.append((title, None))
            continue
        try:
            blocks.append((title, find_block(sheet, title, layout, places)))
        except Refused as refused:
            reading.faults.append(_said(refused, name))
    if _is_contents(sheet, blocks):
        reading.listed |= listed_tables(sheet)
        return
    if not titles:
        _note_untitled(sheet, layout, name, places, reading)
        return
    reading.held |= {number for title in titles if (number := table_number(title.text))}
    for title, block in blocks:
        where = sheet.ref(max(title.row, 0), title.column)
        if title.table is None:
            reading.unread.append(f"{where}: {title.text}")
        elif block is None:
            reading.faults.append(f"{name}, {where}: the title stands above no table.")
        else:
            _read_table(sheet, block, layout, name, places, reading)


def _note_untitled(
    sheet: Sheet, layout: RecordLayout, name: str, places: Places, reading: Reading
) -> None:
    """Figures of areas below no title are refused; a sheet of other words or figures is not."""
    if listed := listed_tables(sheet):
        reading.listed |= listed
        return
    titled = [table for table in layout.tables if table.title and table.rows == "areas"]
    for table in titled[:1]:
        whole = Title(-1, 0, "", table, {}, end=len(sheet.rows))
        try:
            block = find_block(sheet, whole, layout, places)
        except Refused as refused:
            reading.faults.append(_said(refused, name))
            return
        if block and len(block.rows) > 1:
            where = sheet.ref(block.rows[0], block.names)
            reading.faults.append(f"{name}, {where}: figures by area below no title of a table.")


def _refuse_absent(reading: Reading, name: str) -> None:
    """What the list of contents names must be there."""
    for number, where in reading.listed.items():
        if reading.held and number not in reading.held:
            reading.faults.append(f"{name}, {where}: Table {number} is listed and on no sheet.")


def _is_contents(sheet: Sheet, blocks: list[tuple[Title, Block | None]]) -> bool:
    """A list of titles, one close below the other, with no figures."""
    return len(blocks) > 1 and not any(block for _, block in blocks) and _gaps(blocks) <= 3


def _gaps(blocks: list[tuple[Title, Block | None]]) -> float:
    rows = [title.row for title, _ in blocks]
    return (rows[-1] - rows[0]) / (len(rows) - 1)


def _read_table(
    sheet: Sheet, block: Block, layout: RecordLayout, name: str, places: Places, reading: Reading
) -> None:
    try:
        table = block.title.table
        if table.rows == "pages":
            figures, met = page_figures(sheet, block, layout, places), 0
        else:
            figures, met = _grid_figures(sheet, block, layout, name, places, reading.edition)
    except ConductDataError as refused:
        reading.faults.append(_said(refused, name))
        return
    title = mended(block.title.text) or table.name or table.id
    for figure in figures:
        figure.table = title
    reading.figures.extend(figures)
    reading.totals_met += met
    reading.tables += 1


def _grid_figures(
    sheet: Sheet, block: Block, layout: RecordLayout, name: str, places: Places, edition: str
) -> tuple[list[Figure], int]:
    """The figures of a table, and how many of its printed totals were met."""
    columns = read_columns(sheet, block, layout)
    context = Context(
        sheet,
        block,
        layout,
        columns,
        _caught(sheet, block, layout),
        _table_period(block, edition),
        {**sheet_notes(sheet), **block.notes},
    )
    figures = table_figures(context, name_rows(sheet, block, columns, layout, places))
    _refuse_repeats(figures)
    met = check_sums(figures, block.title.table)
    check_distinct(figures, columns.slots)
    return figures, met


def _said(refused: ConductDataError, name: str) -> str:
    text = str(refused)
    return text if text.startswith(name) else f"{name}, {text}"


def _caught(sheet: Sheet, block: Block, layout: RecordLayout) -> dict[str, str]:
    """Words of the title and of the heading above it, in the layout's own spelling."""
    caught = dict(block.title.caught)
    for kind, text in block.title.caught.items():
        if kind in layout.words:
            word = layout.word(kind, text)
            if word is None:
                where = sheet.ref(block.title.row, block.title.column)
                raise Refused(f"{where}: “{text}” is not among the words of {layout.layout_file}.")
            caught[kind] = word
    if "section" in layout.words and (section := _section(sheet, block.title, layout)):
        caught["section"] = section
    return caught


def _section(sheet: Sheet, title: Title, layout: RecordLayout) -> str | None:
    """The nearest heading above a title."""
    for r in range(title.row - 1, -1, -1):
        for c in range(len(sheet.rows[r])):
            text = text_at(sheet, r, c)
            if text and len(text) < 80 and (found := layout.word("section", text)):
                return found
    return None


def _edition(sheets: list[Sheet], layout: RecordLayout, name: str) -> str:
    """The edition as the file says it, else as its name does."""
    if pattern := layout.edition.get("printed"):
        for sheet in sheets:
            for r in range(min(len(sheet.rows), 20)):
                for c in range(len(sheet.rows[r])):
                    if found := re.search(pattern, text_at(sheet, r, c), re.IGNORECASE):
                        return found["edition"]
    in_name = layout.edition.get("in_name")
    if in_name and (found := re.search(in_name, name, re.IGNORECASE)):
        return found["edition"].replace("_", " ")
    if "else" in layout.edition:
        return layout.edition["else"]
    if layout.edition.get("latest"):
        return ""
    raise Refused(
        f"{name}: the edition is neither in the file nor in its name; {layout.layout_file} says "
        "how it is printed."
    )


def _latest(reading: Reading) -> str:
    """The last day of which there are figures, as a publisher would name the edition."""
    last = max(figure.period for figure in reading.figures)
    try:
        day = date.fromisoformat(last)
    except ValueError:
        return last
    return f"{day.day} {day:%B %Y}"


def _table_period(block: Block, edition: str) -> str:
    """The one period of a table: as its title, its layout or the edition says."""
    for text in (block.title.caught.get("period", ""), block.title.table.period, edition):
        if text and (period := read_period_words(text)):
            return period.code
    return block.title.table.period


def _refuse_repeats(figures: list[Figure]) -> None:
    seen: dict[tuple[str, ...], Figure] = {}
    for figure in figures:
        other = seen.setdefault(figure.key, figure)
        if other is not figure:
            raise Refused(f"{figure.cell}: {other.cell} holds the same figure of the same table.")


def _refuse_contradictions(reading: Reading) -> None:
    """Two tables of one file must give one figure; where they do not, neither is kept."""
    seen: dict[tuple[str, ...], Figure] = {}
    torn: set[tuple[str, ...]] = set()
    for figure in reading.figures:
        if figure.value.number is None:
            continue
        other = seen.setdefault(figure.key, figure)
        if abs(other.value.number - figure.value.number) > SAME:
            torn.add(figure.key)
            reading.faults.append(
                f"{figure.cell} says {figure.value.number:g} and {other.cell} says "
                f"{other.value.number:g} for the same figure ({figure.measure}, "
                f"{figure.place.name}, {figure.period})."
            )
    reading.figures = [figure for figure in reading.figures if figure.key not in torn]
