"""Publishers change their workbooks every year: the same figures come out, or a refusal by cell.

Each change is made to the publisher's own workbook. A wrong figure that passes is the one thing
that must never happen.
"""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from etl.contracts.grid import BLANK, Cell, Sheet
from tests.etl.record.conftest import DEATHS, WORKFORCE, figures
from tests.etl.record.workbooks import write_ods, write_xlsx

BY_FORCE = re.compile(r"Table\s+\S+ ?:?.*(by police force area|appropriate authority)")


def each_table(change):
    """Make a change on every sheet that holds a table."""

    def changed(sheets):
        return [
            Sheet(each.name, change([list(row) for row in each.rows]))
            if any(is_title(cell) for row in each.rows for cell in row) and not is_list(each)
            else each
            for each in sheets
        ]

    return changed


def is_title(cell):
    return isinstance(cell.value, str) and bool(re.match(r"Table \d", cell.value))


def is_list(each):
    return each.name in ("Index", "Contents")


def every_row(change):
    return each_table(lambda rows: [change(row) if row else row for row in rows])


def every_cell(change):
    return every_row(lambda row: [cell if cell is BLANK else change(cell) for cell in row])


def blank_column(at):
    return every_row(lambda row: [*row[:at], BLANK, *row[at:]])


def blank_row(at):
    return each_table(lambda rows: [*rows[:at], [], *rows[at:]])


def text_row(at, text):
    return each_table(lambda rows: [*rows[:at], [Cell(text)], *rows[at:]])


def named(cell):
    return isinstance(cell.value, str) and cell.value.strip() in (
        "Kent",
        "Surrey",
        "Wales",
        "Gwent",
    )


def marked_name(mark):
    return every_cell(lambda cell: replace(cell, value=cell.value + mark) if named(cell) else cell)


def raised_name(cell):
    return replace(cell, marks="7") if named(cell) else cell


def reworded(old, new):
    return every_cell(
        lambda cell: (
            replace(cell, value=re.sub(old, new, cell.value))
            if isinstance(cell.value, str)
            else cell
        )
    )


def as_text(cell):
    """Numbers kept as text, with thousands separators."""
    return (
        Cell(f"{cell.value:,.10f}".rstrip("0").rstrip("."))
        if isinstance(cell.value, float)
        else cell
    )


def marked_numbers(mark):
    def change(cell):
        text = as_text(cell)
        return text if text is cell else Cell(f" {text.value}{mark}")

    return every_cell(change)


def own_marks(rows):
    """A column of marks behind the second column of figures."""
    return [
        [*row[:3], Cell("^") if row and named(row[0]) else BLANK, *row[3:]] if row else row
        for row in rows
    ]


def is_date(cell):
    return isinstance(cell.value, date)


def written_dates(mark=""):
    def change(cell):
        return Cell(f"{cell.value:%-d %B %Y}{mark}") if is_date(cell) else cell

    return every_cell(change)


def header_again(rows):
    """The row of dates or years stands again in the middle, as on a second printed page."""
    found = next(
        (r for r, row in enumerate(rows) if sum(is_date(c) or is_year(c) for c in row) > 2), None
    )
    return rows if found is None else [*rows[: found + 3], rows[found], *rows[found + 3 :]]


def is_year(cell):
    return isinstance(cell.value, str) and bool(re.match(r"\d\d/\d\d", cell.value))


def more_sheets(sheets):
    notes = Sheet("Notes", [[Cell("Notes")], [Cell("1. Figures may be revised.")]])
    return [notes, *reversed(sheets)]


def renamed(sheets):
    return [Sheet(f"Tab {n} (new)", each.rows) for n, each in enumerate(sheets)]


def without_contents(sheets):
    return [each for each in sheets if not is_list(each)]


def odd_spaces(cell):
    if not isinstance(cell.value, str) or is_title(cell):
        return cell
    end = " " if cell.value.endswith(" ") else ""
    return replace(cell, value=cell.value.strip().replace(" ", "\u00a0 ") + end)


