"""CSV files become strings, with the line on which each record begins."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.errors import UnreadableFileError
from etl.sources.csv_file import read_csv_strings


def read(path, data: bytes):
    """The header, and each row with its line."""
    path.write_bytes(data)
    frame, lines = read_csv_strings(path)
    return frame.columns, [(line, *row) for line, row in zip(lines, frame.iter_rows(), strict=True)]


# What a file may look like -> its rows with their lines.
PLAIN = {
    "plain": (b"a,b\n1,x\n2,y\n", [(2, "1", "x"), (3, "2", "y")]),
    "no line end at the end": (b"a,b\n1,x\n2,y", [(2, "1", "x"), (3, "2", "y")]),
    "a byte order mark": (b"\xef\xbb\xbfa,b\n1,x\n", [(2, "1", "x")]),
    "line ends of Windows": (b"a,b\r\n1,x\r\n2,\r\n", [(2, "1", "x"), (3, "2", None)]),
    "line ends of Windows, none at the end": (b"a,b\r\n1,x\r\n2,y", [(2, "1", "x"), (3, "2", "y")]),
    "both marks at once": (b'\xef\xbb\xbf"a","b"\r\n1,"x"\r\n', [(2, "1", "x")]),
    "blanks": (b"a,b\n,\n1,\n", [(2, None, None), (3, "1", None)]),
    "quoted blanks": (b'a,b\n"",""\n1,""\n', [(2, None, None), (3, "1", None)]),
    "line ends of both kinds": (
        b"a,b\n1,x\r\n2,y\n3,\r\n",
        [(2, "1", "x"), (3, "2", "y"), (4, "3", None)],
    ),
    "line ends of three kinds": (
        b"a,b\r\n1,x\r2,y\n3,z\r\r\n4,w\r\n",
        [(2, "1", "x"), (3, "2", "y"), (4, "3", "z"), (6, "4", "w")],
    ),
    "spaces, which are kept": (b"a,b\n 1 ,x\n", [(2, " 1 ", "x")]),
    "blank lines": (b"a,b\n\n1,x\n\n\n2,y\n\n", [(3, "1", "x"), (6, "2", "y")]),
    "blank lines of Windows": (b"a,b\r\n\r\n1,x\r\n", [(3, "1", "x")]),
    "a comma in quotes": (b'a,b\n"1,5",x\n2,y\n', [(2, "1,5", "x"), (3, "2", "y")]),
    "doubled quotes": (b'a,b\n"say ""x""",x\n', [(2, 'say "x"', "x")]),
    "a line end in quotes": (
        b'a,b\n"1\n5\n",x\n2,y\n"3\n",z\n4,w\n',
        [(2, "1\n5\n", "x"), (5, "2", "y"), (6, "3\n", "z"), (8, "4", "w")],
    ),
    "a line end of Windows in quotes": (
        b'a,b\r\n"1\r\n5",x\r\n2,y\r\n',
        [(2, "1\r\n5", "x"), (4, "2", "y")],
    ),
    "a header alone": (b"a,b\n", []),
    "a header alone, without a line end": (b"a,b", []),
    "accents": ("a,b\né,œ\n".encode(), [(2, "é", "œ")]),
    "numbers and words that other programs read as something else": (
        b"a,b\n007,NA\n1e5,null\ntrue,NaN\n",
        [(2, "007", "NA"), (3, "1e5", "null"), (4, "true", "NaN")],
    ),
}


@pytest.mark.parametrize(("data", "expected"), PLAIN.values(), ids=PLAIN)
def test_every_row_keeps_its_text_and_the_line_on_which_it_begins(tmp_path, data, expected):
    assert read(tmp_path / "cases.csv", data) == (["a", "b"], expected)


REFUSED = {
    "nothing": (b"", "cases.csv: the file is empty"),
    "a byte order mark alone": (b"\xef\xbb\xbf", "cases.csv: the file is empty"),
    "too few columns": (b"a,b\n1,x\n2\n", "line 3: 1 columns where the header has 2"),
    "too many columns": (b"a,b\n1,x,z\n", "line 2: 3 columns where the header has 2"),
    "a wrong line after a blank one": (b"a,b\n\n1,x\n2\n", "line 4: 1 columns"),
    "a wrong line after a quoted line end": (b'a,b\n"1\n",x\n2\n', "line 4: 1 columns"),
    "a quotation mark never closed": (b'a,b\n1,"x\n2,y\n', "line 2: a quotation mark"),
    "one never closed in the last line": (b'a,b\n1,x\n2,"y', "line 3: a quotation mark"),
    "one in the middle of a value": (b'a,b\n1,"x"y\n', "line 2: a quotation mark"),
    "one never closed in the header": (b'a,"b\n1,x\n', "line 1: a quotation mark"),
    "text of another encoding": (
        b"a,b\n1,x\n2,\xe9\n",
        "line 3: not UTF-8 text; it looks like Windows-1252, as spreadsheets write plain CSV. Save",
    ),
    "text of an encoding that nobody knows": (b"a,b\n1,\x81\n", "line 2: not UTF-8 text. Save"),
    "text of sixteen bits": (
        "a,b\n1,x\n".encode("utf-16"),
        "line 1: not UTF-8 text; it looks like UTF-16",
    ),
    "text of sixteen bits without a mark": (
        "a,b\n1,x\n".encode("utf-16-le"),
        "line 1: not UTF-8 text; it looks like UTF-16",
    ),
    "a column twice": (b"a,a\n1,2\n", "line 1: a column name occurs twice"),
    "lone carriage returns": (b"a,b\r1,x\r", "line 1: the line ends"),
}


@pytest.mark.parametrize(("data", "message"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_whole_is_refused_with_its_line(tmp_path, data, message):
    with pytest.raises(UnreadableFileError) as refused:
        read(tmp_path / "cases.csv", data)
    assert str(refused.value).startswith("cases.csv")
    assert message in str(refused.value)


cell = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=5)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cell, cell), max_size=8))
def test_any_cells_come_back_as_they_were_written(tmp_path_factory, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("a", "b"), *rows])
    path = tmp_path_factory.getbasetemp() / "any.csv"
    _, found = read(path, text.getvalue().encode())
    assert [row for _, *row in found] == [[value or None for value in row] for row in rows]
    begins = [
        2 + sum(sum(v.count("\n") for v in row) + 1 for row in rows[:n]) for n in range(len(rows))
    ]
    assert [line for line, *_ in found] == begins
