"""Files of every layout, rearranged: the same figures come out, or a refusal by cell.

What a workbook of one publication goes through by hand is in test_scrambled_workbooks.py; here each
layout goes through changes that any publisher could make, one at a time and two at once.
"""

import csv
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from etl.contracts.grid import BLANK, Cell, Sheet
from etl.errors import ConductDataError
from etl.sources.workbook import read_sheets
from etl.transforms.record import Places, choose_layout, read_record
from tests.etl.record.test_misconduct_tables import mp1

FILES = [
    "police-workforce-sep19-tables.ods",
    "Time_series_tables_2018-19.ods",
    "officer_fte_31_march_2025.csv",
    "officer-fte-2018.csv",
    "police-uplift-2021-data.csv.gz",
    "iopc_2024-25_finalised_timeliness_by_force.csv",
    "iopc_2024-25_table18_schedule3_allegations_national.csv",
    "iopc_2024-25_table27_iopc_review_outcomes_by_force.csv",
    "iopc_2024-25_table6_by_category_7_forces.csv",
    "iopc_2024-25_table6_grand_total_36_forces.csv",
    "iopc_forfunnel.csv",
    "iopc_published_cases_june_2021.csv.gz",
]
MADE = "misconduct-2024.ods"  # as described, of fictional forces
# A sheet of each kind of table is enough of a workbook.
SHEETS = ("Table_1", "Table_6", "Shootings_By_Force", "Apparent_suicides")
ROWS = 120  # of the longest files


def is_number(cell):
    text = cell.value if isinstance(cell.value, str) else ""
    return isinstance(cell.value, float) or bool(re.fullmatch(r"\s*-?[\d,]+(\.\d+)?\s*", text))


def body(rows):
    """Positions of the rows that hold a name and figures."""
    return [r for r, row in enumerate(rows) if any(map(is_number, row)) and len(row) > 1]


def on_rows(change):
    return lambda sheets: [
        Sheet(each.name, change([list(row) for row in each.rows]), each.is_named) for each in sheets
    ]


def on_cells(change):
    return on_rows(lambda rows: [[c if c is BLANK else change(c) for c in row] for row in rows])


def blank_column(at):
    return on_rows(lambda rows: [[*row[:at], BLANK, *row[at:]] if row else row for row in rows])


def row_in(at, cells):
    return on_rows(lambda rows: [*rows[:at], list(cells), *rows[at:]])


def columns_swapped(one, other):
    """Two columns change places with all that stands in them, but for titles and notes."""

    def swapped(row):
        row = [*row, *[BLANK] * (max(one, other) + 1 - len(row))]
        row[one], row[other] = row[other], row[one]
        return row

    return on_rows(lambda rows: [swapped(row) if len(row) > 1 else row for row in rows])


def totals_on_top(rows):
    place = body(rows)
    totals = [r for r in place if re.match(r"(grand )?total", str(rows[r][0].value), re.I)]
    rest = [row for r, row in enumerate(rows) if r not in totals]
    first = place[0] if place else 0
    return [*rest[:first], *(rows[r] for r in totals), *rest[first:]]


def header_again(rows):
    place = body(rows)
    if len(place) < 8:
        return rows
    return [*rows[: place[5]], list(rows[place[0] - 1]), *rows[place[5] :]]


def row_twice(rows):
    place = body(rows)
    return [*rows[: place[3]], list(rows[place[3]]), *rows[place[3] :]] if len(place) > 3 else rows


def row_twice_with_other_figures(rows):
    rows = row_twice(rows)
    place = body(rows)
    if len(place) > 3:
        rows[place[3]] = [one_more(cell) for cell in rows[place[3]]]
    return rows


def one_more(cell):
    if is_float(cell):
        return Cell(cell.value + 1)
    return Cell(str(float(cell.value.replace(",", "")) + 1)) if is_number(cell) else cell


def spaced(separator):
    def change(cell):
        text = f"{cell.value:,.10f}".rstrip("0").rstrip(".") if is_float(cell) else None
        return Cell(text.replace(",", separator)) if text else cell

    return on_cells(change)


def is_float(cell):
    return isinstance(cell.value, float)


