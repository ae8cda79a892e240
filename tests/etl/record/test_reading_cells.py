"""Cells, periods and names as publishers print them."""

from datetime import date

import pytest

from etl.contracts.grid import BLANK, Cell, Sheet
from etl.transforms.record.periods import last_month_end, read_period
from etl.transforms.record.values import plain, read_value
from etl.transforms.record.words import mended


@pytest.mark.parametrize(
    ("printed", "number", "symbol", "marks"),
    [
        ("2*", 2, "", "*"),
        (" 3*", 3, "", "*"),
        ("18^", 18, "", "^"),
        ("15~", 15, "", "~"),
        ("5**", 5, "", "**"),
        ('1"', 1, "", ""),
        ("1,543", 1543, "", ""),
        ("12,345.6 [r]", 12345.6, "", "[r]"),
        ("-0.5", -0.5, "", ""),
        ("−7", -7, "", ""),
        ("31%", 31, "", ""),
        ("0", 0, "", ""),
        ("12 (p)", 12, "", "(p)"),
        ("..", None, "..", ""),
        (" - ", None, "-", ""),
        ("–", None, "–", ""),
        ("*", None, "*", ""),
        ("n/a", None, "n/a", ""),
        ("N/A", None, "N/A", ""),
        ("[c]", None, "[c]", ""),
        ("#N/A", None, "#N/A", ""),
        ("#REF!", None, "#REF!", ""),
        ("Err:502", None, "Err:502", ""),
        ("   ", None, "", ""),
        (4.0, 4, "", ""),
        (None, None, "", ""),
    ],
)
def test_a_figure_its_symbol_and_its_marks(printed, number, symbol, marks):
    value = read_value(Cell(printed))

    assert (value.number, value.symbol, value.marks) == (number, symbol, marks)


@pytest.mark.parametrize(
    "printed",
    ["1,54", "1,5432", "12 34", "1.2.3", "see note", "04/05", "2004-05", "1e5", date(2016, 1, 1)],
)
def test_what_is_not_one_figure_is_none(printed):
    assert read_value(Cell(printed)) is None


def test_a_raised_digit_is_a_mark_and_not_part_of_the_figure():
    value = read_value(Cell("18", marks="1"))

    assert (value.number, value.marks) == (18, "1")


@pytest.mark.parametrize(
    ("printed", "period", "marks"),
    [
        (date(2018, 9, 30), "2018-09-30", ""),
        ("30 September 20122", "2012-09-30", "2"),
        ("30 September 2012", "2012-09-30", ""),
        ("30 September 20121,2", "2012-09-30", "1,2"),
        ("As at: 31 March 2019", "2019-03-31", ""),
        ("30-Sep-18", "2018-09-30", ""),
        ("31/03/2019", "2019-03-31", ""),
        ("2019-03-31", "2019-03-31", ""),
        ("04/05", "2004-05", ""),
        ("99/00", "1999-00", ""),
        ("10/11*", "2010-11", "*"),
        ('15/16" **', "2015-16", "**"),
        ("15/16**", "2015-16", "**"),
        ("2004/05", "2004-05", ""),
        ("2004/051", "2004-05", "1"),
        ("2012/2013", "2012-13", ""),
        ("2018-19", "2018-19", ""),
        ("2018–19", "2018-19", ""),
        ("Year ending 31 March 2024", "2023-24", ""),
        ("YE Mar 2024", "2023-24", ""),
    ],
)
def test_a_day_or_a_year_in_one_spelling(printed, period, marks):
    found = read_period(Cell(printed))

    assert (found.code, found.marks) == (period, marks)