SAME_FIGURES = {
    "as it was": lambda sheets: sheets,
    "an empty column in front": blank_column(0),
    "an empty column behind the names": blank_column(1),
    "an empty column between figures": blank_column(3),
    "an empty column at the end": blank_column(40),
    "an empty row on top": blank_row(0),
    "three empty rows on top": lambda sheets: blank_row(0)(blank_row(0)(blank_row(0)(sheets))),
    "an empty row below the title": blank_row(1),
    "an empty row in the header": blank_row(5),
    "an empty row among the figures": blank_row(12),
    "a line of text on top": text_row(0, "Official Statistics, revised"),
    "sheets renamed": renamed,
    "sheets in another order, and one more": more_sheets,
    "no list of contents": without_contents,
    "a mark on names": marked_name("^"),
    "two marks on names": marked_name("**"),
    "a footnote digit glued to names": marked_name("4"),
    "footnote digits glued to names": marked_name("1,2"),
    "a note in brackets on names": marked_name(" [note 3]"),
    "a footnote digit in superscript": every_cell(raised_name),
    "marks in a column of their own": each_table(own_marks),
    "numbers as text": every_cell(as_text),
    "a mark on every number": marked_numbers("*"),
    "another mark on every number": marked_numbers("~"),
    "dates in words": written_dates(),
    "dates in words with a footnote digit": written_dates("3"),
    "the header again in the middle": each_table(header_again),
    "hard spaces": every_cell(odd_spaces),
    "capital letters": reworded("Kent", "KENT"),
    "another spelling": reworded("Devon & Cornwall", "Devon and Cornwall"),
    "another name": reworded("^Metropolitan( Police)?$", "Metropolitan Police Service"),
    "a name of a region spelt out": reworded("^Eastern $", "East of England "),
    "no spaces behind regions": reworded(r"(?m)[ ]+$", ""),
    "dashes for hyphens": reworded("Dyfed-Powys", "Dyfed–Powys"),
    "another word for the number column": reworded("^number$", "No."),
}


@pytest.mark.parametrize("file", [WORKFORCE, DEATHS])
@pytest.mark.parametrize("change", SAME_FIGURES.values(), ids=SAME_FIGURES.keys())
def test_a_change_of_form_leaves_the_figures(parts, whole_parts, read, file, change):
    reading = read(change(parts[file]), file)

    assert reading.faults == []
    assert titleless(figures(reading)) == whole_parts[file]


@pytest.mark.parametrize("file", [WORKFORCE, DEATHS])
@given(changes=st.lists(st.sampled_from(sorted(SAME_FIGURES)), min_size=2, max_size=4))
@profile(max_examples=12, deadline=None, derandomize=True)
def test_several_changes_leave_the_figures_or_are_refused_by_cell(
    parts, whole_parts, read, file, changes
):
    sheets = parts[file]
    for change in changes:
        sheets = SAME_FIGURES[change](sheets)
    reading = read(sheets, file)

    assert titleless(figures(reading)).items() <= whole_parts[file].items()
    if not reading.faults:
        assert titleless(figures(reading)) == whole_parts[file]
    for fault in reading.faults:
        assert re.search(r"!'?\$?[A-Z]+\d+", fault), fault


def place_of(sheets, name, text):
    """Row and column of the first cell that says so on a sheet."""
    (each,) = [each for each in sheets if each.name == name]
    return next(
        (r, c)
        for r, row in enumerate(each.rows)
        for c, cell in enumerate(row)
        if isinstance(cell.value, str) and cell.value == text
    )


def edited(sheets, name, row, column, cell):
    """The workbook with one cell changed; a column past the end is added."""

    def change(each):
        rows = [list(cells) for cells in each.rows]
        rows[row].extend([BLANK] * (column + 1 - len(rows[row])))
        rows[row][column] = cell
        return Sheet(each.name, rows)

    return [change(each) if each.name == name else each for each in sheets]