def is_title(row):
    return bool(row) and isinstance(row[0].value, str) and row[0].value.startswith("Table ")


def title_at(column):
    return on_rows(
        lambda rows: [[*[BLANK] * column, *row] if is_title(row) else row for row in rows]
    )


def title_below(rows):
    titles = [row for row in rows if is_title(row)]
    return [*(row for row in rows if not is_title(row)), [], *titles] if len(titles) == 1 else rows


def names_on_the_right(rows):
    width, place = max(map(len, rows), default=0), set(body(rows))
    return [
        [*row[1:], *[BLANK] * (width - len(row)), row[0]] if r in place else row
        for r, row in enumerate(rows)
    ]


def column_in(at, header, figure):
    def change(rows):
        place = body(rows)
        new = {r: Cell(figure) for r in place} | ({place[0] - 1: Cell(header)} if place else {})
        return [
            [*row[:at], new.get(r, BLANK), *row[at:]] if row else row for r, row in enumerate(rows)
        ]

    return on_rows(change)


def figures_moved(rows):
    place = set(body(rows))
    return [[row[0], BLANK, *row[1:]] if r in place else row for r, row in enumerate(rows)]


def own_marks(rows):
    place = body(rows)[2:5]
    return [
        [*row[:2], Cell("^") if r in place else BLANK, *row[2:]] if row else row
        for r, row in enumerate(rows)
    ]


def broken_figure(rows):
    """The last figure of a row became words with digits in them."""
    place = body(rows)
    if len(place) > 4:
        row = rows[place[4]]
        last = max(c for c, cell in enumerate(row) if is_number(cell))
        row[last] = Cell("12 of 3,4")
    return rows


def renamed(sheets):
    return [Sheet(f"Tab {n}", each.rows, each.is_named) for n, each in enumerate(sheets)]


CHANGES = {
    **{f"an empty column at {at}": blank_column(at) for at in (0, 1, 3)},
    **{f"an empty row at {at}": row_in(at, []) for at in (0, 1, 5, 12)},
    **{f"a remark at {at}": row_in(at, [Cell("Revised")]) for at in (0, 1, 12)},
    "a footnote in the middle": row_in(12, [Cell("1 Includes others.")]),
    **{f"columns {a} and {b} swapped": columns_swapped(a, b) for a, b in ((1, 2), (0, 1), (1, 4))},
    "rows in reverse": on_rows(lambda rows: reversed_rows(rows)),
    "totals on top": on_rows(totals_on_top),
    "the header again": on_rows(header_again),
    "a row twice": on_rows(row_twice),
    "a row twice with other figures": on_rows(row_twice_with_other_figures),
    **{f"thousands parted by {sign!r}": spaced(sign) for sign in (",", " ", "\u00a0", ".", "'")},
    "the title in another column": title_at(2),
    "the title below": on_rows(title_below),
    "names on the right": on_rows(names_on_the_right),
    **{
        f"a column headed {header} at {at}": column_in(at, header, 7.0)
        for at in (1, 2)
        for header in ("Rank", "", "Rate per 1,000", "2019/20", "31 March 2020")
    },
    "figures one to the right": on_rows(figures_moved),
    "figures shown as shares": on_cells(
        lambda cell: replace(cell, is_percent=True) if is_float(cell) else cell
    ),
    "marks in a column of their own": on_rows(own_marks),
    "a figure that became words": on_rows(broken_figure),
    "sheets renamed": renamed,
}


def reversed_rows(rows):
    place, new = body(rows), list(rows)
    for one, other in zip(place, reversed(place), strict=True):
        new[one] = rows[other]
    return new


@pytest.fixture(scope="module")
def parts(settings):
    """Sheets of each file by its name, the longest cut; and a made one of misconduct."""
    found = {}
    for file in FILES:
        sheets = read_sheets(settings.official_dir / file)
        sheets = [each for each in sheets if each.name in SHEETS] or sheets
        found[file] = [Sheet(s.name, s.rows[:ROWS], s.is_named) for s in sheets]
    return found | {MADE: [mp1()]}


