"""Workforce tables as accessible workbooks set them out: many years, geocodes, notes apart.

No such file is at hand; these are made, of fictional forces.
"""

import re
from datetime import date

import pytest

from etl.sources.workbook import read_sheets
from etl.transforms.record import Places, choose_layout, read_record
from tests.etl.record.workbooks import sheet, write_ods, write_xlsx

YEARS = (2021, 2022, 2023, 2024)
# Force, its region, code of the force, code of the region; "Sedgelands" is both.
FORCES = [
    ("Northmoor", "Sedgelands", "X23000001", "X12000002"),
    ("Sedgelands", "Sedgelands", "X23000044", "X12000002"),
    ("Eastmarch", "Driftlands", "X23000002", "X12000004"),
    ("Greywater", "Driftlands", "X23000009", "X12000004"),
]
TITLE = "Table 1a: Police officers (FTE) by police force area, England and Wales, 31 March 2021 to 31 March 2024 [note 1]"  # noqa: E501
NOTES = sheet("Notes", [["Note number", "Note text"], ["Note 1", "Includes secondments."]])


@pytest.fixture(scope="module")
def places(settings):
    keys = ("force_name", "region_name", "force_code", "region_code")
    return Places(
        [dict(zip(keys, row, strict=True)) | {"is_territorial": "true"} for row in FORCES], []
    )


def figure(place, year):
    """What is printed of a force or region: regions add up, and no two figures are alike."""
    if place.startswith("X12"):
        return sum(figure(row[2], year) for row in FORCES if row[3] == place)
    if place == "all":
        return sum(figure(row[2], year) for row in FORCES)
    return int(place[-2:]) * 100.25 + 7 * (year - 2020)


def rows(leading, region="{}", total="Total 43 forces", change=True):
    """Regions above their forces; `leading` makes the cells before the name."""
    made, codes = [], dict.fromkeys(row[3] for row in FORCES)
    names = {row[3]: row[1] for row in FORCES}
    for code in codes:
        made.append((code, names[code], region.format(names[code])))
        made += [(row[2], row[1], row[0]) for row in FORCES if row[3] == code]
    made.append(("all", "", total))
    return [[*leading(code, area), name, *_figures(code, change)] for code, area, name in made]


def _figures(code, change):
    numbers = [figure(code, year) for year in YEARS]
    before, last = numbers[-2:]
    return [*numbers, last - before, 100 * (last - before) / before] if change else numbers


def table(title, header, body):
    about = [["This worksheet contains one table."], ["Source: Home Office"], []]
    return sheet("1a", [[title], *about, header, *body])


def coded(code, area):
    return [code, area]


def plain(code, area):
    return []


CHANGE = [
    "Change 31 March 2023 to 31 March 2024",
    "Percentage change 31 March 2023 to 31 March 2024",
]
TABLES = {
    "geocodes, regions and notes": table(
        TITLE,
        ["Geocode", "Region", "Police force", *(f"31 March {y} [note 1]" for y in YEARS), *CHANGE],
        rows(coded, total="England and Wales [notes 1 and 2]"),
    ),
    "regions that say so": table(
        TITLE,
        ["Force", *(f"As at 31 March {y}" for y in YEARS), "Change", "% change"],
        rows(plain, region="{} Region"),
    ),
    "changes over months": table(
        TITLE,
        ["Police force area", *(f"Mar-{y % 100}" for y in YEARS), "Change in last 12 months (FTE)",
         "Change in last 12 months (%)"],
        rows(plain, region="{} ", total="Total"),
    ),
    "years alone": table(
        "Table 1: Police officers in post by police force area, as at 31 March 2021 to 31 March 2024 (full-time equivalents)",  # noqa: E501
        ["Police force", *map(float, YEARS)],
        rows(plain, region="{} ", change=False),
    ),
    "dates": table(
        TITLE,
        ["Police force", *(date(y, 3, 31) for y in YEARS)],
        rows(plain, region="{} ", total="England and Wales total", change=False),
    ),
}  # fmt: skip


def read(layouts, places, path, sheets, write=write_ods):
    sheets = read_sheets(write(path, sheets))
    return read_record(sheets, choose_layout(sheets, layouts, path.name), path.name, places)


@pytest.mark.parametrize(("write", "suffix"), [(write_ods, "ods"), (write_xlsx, "xlsx")])
@pytest.mark.parametrize("made", TABLES.values(), ids=TABLES.keys())
def test_many_years_side_by_side_are_read(layouts, places, tmp_path, made, write, suffix):
    reading = read(layouts, places, tmp_path / f"made.{suffix}", [NOTES, made], write)

    assert (reading.faults, reading.edition) == ([], "31 March 2024")
    in_post = [row for row in reading.rows("x") if row[7] == "Police workforce in post (FTE)"]
    found = {(row[3] or row[4], row[6]): float(row[9]) for row in in_post}
    areas = [*(row[2] for row in FORCES), *(row[3] for row in FORCES)]
    expected = {(area, f"{y}-03-31"): figure(area, y) for area in areas for y in YEARS}
    expected |= {("K04000001", f"{y}-03-31"): figure("all", y) for y in YEARS}
    assert found == expected
    assert {row[8] for row in in_post} == {"Police officers"}