# Sheet, the cell as (words of its row, column), what it says now, what the refusal says.
ONE_CELL = {
    "a figure changed": (
        "Table_1",
        "Kent",
        1,
        Cell(9999.0),
        "Table_1!B43: the printed total “South East”",
    ),
    "a figure moved by a place": (
        "Table_1",
        "Kent",
        3,
        Cell(32.5),
        r"Table_1!D\d+: the printed total",
    ),
    "a change that does not follow": (
        "Table_1",
        "Kent",
        4,
        Cell(12.0),
        r"Table_1!E43: the printed total",
    ),
    "words for a figure": (
        "Table_1",
        "Kent",
        2,
        Cell("see note"),
        "Table_1!C45: words where a figure",
    ),
    "a date for a figure": (
        "Table_1",
        "Kent",
        2,
        Cell(date(2016, 1, 1)),
        "Table_1!C45: words where",
    ),
    "an unknown name": (
        "Table_1",
        "Kent",
        0,
        Cell("Kent & Medway"),
        "Table_1!A45: .*force_aliases.csv",
    ),
    "a name twice": (
        "Table_1",
        "Kent",
        0,
        Cell("Surrey"),
        "Table_1!A46: “Surrey” stands in Table_1!A45",
    ),
    "a name gone": ("Table_1", "Kent", 0, BLANK, "Table_1!B45: figures in a row without a name"),
    "two forces on one row": (
        "Table_1",
        "Kent",
        0,
        Cell("Kent & Surrey"),
        "Table_1!B43: the printed total",
    ),
    "a figure without a header": (
        "Table_1",
        "Kent",
        9,
        Cell(3.0),
        "Table_1!J45: a figure or code in a",
    ),
    "a total in another table": (
        "Table_6",
        "30 September 2016",
        1,
        Cell(5.0),
        "Table_6!B15 says 5",
    ),
}


@pytest.mark.parametrize("case", ONE_CELL.values(), ids=ONE_CELL.keys())
def test_one_cell_that_cannot_be_right_is_named(parts, whole_parts, read, case):
    name, words, column, cell, said = case
    row, _ = place_of(parts[WORKFORCE], name, words)

    reading = read(edited(parts[WORKFORCE], name, row, column, cell), WORKFORCE)

    assert any(re.search(said, fault) for fault in reading.faults), reading.faults
    assert all(fault for fault in reading.faults)
    unharmed = {k: v for k, v in titleless(figures(reading)).items() if "Table4" in k[0]}
    assert unharmed.items() <= whole_parts[WORKFORCE].items()
    assert len(unharmed) == 392


# Sheet, words of the header, its column, the new header, what the refusal says.
HEADERS = {
    "a new heading": (1, "Officers in training", "B6: the column headed “.*Officers in training”"),
    "a heading gone": (2, None, "C\\d+: a figure or code in a column without a header"),
    "a year that is none": (1, "2015/17", "B6: the column headed"),
    "the same date twice": (1, date(2016, 3, 31), "holds the same figure of the same table"),
    "another unit": (1, "Headcount", "name different units"),
}


@pytest.mark.parametrize("case", HEADERS.values(), ids=HEADERS.keys())
def test_a_header_that_is_not_in_the_layout_is_named(parts, read, case):
    column, words, said = case
    cell = BLANK if words is None else Cell(words)

    reading = read(edited(parts[WORKFORCE], "Table_1", 5, column, cell), WORKFORCE)

    assert any(re.search(said, fault) for fault in reading.faults), reading.faults


def year_in(row, figure):
    """One more year before the totals, as next year's edition has it."""
    if len(row) < 16:
        return row
    if is_year(row[15]):
        new = Cell("19/20")
    else:
        new = Cell(figure) if isinstance(row[1].value, float) else BLANK
    return [*row[:16], new, *row[16:]]


def test_regions_below_all_forces_and_without_spaces_are_told_apart_by_their_sums(
    parts, whole_parts, read
):
    """Forces first, then regions: the last West Midlands is the region."""
    (table,) = [each for each in parts[WORKFORCE] if each.name == "Table_1"]
    body = table.rows[6:59]
    regions = [row for row in body if str(row[0].value).endswith(" ") or row[0].value == "Wales"]
    forces = [row for row in body if row not in regions]
    bare = [[Cell(row[0].value.strip()), *row[1:]] for row in [*forces, *regions]]
    moved = Sheet("Table_1", [*table.rows[:6], *bare, *table.rows[59:]])

    reading = read([moved, *parts[WORKFORCE][1:]], WORKFORCE)

    found = titleless(figures(reading))
    assert found.items() <= whole_parts[WORKFORCE].items()
    if found != whole_parts[WORKFORCE]:
        assert any("the printed total “West Midlands”" in fault for fault in reading.faults)