@pytest.fixture(scope="module")
def read(settings, layouts, places):
    """Read sheets as a file of some name; of the made ones the forces are fictional."""
    path = settings.reference_dir / "synthetic_forces.csv"
    with path.open(encoding="utf-8", newline="") as file:
        invented = [{**row, "is_territorial": "true"} for row in csv.DictReader(file)]
    fictional = Places(invented, [])

    def reading(sheets, name):
        layout = choose_layout(sheets, layouts, name)
        return read_record(sheets, layout, name, fictional if name == MADE else places)

    return reading


@pytest.fixture(scope="module")
def truth(parts, read):
    return {file: figures(read(sheets, file)) for file, sheets in parts.items()}


def figures(reading):
    """Every number or symbol by what it is; one figure may stand in two tables of one file."""
    found = {}
    for each in reading.figures:
        number = each.value.number
        said = each.value.symbol if number is None else round(number, 6)
        found.setdefault(each.key, []).append(said)
    return found


def faults_of(read, sheets, file):
    try:
        reading = read(sheets, file)
    except ConductDataError as refused:
        return {}, [str(refused)]
    return figures(reading), reading.faults


def hold(read, truth, parts, file, changes):
    sheets = parts[file]
    for change in changes:
        sheets = CHANGES[change](sheets)
    found, faults = faults_of(read, sheets, file)

    if not faults:
        assert found == truth[file], (file, changes)
    for fault in faults:
        assert re.search(r"\b[A-Z]{1,2}\d+\b|no table|no column|edition|layout", fault), fault


ALL = [*FILES, MADE]


@pytest.mark.parametrize("file", ALL)
def test_one_change_leaves_the_figures_or_is_refused_by_cell(read, truth, parts, file):
    assert truth[file]
    for change in CHANGES:
        # A page that is listed twice without its address cannot be told from two pages.
        if not ("cases" in file and "row" in change):
            hold(read, truth, parts, file, [change])


@pytest.mark.parametrize("file", ALL)
@given(changes=st.lists(st.sampled_from(sorted(CHANGES)), min_size=2, max_size=2, unique=True))
@profile(max_examples=12, deadline=None, derandomize=True)
def test_two_changes_leave_the_figures_or_are_refused_by_cell(read, truth, parts, file, changes):
    if not ("cases" in file and "row" in " ".join(changes)):
        hold(read, truth, parts, file, changes)


# Old words, new words, the file, and the unit that follows (none: refused).
UNITS = [
    (r"full-time equivalents?|FTE", "headcount", "police-workforce-sep19-tables.ods", "headcount"),
    (r"\(?(full-time equivalents?|FTE|headcount)\)?", "", "police-workforce-sep19-tables.ods", ""),
    ("officer_fte", "officer_headcount", "officer_fte_31_march_2025.csv", ""),
]


@pytest.mark.parametrize(("old", "new", "file", "unit"), UNITS)
def test_another_unit_is_said_or_refused(read, parts, file, old, new, unit):
    def reworded(cell):
        is_words = isinstance(cell.value, str)
        return replace(cell, value=re.sub(old, new, cell.value, flags=re.I)) if is_words else cell

    sheets = on_cells(reworded)(parts[file])
    if unit:  # whole numbers, as of people
        sheets = on_cells(lambda cell: Cell(float(round(cell.value))) if is_float(cell) else cell)(
            sheets
        )
    found, faults = faults_of(read, sheets, file)

    assert faults or {key[4] for key in found} <= {unit, "percent"}
    assert unit or faults


def test_whole_numbers_under_an_assumed_unit_are_refused(read, parts):
    file = "police-uplift-2021-data.csv.gz"
    people = on_cells(
        lambda cell: Cell(str(round(float(cell.value)))) if is_number(cell) else cell
    )(parts[file])

    _, (fault,) = faults_of(read, people, file)

    assert "C2: all figures below this header are whole numbers" in fault


def test_day_and_month_the_other_way_round_are_refused(read, parts):
    file = "police-uplift-2021-data.csv.gz"

    def turned(cell):
        text = str(cell.value)
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return cell
        return Cell(f"{date.fromisoformat(text):%m/%d/%Y}")

    _, (fault,) = faults_of(read, on_cells(turned)(parts[file]), file)

    assert "A2: “03/01/2007” is neither the first nor the last day of a month" in fault