def test_changes_name_their_months_and_notes_are_found_on_their_sheet(layouts, places, tmp_path):
    made = TABLES["geocodes, regions and notes"]

    reading = read(layouts, places, tmp_path / "made.ods", [NOTES, made])

    changes = {row[7] for row in reading.rows("x")} - {"Police workforce in post (FTE)"}
    assert changes == {
        "Change in police workforce in 12 months (FTE)",
        "Change in police workforce in 12 months, FTE (percent)",
    }
    first = next(reading.rows("x"))
    assert (first[11], first[12]) == ("1 Includes secondments.", "1a!D6")


def changed(row, column, value):
    made = TABLES["regions that say so"]
    cells = [list(each) for each in made.rows]
    cells[row][column] = sheet("x", [[value]]).rows[0][0]
    return sheet("1a", cells)


WRONG = {
    "a figure": (6, 2, 1.0, "1a!C6: the printed total “Sedgelands Region”"),
    "a change": (6, 5, 1.0, "1a!F6: the printed total “Sedgelands Region”"),
    "a total": (-1, 2, 1.0, r"1a!C12: the printed total “Total 43 forces”"),
    "words with digits": (6, 2, "1,0025 or so", "1a!C7: words where a figure belongs"),
    "a year as header": (4, 2, "2022/23", "1a!C5: the column headed “2022/23”"),
    "an unknown header": (4, 2, "Share of 2022", "1a!C5: the column headed “Share of 2022”"),
    "a code of another force": (6, 0, "Hartmoor", "1a!A7: “Hartmoor” is not a known force"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG.keys())
def test_one_cell_that_cannot_be_right_is_named(layouts, places, tmp_path, case):
    row, column, value, said = case

    reading = read(layouts, places, tmp_path / "made.ods", [NOTES, changed(row, column, value)])

    assert any(re.search(said, fault) for fault in reading.faults), reading.faults


TYPES = ["Police officers", "Police staff", "PCSOs", "Designated officers", "Total workforce"]


def test_kinds_of_workers_side_by_side_are_read_on_the_day_of_the_title(layouts, places, tmp_path):
    body = [[*row[:5], sum(row[1:5])] for row in rows(plain, region="{} ", change=False)]
    title = "Table 2: Police workforce by worker type and police force area, England and Wales, 31 March 2022 (FTE)"  # noqa: E501

    made = table(title, ["Police force", *TYPES], body)
    reading = read(layouts, places, tmp_path / "made.ods", [made])

    assert reading.faults == []
    found = [row for row in reading.rows("x") if row[3] == "X23000001"]
    assert [(row[6], row[8], float(row[9])) for row in found] == [
        ("2022-03-31", "Police officers", figure("X23000001", 2021)),
        ("2022-03-31", "Police staff", figure("X23000001", 2022)),
        ("2022-03-31", "Police community support officers", figure("X23000001", 2023)),
        ("2022-03-31", "Designated officers", figure("X23000001", 2024)),
        ("2022-03-31", "All groups of this table", sum(figure("X23000001", y) for y in YEARS)),
    ]


OTHER_KINDS = [
    "Officers (FTE) by police force area, England and Wales, 31 March 2021",
    "Police officers (FTE and headcount) by police force area, 31 March 2021",
    "Police officers (FTE) by police force area, per 100,000 population, 31 March 2021",
    "Police officers (FTE) leaving by police force area, 31 March 2021",
    "Police officers (FTE) by police force area and length of absence, 31 March 2021",
]


@pytest.mark.parametrize("printed", OTHER_KINDS)
def test_a_table_of_another_kind_is_left_and_named(layouts, places, tmp_path, printed):
    title = f"Table 3: {printed}"
    other = sheet("3", [[title], *(list(row) for row in TABLES["years alone"].rows[1:])])

    reading = read(layouts, places, tmp_path / "m.ods", [TABLES["dates"], other])

    assert (reading.faults, reading.unread) == ([], [f"3!A1: {title}"])
    assert len(reading.figures) == 28


def test_headcounts_with_parts_of_people_are_refused(layouts, places, tmp_path):
    title = TITLE.replace("FTE", "headcount")
    made = table(title, ["Police force", *map(float, YEARS)], rows(plain, "{} ", change=False))

    (fault,) = read(layouts, places, tmp_path / "made.ods", [made]).faults

    assert "1a!B6: 4525.25 is no whole number, as others of its column" in fault