@pytest.mark.parametrize(
    "printed",
    [
        "2015/17",
        "04/06",
        "31 June 2019",
        "2019",
        "Sep-18",
        "Total",
        "18 - 20",
        "Kent",
        2019.0,
        None,
    ],
)
def test_what_is_not_one_day_or_financial_year_is_none(printed):
    assert read_period(Cell(printed)) is None


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Change in 12 months\nSep-18 to Sep-19", "2019-09-30"),
        ("Mar-19 to Sep-19", "2019-09-30"),
        ("September 2018 to February 2020", "2020-02-29"),
        ("number", None),
    ],
)
def test_a_change_ends_on_the_last_day_of_its_last_month(printed, day):
    assert last_month_end(printed) == day


@pytest.mark.parametrize(
    ("bytes_read_wrongly", "text"),
    [
        ("prison ‚Äì Staffordshire", "prison – Staffordshire"),
        ("Dyfedâ€“Powys", "Dyfed–Powys"),
        ("Kent\u00a0 Police\n", "Kent Police"),
        ("\ufeffforce", "force"),
        ("Avon & Somerset", "Avon & Somerset"),
    ],
)
def test_words_read_in_the_wrong_encoding_are_mended(bytes_read_wrongly, text):
    assert mended(bytes_read_wrongly) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (5516.6500000000015, "5516.65"),
        (44.0, "44"),
        (-0.0, "0"),
        (1e-7, "0.0000001"),
        (2.5e6, "2500000"),
        (100.0, "100"),
        (None, ""),
    ],
)
def test_a_number_is_written_plainly(number, text):
    assert plain(number) == text


@pytest.mark.parametrize(
    ("printed", "level", "name", "marks"),
    [
        ("Wiltshire2", "force", "Wiltshire", "2"),
        ("Wiltshire1,2", "force", "Wiltshire", "1,2"),
        ("South Wales3", "force", "South Wales", "3"),
        ("London, City of", "force", "London, City of", ""),
        ("CITY OF LONDON", "force", "London, City of", ""),
        ("Devon and Cornwall", "force", "Devon & Cornwall", ""),
        ("Dyfed Powys", "force", "Dyfed-Powys", ""),
        ("Home Office^", "body", "Home Office (border and immigration)", "^"),
        ("Yorkshire and the Humber ", "region", "Yorkshire and the Humber", ""),
        ("East of England", "region", "Eastern", ""),
        ("West Midlands Region", "region", "West Midlands", ""),
        ("West Midlands Police", "force", "West Midlands", ""),
        ("Surrey & Sussex", "joint", "Surrey and Sussex", ""),
        ("Sussex & Surrey*", "joint", "Surrey and Sussex", "*"),
        ("Surrey, Sussex and Kent", "joint", "Surrey and Kent and Sussex", ""),
        ("Wiltshire & Avon & Somerset", "joint", "Avon and Somerset and Wiltshire", ""),
        ("London, City of & Metropolitan", "joint", "Metropolitan Police and London, City of", ""),
        ("SOCA/NCA", "body", "National Crime Agency", ""),
    ],
)
def test_a_name_means_one_area(places, printed, level, name, marks):
    (place,), found = places.named(printed)

    assert (place.level, place.name, found) == (level, name, marks)


def test_west_midlands_alone_may_be_the_force_or_the_region(places):
    found, _ = places.named("West Midlands")

    assert [(place.level, place.code) for place in found] == [
        ("force", "E23000014"),
        ("region", "E12000005"),
    ]


@pytest.mark.parametrize("printed", ["Kent & Medway", "Northshire", "Kent & Kent", "", "Total"])
def test_a_name_that_is_not_in_the_reference_files_means_nothing(places, printed):
    assert places.named(printed) == ([], "")


@pytest.mark.parametrize(
    ("name", "row", "column", "ref"),
    [
        ("Table_1", 0, 0, "Table_1!A1"),
        ("By force", 6, 27, "'By force'!AB7"),
        ("x", 0, 701, "x!ZZ1"),
    ],
)
def test_a_cell_is_named_as_in_a_spreadsheet(name, row, column, ref):
    assert Sheet(name, []).ref(row, column) == ref
    assert Sheet(name, [[BLANK]]).at(9, 9) is BLANK
