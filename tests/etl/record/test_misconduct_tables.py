"""Layouts of tables that nobody here has seen, on workbooks made in the published manner.

The forces are fictional: no invented figure stands beside a real one.
"""

# ruff: noqa: E501 -- a row of a table is one line

import csv

import pytest

from etl.transforms.record import Places, choose_layout, read_record
from tests.etl.record.workbooks import sheet

YEAR = "year ending 31 March 2024"
FORCES = ["Northmoor", "Eastmarch", "Aldermere"]


@pytest.fixture(scope="module")
def fictional(settings):
    path = settings.reference_dir / "synthetic_forces.csv"
    with path.open(encoding="utf-8", newline="") as file:
        forces = [{**row, "is_territorial": "true"} for row in csv.DictReader(file)]
    return Places(forces, [])


@pytest.fixture(scope="module")
def misconduct(layouts, fictional):
    def reading(sheets, name="police-misconduct-tables.ods"):
        layout = choose_layout(sheets, layouts, name)
        assert (layout.source, layout.verified) == ("home_office_misconduct", False)
        return read_record(sheets, layout, name, fictional)

    return reading


def mp1(**changes):
    rows = [
        [f"Table MP1: Police officers referred to misconduct proceedings, by type of proceeding and police force area, {YEAR}1"],
        ["England and Wales"],
        ["Police force area", "Misconduct meeting", "Misconduct hearing", "Accelerated misconduct hearing", "Total"],
        ["Northmoor", 5, 4, 1, 10],
        ["Eastmarch2", 20, 9, 7, 36],
        ["Aldermere", "3*", 0, 2, 5],
        ["Total", 28, 13, 10, changes.get("total", 51)],
        [],
        ["1. Cases finalised in the year."],
        ["* Includes one former officer."],
    ]  # fmt: skip
    return sheet("MP1", rows)


def cell(reading, ref):
    (row,) = [row for row in reading.rows("x") if row[-1] == ref]
    return row


def test_officers_by_type_of_proceeding_and_force_are_read(misconduct):
    reading = misconduct([mp1()])

    assert reading.faults == []
    assert reading.edition == YEAR
    assert reading.totals_met == 4 + 4
    assert cell(reading, "MP1!C5") == (
        "x", YEAR, mp1().rows[0][0].value, "X23000002", "Eastmarch", "Eastmarch2", "2023-24",
        "Referred to misconduct proceedings: police officers (individuals)", "Misconduct hearing",
        "9", "", "Marked 2.", "MP1!C5",
    )  # fmt: skip
    assert cell(reading, "MP1!B6")[9:12] == ("3", "", "* Includes one former officer.")
    assert cell(reading, "MP1!E7")[3:5] == ("K04000001", "England and Wales")


def test_a_total_that_does_not_add_up_is_refused(misconduct):
    (fault,) = misconduct([mp1(total=52)]).faults

    assert "MP1!E7: the printed total “Total” is 52" in fault


def test_finding_levels_are_read(misconduct):
    title = f"Table MP3: Police officers at misconduct proceedings by finding level and police force area, {YEAR}"
    header = [
        "Force",
        "Gross misconduct proven",
        "Misconduct proven",
        "Not proven",
        "Not known",
        "Total",
    ]
    rows = [[title], header, ["Northmoor", 3, 2, 1, "-", 6], ["Aldermere", 1, 0, 0, 1, 2]]

    reading = misconduct([sheet("MP3", [*rows, ["England and Wales", 4, 2, 1, 1, 8]])])

    assert reading.faults == []
    assert cell(reading, "MP3!B3")[7:10] == (
        "Finding at misconduct proceedings: police officers (individuals)",
        "Gross misconduct",
        "3",
    )
    assert cell(reading, "MP3!E3")[9:11] == ("", "-")


@pytest.mark.parametrize(
    ("number", "words", "matter"),
    [
        ("CM7a", "conduct matters", "Conduct matters"),
        ("RC7a", "recordable conduct matters", "Recordable conduct matters"),
        ("PC7a", "police complaints", "Police complaints"),
    ],
)
def test_times_to_finalise_are_read_by_their_words_not_their_number(
    misconduct, number, words, matter
):
    rows = [
        [f"Table {number}: Total time to finalise {words} by police force area, {YEAR}"],
        ["Police force area", "Number of cases", "Median (days)", "Mean (days)"],
        ["Northmoor", 10, 111, 150.5],
        ["Eastmarch", 30, 90, 120],
        ["Total", 40, 100, 127.6],
    ]

    reading = misconduct([sheet(number, rows)])

    assert reading.faults == []
    assert cell(reading, f"{number}!C3")[7:10] == (
        f"Median time to finalise: {matter} (days)",
        "total",
        "111",
    )
    assert cell(reading, f"{number}!B5")[7:10] == (f"{matter} finalised (cases)", "total", "40")


def test_open_data_of_proceedings_are_read_row_by_row(misconduct):
    header = ["Financial year", "Geocode", "Force name", "Region", "Proceeding type", "Finding level", "Outcome", "Gender", "Number of individuals"]  # fmt: skip
    rows = [
        ["Notes: figures are rounded to nothing."],
        [],
        header,
        ["2023/24", "X23000001", "Northmoor", "Sedgelands", "Misconduct hearing", "Gross misconduct", "Dismissal", "Male", 2],
        ["2023/24", "X23000001", "Northmoor", "Sedgelands", "Misconduct hearing", "Gross misconduct", "Dismissal", "Female", 1],
    ]  # fmt: skip

    reading = misconduct([sheet("Data", rows)], "misconduct-proceedings-2023-24.ods")

    assert reading.faults == []
    assert [row[8:10] for row in reading.rows("x")] == [
        ("Misconduct hearing, Gross misconduct, Dismissal, Male", "2"),
        ("Misconduct hearing, Gross misconduct, Dismissal, Female", "1"),
    ]


def test_open_data_of_allegations_are_read_row_by_row(misconduct):
    rows = [
        ["Financial year", "Force", "Case type", "Case to answer", "Action", "Ethnicity", "Number of allegations"],
        ["2023/24", "Aldermere", "Conduct", "Misconduct", "Misconduct meeting", "Not stated", 7],
    ]  # fmt: skip

    (row,) = misconduct([sheet("Data", rows)], "allegations-2023-24.ods").rows("x")

    assert row[6:10] == (
        "2023-24",
        "Misconduct allegations finalised",
        "Misconduct, Misconduct meeting, Conduct, Not stated",
        "7",
    )


def test_a_column_that_the_description_does_not_name_is_refused(misconduct):
    table = mp1()
    table.rows[2][1] = type(table.rows[2][1])("Reflective practice")

    (fault,) = misconduct([table]).faults

    assert (
        "MP1!B3: the column headed “Reflective practice” is not in data/layouts/home_office_misconduct.toml"
        in fault
    )
