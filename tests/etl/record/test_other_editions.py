"""Forms that other editions of the same publications take, on figures at hand or without forces."""

# ruff: noqa: E501 -- a row of a table is one line

import csv

import pytest

from etl.sources.workbook import read_sheets
from etl.transforms.record import Places, choose_layout, read_record
from tests.etl.record.conftest import DEATHS, WORKFORCE, figures
from tests.etl.record.workbooks import sheet, write_ods


def as_csv(cell):
    """A cell as a spreadsheet saves it: dates in figures, footnote digits glued."""
    value = cell.value
    if value is None:
        return ""
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}"
    text = repr(value) if isinstance(value, float) else value
    return text + cell.marks


@pytest.mark.parametrize(
    ("file", "name"), [(WORKFORCE, "Table_1"), (WORKFORCE, "Table_4"), (DEATHS, "RTI_By_Force")]
)
def test_one_sheet_saved_as_csv_gives_the_same_figures(bundled, whole, read, tmp_path, file, name):
    (each,) = [each for each in bundled[file] if each.name == name]
    path = tmp_path / "saved.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        csv.writer(target).writerows([as_csv(cell) for cell in row] for row in each.rows)

    reading = read(read_sheets(path), path.name)

    assert reading.faults == []
    found = {key[1:]: value for key, value in figures(reading).items()}
    in_workbook = [row for row in whole[file].rows("x") if row[-1].startswith(f"{name}!")]
    assert found == {(*row[3:5], row[6], *row[7:9]): (row[9], row[10]) for row in in_workbook}


OPEN_DATA = [
    ["As at 31 March", "Geocode", "Force name", "Region", "Sex", "Rank", "Worker type", "Total (Headcount)", "Total (FTE)"],
    [2023, "X23000001", "Northmoor", "Sedgelands", "Female", "Constable", "Police Officer", 7, 6.6],
    [2024, "X23000001", "Northmoor", "Sedgelands", "Male", "Constable", "Police Officer", 1, 1],
    [2024, "X23000001", "Northmoor", "Sedgelands", "Male", "Special Constable", "Special Constable", 9, "N/A"],
    [2024, "X23000001", "Northmoor", "Sedgelands", "Male", "Inspector", "Special Constable", 4, 0],
]  # fmt: skip


@pytest.fixture(scope="module")
def fictional(settings):
    path = settings.reference_dir / "synthetic_forces.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return Places([{**row, "is_territorial": "true"} for row in csv.DictReader(file)], [])


def open_data(layouts, fictional, tmp_path, rows):
    cover = sheet("Cover", [["Police workforce open data table"], ["Published 24 July 2024"]])
    path = write_ods(
        tmp_path / "open-data-table-police-workforce-240724.ods", [cover, sheet("Data", rows)]
    )
    sheets = read_sheets(path)
    layout = choose_layout(sheets, layouts, path.name)
    return read_record(sheets, layout, path.name, fictional)


def test_open_data_under_the_publishers_own_headers_are_read(layouts, fictional, tmp_path):
    reading = open_data(layouts, fictional, tmp_path, OPEN_DATA)

    assert (reading.faults, reading.edition) == ([], "240724")
    assert [(row[6], row[7], row[8], row[9], row[10]) for row in reading.rows("x")] == [
        ("2023-03-31", "Police workforce in post (headcount)", "Police Officer, Constable, Female", "7", ""),
        ("2023-03-31", "Police workforce in post (FTE)", "Police Officer, Constable, Female", "6.6", ""),
        ("2024-03-31", "Police workforce in post (headcount)", "Police Officer, Constable, Male", "1", ""),
        ("2024-03-31", "Police workforce in post (FTE)", "Police Officer, Constable, Male", "1", ""),
        ("2024-03-31", "Police workforce in post (headcount)", "Special Constable, Special Constable, Male", "9", ""),
        ("2024-03-31", "Police workforce in post (FTE)", "Special Constable, Special Constable, Male", "", "N/A"),
        ("2024-03-31", "Police workforce in post (headcount)", "Special Constable, Inspector, Male", "4", ""),
        ("2024-03-31", "Police workforce in post (FTE)", "Special Constable, Inspector, Male", "", "x"),
    ]  # fmt: skip


def test_open_data_with_columns_in_another_order_give_the_same_figures(
    layouts, fictional, tmp_path
):
    turned = [list(reversed(row)) for row in OPEN_DATA]

    assert sorted(
        row[:-1] for row in open_data(layouts, fictional, tmp_path, turned).rows("x")
    ) == (sorted(row[:-1] for row in open_data(layouts, fictional, tmp_path, OPEN_DATA).rows("x")))


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        (0, 7, "Headcount per head", "no layout fits"),
        (2, 0, "spring", "Data!A3: “spring” is not a date or financial year"),
        (2, 1, "E23000001", "Data!B3: the code is not that of “Northmoor”"),
        (2, 3, "Driftlands", "Data!D3: “Driftlands” is not the region of “Northmoor”"),
        (2, 2, "Nowhere", "Data!C3: “Nowhere” is not a known force"),
        (2, 7, "some", "Data!H3: words where a figure belongs"),
    ],
)
def test_open_data_that_changed_are_refused_by_cell(
    layouts, fictional, tmp_path, row, column, value, said
):
    rows = [list(each) for each in OPEN_DATA]
    rows[row][column] = value

    try:
        faults = open_data(layouts, fictional, tmp_path, rows).faults
    except Exception as error:  # noqa: BLE001 - either way of refusing will do
        faults = [str(error)]

    assert any(said in fault for fault in faults), faults


