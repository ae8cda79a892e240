"""What cannot be read is refused in plain words; nothing is guessed and nothing half-written."""

import gzip
import re

import pytest

from etl.errors import ConductDataError, MissingFileError, UnreadableFileError
from etl.sources.workbook import LOCKED_PACKAGE, read_sheets
from tests.etl.record.conftest import WORKFORCE
from tests.etl.record.workbooks import sheet, write_ods, write_xlsx

LOCKED = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
SMALL = [sheet("Table_1", [["Title"], [1.0, "two"]])]


def locked_ods(path):
    return write_ods(path / "a.ods", SMALL, manifest=LOCKED)


def locked_xlsx(path):
    file = path / "a.xlsx"
    file.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600 + LOCKED_PACKAGE)
    return file


def old_workbook(path):
    file = path / "a.xls"
    file.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    return file


def cut(write, name):
    def short(path):
        file = write(path / name, SMALL * 30)
        content = file.read_bytes()
        file.write_bytes(content[: len(content) // 2])
        return file

    return short


def cut_gzip(path):
    file = path / "a.csv.gz"
    file.write_bytes(gzip.compress(b"force,officer_fte\n" * 900)[:-20])
    return file


def other_archive(path):
    import zipfile

    with zipfile.ZipFile(path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "not a workbook")
    return path / "a.xlsx"


def web_page(path):
    (path / "a.csv").write_text("<!DOCTYPE html><html><body>Not found</body></html>")
    return path / "a.csv"


def nothing(path):
    (path / "a.ods").write_bytes(b"")
    return path / "a.ods"


def binary(path):
    (path / "a.csv").write_bytes(bytes(range(256)) * 4)
    return path / "a.csv"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (locked_ods, "a.ods: protected by a password"),
        (locked_xlsx, "a.xlsx: protected by a password"),
        (old_workbook, "a.xls: an old XLS workbook"),
        (cut(write_ods, "a.ods"), "a.ods: damaged or cut short"),
        (cut(write_xlsx, "a.xlsx"), "a.xlsx: damaged or cut short"),
        (cut_gzip, "a.csv.gz: damaged or cut short"),
        (other_archive, "neither an ODS nor an XLSX"),
        (web_page, "a page, not a table"),
        (nothing, "a.ods: an empty file"),
        (binary, "neither a workbook nor text"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, make, said):
    with pytest.raises(UnreadableFileError, match=said):
        read_sheets(make(tmp_path))


def test_a_formula_that_nobody_worked_out_is_no_blank(tmp_path):
    import openpyxl

    path = write_xlsx(tmp_path / "a.xlsx", [sheet("Table_1", [["Kent", 3], ["Total", 3]])])
    workbook = openpyxl.load_workbook(path)
    workbook["Table_1"]["B2"] = "=SUM(B1:B1)"
    workbook.save(path)

    with pytest.raises(UnreadableFileError, match="Table_1!B2: a formula without a stored result"):
        read_sheets(path)


def test_hidden_rows_and_columns_are_read_like_all_others(tmp_path):
    import openpyxl

    path = write_xlsx(tmp_path / "a.xlsx", [sheet("Table_1", [["Kent", 3, 4], ["Total", 3, 4]])])
    before = read_sheets(path)
    workbook = openpyxl.load_workbook(path)
    workbook["Table_1"].column_dimensions["B"].hidden = True
    workbook["Table_1"].row_dimensions[1].hidden = True
    workbook.save(path)

    assert read_sheets(path) == before


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(MissingFileError, match=r"gone\.ods is not there"):
        read_sheets(tmp_path / "gone.ods")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_comes_in_any_common_encoding_and_separator(tmp_path, encoding, separator):
    path = tmp_path / "a.csv"
    path.write_bytes(
        f"force{separator}officer_fte\nDyfed–Powys{separator}1181.00\n".encode(encoding)
    )

    (read,) = read_sheets(path)

    assert [[cell.value for cell in row] for row in read.rows] == [
        ["force", "officer_fte"],
        ["Dyfed–Powys", "1181.00"],
    ]


def test_what_a_file_is_follows_from_its_bytes_and_not_from_its_name(tmp_path):
    path = write_ods(tmp_path / "a.csv", SMALL)

    assert read_sheets(path)[0].rows[1][0].value == 1.0


def test_a_workbook_with_no_table_fits_no_layout(read):
    with pytest.raises(
        ConductDataError, match=r"no layout fits; it holds words in Sheet1!A1\. Known .*iopc_deaths"
    ):
        read([sheet("Sheet1", [["Nothing", "here"]])])


def test_two_tables_that_contradict_each_other_are_both_named(bundled, read):
    once = [each for each in bundled[WORKFORCE] if each.name in ("Index", "Table_1")]
    (table,) = [each for each in once if each.name == "Table_1"]
    rows = [list(row) for row in table.rows]
    # Every figure of the force moves by 100 and so do its sums: the table agrees with itself.
    for name in ("Kent", "South East ", "Total 43 forces", "Total"):
        row = next(row for row in rows if row and row[0].value == name)
        row[2] = type(row[2])(row[2].value + 100)
    for row in [*rows[:2], *rows[3:]]:
        del row[4:]
    second = type(table)("Table_1b", rows)

    faults = read([each for each in once if each.name != "Index"] + [second], WORKFORCE).faults

    assert any(re.search(r"Table_1b!C45 says \S+ and Table_1!C45 says", fault) for fault in faults)
