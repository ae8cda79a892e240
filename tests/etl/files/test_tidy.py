"""Files that open safely and say the same everywhere."""

import io
from datetime import date

import openpyxl
import polars as pl
import pytest

from etl.files.layout import VALUE_COLUMNS
from etl.files.origin import Origin, citation
from etl.files.tidy import csv_bytes, file_name, one_line, parquet_bytes, safe
from etl.files.workbook import Sheet, workbook

ORIGIN = Origin("b1", "0.1", 1, "public", True, date(2026, 7, 1), "Demonstration", "1.2.0", "Thin.")


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@home", "\tx", "\rx"])
def test_text_that_a_spreadsheet_would_run_is_made_harmless_and_numbers_stay_numbers(text):
    rows = pl.DataFrame({"name": [text], "value": [-2.5], "count": [-3]})
    assert safe(rows).row(0) == (f"'{text}", -2.5, -3)
    last = csv_bytes(rows).decode("utf-8-sig").removeprefix("name,value,count\n")
    assert last.startswith(("'", "\"'"))
    assert last.endswith(",-2.5,-3\n")
    assert pl.read_parquet(parquet_bytes(safe(rows))).schema == rows.schema


def test_a_row_is_a_line():
    rows = pl.DataFrame({"text": ["one\ntwo\r\n three", "four"]})
    assert one_line(rows)["text"].to_list() == ["one two three", "four"]


def test_names_of_synthetic_files_say_so():
    assert file_name("Time to hearing", synthetic=True) == "time-to-hearing-synthetic.csv"
    assert file_name("Time to hearing", ending="xlsx") == "time-to-hearing.xlsx"


def test_a_citation_names_version_kind_and_supplier():
    words = citation(ORIGIN, "R1 in 2024-25.")
    assert words == (
        "Conduct Trends (2026). Police conduct trends, England and Wales: synthetic demonstration "
        "data (Demonstration), version 1.2.0, made on 1 July 2026. R1 in 2024-25."
    )


def rows_of_a_sheet(**columns: object) -> pl.DataFrame:
    text = dict.fromkeys(VALUE_COLUMNS, "x") | {"per": 1.0, "provisional": True, "revised": False}
    numbers = dict.fromkeys(("numerator", "denominator", "value", "lower", "upper"), 1.0)
    flags = {"break_before": False, "break_within": True}
    return pl.DataFrame([text | numbers | flags | columns])


def test_a_hidden_figure_is_blank_and_its_symbol_stands_in_a_column_of_its_own():
    rows = rows_of_a_sheet(area_name="=HYPERLINK(1)", value=None, symbol="c")
    sheet = Sheet("R1", "Referrals", "per 1,000", rows, ("A note.",))
    made = workbook([sheet], "Referrals", [], ORIGIN)
    assert made == workbook([sheet], "Referrals", [], ORIGIN)
    book = openpyxl.load_workbook(io.BytesIO(made))
    header, cells = list(book["R1"].iter_rows(values_only=True))[3:]
    row = dict(zip(header, cells, strict=True))
    assert row["Figure"] is None
    assert (row["Symbol"], row["Marks"]) == ("[c]", "[p] [b]")
    assert row["Area"] == "'=HYPERLINK(1)"
    assert all(cell.data_type != "f" for line in book["R1"].iter_rows() for cell in line)
    assert book["R1"]["A1"].value.endswith("[note 1]")
    assert [cell.value for cell in book["Notes"][4]][:2] == [1, "A note."]
    symbols = {row[0] for row in book["Symbols"].iter_rows(values_only=True)}
    assert {"[c]", "[x]", "[z]", "[u]", "[p]", "[r]", "[b]"} <= symbols
    assert book.properties.created.date() == ORIGIN.built_on