def test_a_row_given_twice_is_refused(layouts, fictional, tmp_path):
    (fault,) = open_data(layouts, fictional, tmp_path, [*OPEN_DATA, OPEN_DATA[1]]).faults

    assert "Data!H6: Data!H2 holds the same figure of the same table" in fault


def test_twelve_per_cent_is_12_and_not_0_12(layouts, fictional, tmp_path):
    from etl.contracts.grid import Cell

    rows = [
        [
            "Table 1: Police officers by police force area, England and Wales, 30 September 2031 (FTE)"
        ],
        ["", "As at:", "", "Change in 12 months\nSep-30 to Sep-31", ""],
        ["", "30 September 2030", "30 September 2031", "number", "%"],
        ["Northmoor", 100, 112, 12, Cell(12.0, is_percent=True)],
        ["Total 43 forces", 100, 112, 12, Cell(12.0, is_percent=True)],
    ]
    path = write_ods(tmp_path / "a.ods", [sheet("1", rows)])
    sheets = read_sheets(path)

    reading = read_record(sheets, choose_layout(sheets, layouts, path.name), path.name, fictional)

    assert reading.faults == []
    (share,) = [row for row in reading.rows("x") if row[-1] == "'1'!E4" or row[-1] == "1!E4"]
    assert share[9] == "12"
    assert share[7] == "Change in police workforce in 12 months, FTE (percent)"
    assert reading.edition == "30 September 2031"


DAYS_TO_FINALISE = [
    ["Police force", "Number of complaint cases finalised outside of Schedule 3", "Average number of working days to finalise complaint cases outside of Schedule 3", "Number of complaint cases finalised under Schedule 3", "Average number of working days to finalise complaint cases under Schedule 3 (including suspension)"],
    ["Northmoor", "1,000", 10, 200, 100],
    ["Eastmarch [note 2]", "3,000", 30, "[c]", "[z] [note 1]"],
    ["Total", "4,000", 25, 200, 100],
]  # fmt: skip
FUNNEL = [["item name", "indicator number", "sample size"], ["Northmoor", 3, 900]]
OFFICERS = [["force", "officer_fte"], ["Northmoor", 900.5]]
BY_DAY = [["Force/Region", "September 2030", "Mar-31"], ["Northmoor", 900.5, 910.25]]

# File, its rows, and the periods that its figures get or the words of its refusal.
NAMED = [
    ("iopc_2022-23_days.csv", DAYS_TO_FINALISE, {"2022-23"}),
    ("days_2022_23.csv", DAYS_TO_FINALISE, {"2022-23"}),
    ("days_202223.csv", DAYS_TO_FINALISE, {"2022-23"}),
    ("days.csv", [["Table 10: Complaint cases finalised, 2021/22"], *DAYS_TO_FINALISE], {"2021-22"}),
    ("days.csv", DAYS_TO_FINALISE, "the edition is neither in the file nor in its name"),
    ("officers_2030-09-30.csv", OFFICERS, {"2030-09-30"}),
    ("officers_30_september_2030.csv", OFFICERS, {"2030-09-30"}),
    ("officers_2030.csv", OFFICERS, "B2: the period of this figure stands neither in the table nor"),
    ("officers.csv", BY_DAY, {"2030-09-30", "2031-03-31"}),
    ("funnel.csv", FUNNEL, {"2018-01 to 2021-06"}),
    ("funnel_2023.csv", FUNNEL, "knows that of the edition 2021 only"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rows", "expected"), NAMED)
def test_a_period_comes_from_the_file_or_its_name_and_is_never_guessed(
    layouts, fictional, tmp_path, name, rows, expected
):
    path = tmp_path / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    sheets = read_sheets(path)

    reading = read_record(sheets, choose_layout(sheets, layouts, name), name, fictional)

    if isinstance(expected, str):
        assert expected in reading.faults[0]
    else:
        assert (reading.faults, {row[6] for row in reading.rows("x")}) == ([], expected)


def test_marks_in_brackets_are_notes_and_the_3_of_schedule_3_is_none(layouts, fictional, tmp_path):
    path = tmp_path / "iopc_2022-23.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(DAYS_TO_FINALISE)
    sheets = read_sheets(path)

    reading = read_record(sheets, choose_layout(sheets, layouts, path.name), path.name, fictional)

    assert [(row[9], row[10], row[11]) for row in reading.rows("x")] == [
        ("1000", "", ""), ("10", "", ""), ("200", "", ""), ("100", "", ""),
        ("3000", "", "Marked 2."), ("30", "", "Marked 2."),
        ("", "[c]", "Marked 2."), ("", "[z]", "Marked 1. Marked 2."),
        ("4000", "", ""), ("25", "", ""), ("200", "", ""), ("100", "", ""),
    ]  # fmt: skip


def test_open_data_of_another_day_are_figures_of_that_day(layouts, fictional, tmp_path):
    rows = [["As at 30 September", *OPEN_DATA[0][1:]], *OPEN_DATA[1:]]

    reading = open_data(layouts, fictional, tmp_path, rows)

    assert {row[6] for row in reading.rows("x")} == {"2023-09-30", "2024-09-30"}