def test_a_further_year_is_read_and_the_others_stay(parts, whole_parts, read):
    sheets = [
        Sheet(each.name, [year_in(row, 0.0) for row in each.rows]) for each in parts[DEATHS][:1]
    ]

    found = titleless(figures(read(sheets, DEATHS)))

    old = {k: v for k, v in whole_parts[DEATHS].items() if k[0].startswith(("Table17", "Table18"))}
    assert {k: v for k, v in found.items() if k[3] != "2019-20" and " to " not in k[3]} == {
        k: v for k, v in old.items() if " to " not in k[3]
    }
    assert {v for k, v in found.items() if k[3] == "2019-20"} == {("0", "")}
    assert {k[3] for k in found if " to " in k[3]} == {"2004-05 to 2019-20"}


def test_a_further_year_that_the_totals_do_not_count_is_refused(parts, read):
    sheets = [
        Sheet(each.name, [year_in(row, 4.0) for row in each.rows]) for each in parts[DEATHS][:1]
    ]

    faults = read(sheets, DEATHS).faults

    assert any(re.search(r"RTI_By_Force!\w+: the printed total", fault) for fault in faults)


def test_an_error_cell_is_a_symbol_and_never_a_number(parts, read):
    sheets = edited(parts[WORKFORCE], "Table_1", 44, 1, Cell("#N/A", is_error=True))

    reading = read(sheets, WORKFORCE)

    (cell,) = [row for row in reading.rows("any") if row[-1] == "Table_1!B45"]
    assert (cell[9], cell[10]) == ("", "#N/A")
    assert reading.faults == []


def test_a_number_that_may_hold_a_footnote_is_refused_where_no_total_would_tell(parts, read):
    glued = edited(parts[WORKFORCE], "Table_6", 12, 1, Cell("1270771"))

    (fault,) = read(glued, WORKFORCE).faults

    assert "Table_6!B13: “1270771” is text among numbers and ends like a footnote" in fault


def test_a_table_whose_rows_are_gone_is_named(parts, read):
    emptied = [
        Sheet(each.name, each.rows[:5]) if each.name == "Table_4" else each
        for each in parts[WORKFORCE]
    ]

    assert any(
        "Table_4!A1: the title stands above no table" in fault
        for fault in read(emptied, WORKFORCE).faults
    )


def test_a_sheet_that_the_contents_name_and_nobody_holds_is_named(bundled, read):
    without = [each for each in bundled[WORKFORCE] if each.name != "Table_3"]

    (fault,) = read(without, WORKFORCE).faults

    assert "Index!A6: Table 3 is listed and on no sheet" in fault


def test_figures_below_no_title_are_named(parts, read):
    untitled = edited(parts[WORKFORCE], "Table_1", 0, 0, Cell("Officers"))

    assert any(
        "Table_1!A7: figures by area below no title" in fault
        for fault in read(untitled, WORKFORCE).faults
    )


def test_a_table_that_the_layout_does_not_know_is_left_and_said(parts, whole_parts, read):
    further = Sheet(
        "Table_9", [[Cell("Table 9: Police horses by stable")], [Cell("Stable 1"), Cell(3.0)]]
    )

    reading = read([*parts[WORKFORCE], further], WORKFORCE)

    assert reading.unread == ["Table_9!A1: Table 9: Police horses by stable"]
    assert titleless(figures(reading)) == whole_parts[WORKFORCE]


@pytest.mark.parametrize("file", [WORKFORCE, DEATHS])
@pytest.mark.parametrize("written", [write_ods, write_xlsx])
def test_the_same_workbook_saved_by_another_program_gives_the_same_figures(
    parts, whole_parts, read, tmp_path, file, written
):
    from etl.sources.workbook import read_sheets

    suffix = "ods" if written is write_ods else "xlsx"
    path = written(tmp_path / f"saved.{suffix}", parts[file])

    reading = read(read_sheets(path), file)

    assert reading.faults == []
    assert titleless(figures(reading)) == whole_parts[file]


def titleless(found):
    """Titles may gain spaces and marks."""
    return {(re.sub(r"\W+", "", key[0]), *key[1:]): value for key, value in found.items()}


@pytest.fixture(scope="module")
def parts(bundled):
    """A few sheets of each workbook, one of each kind."""
    kept = {
        WORKFORCE: ("Table_1", "Table_4", "Table_6"),
        DEATHS: ("RTI_By_Force", "Shootings_By_Force", "Apparent_suicides"),
    }
    return {
        file: [each for each in sheets if each.name in kept[file]]
        for file, sheets in bundled.items()
    }


@pytest.fixture(scope="module")
def whole_parts(parts, read):
    return {file: titleless(figures(read(sheets, file))) for file, sheets in parts.items()}
