"""Read one CSV file as strings, with the line number of each row.

Polars reads the plain case; a file with quotes or blank lines goes through the csv module,
which alone knows on which line each record begins.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from etl.errors import UnreadableFileError
from etl.sources.folder import read_bytes

LINE = "source_line"

# What spreadsheets write when CSV UTF-8 is not asked for.
WINDOWS = "Windows-1252, as spreadsheets write plain CSV"
SIXTEEN_BITS = "UTF-16, as spreadsheets write Unicode text"
# What else programs put between columns, and its name.
DIVIDERS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}


def read_csv_strings(path: Path) -> tuple[pl.DataFrame, pl.Series]:
    """All columns as strings (blank is null), and the line of each row; the header is line 1."""
    data = read_bytes(path)
    return csv_strings(data, decoded(data, path), path)


def csv_strings(data: bytes, text: str, path: Path) -> tuple[pl.DataFrame, pl.Series]:
    """As `read_csv_strings`, of UTF-8 bytes and their text; `path` is named in messages only."""
    header = header_of(text, path)
    # A lone carriage return ends a line, too: old programs wrote it.
    is_odd = '"' in text or ("\r" in text and "\r" in text.replace("\r\n", ""))
    if not is_odd and is_plain(data, len(header), path):
        return _read_plain(data, header)
    return _read_quoted(text, header, path)


def decoded(data: bytes, path: Path, first_line: int = 1) -> str:
    """The text of UTF-8 bytes; what is none is refused with its line."""
    try:
        text = data.decode("utf-8-sig")
        fault = data.find(b"\0")
    except UnicodeDecodeError as error:
        fault = error.start
    if fault < 0:
        return text
    line, encoding = data.count(b"\n", 0, fault) + first_line, _encoding(data)
    if encoding is None and data[fault] == 0:
        raise UnreadableFileError(
            f"{path.name}, line {line}: a byte that is no text (NUL). Save the file as CSV UTF-8 "
            "and deliver it again."
        )
    looks = f"; it looks like {encoding}" if encoding else ""
    raise UnreadableFileError(
        f"{path.name}, line {line}: not UTF-8 text{looks}. Save the file as CSV UTF-8 and deliver "
        "it again."
    )


def _encoding(data: bytes) -> str | None:
    """What the text may have been written in, if that can be told."""
    noughts = data.count(b"\0")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or noughts > len(data) / 4:
        return SIXTEEN_BITS
    if noughts:
        return None
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return WINDOWS


def header_of(text: str, path: Path) -> list[str]:
    """The names of the columns, which stand in the first line."""
    first = text[: text.find("\n") + 1] or text
    if "\r" in first.rstrip("\r\n"):
        raise UnreadableFileError(
            f"{path.name}, line 1: the line ends are a lone carriage return, which is no longer in "
            "use. Save the file as CSV UTF-8 and deliver it again."
        )
    try:
        header = next(csv.reader([first], strict=True), [])
    except csv.Error:
        raise _wrong_quotes(path, 1) from None
    if not header:
        raise UnreadableFileError(
            f"{path.name}: the file is empty; its first line must name the columns."
        )
    divided = [words for mark, words in DIVIDERS.items() if mark in header[0]]
    if len(header) == 1 and divided:
        raise UnreadableFileError(
            f"{path.name}, line 1: the columns are divided by {divided[0]}. Save the file as CSV "
            "UTF-8 with commas and deliver it again."
        )
    if len(set(header)) != len(header):
        raise UnreadableFileError(
            f"{path.name}, line 1: a column name occurs twice, or the header line is missing."
        )
    return header


def is_plain(data: bytes, columns: int, path: Path, first_line: int = 1) -> bool:
    """True when every line is one record of the right width; a wrong width is refused."""
    body = np.frombuffer(data.removesuffix(b"\n").removesuffix(b"\r") + b"\n", dtype=np.uint8)
    ends = np.flatnonzero(body == ord("\n"))
    lengths = np.diff(ends, prepend=-1) - 1
    commas = np.diff(np.searchsorted(np.flatnonzero(body == ord(",")), ends), prepend=0)
    blank = (lengths == 0) | ((lengths == 1) & (body[ends - 1] == ord("\r")))
    wrong = np.flatnonzero((commas != columns - 1) & ~blank)
    if wrong.size:
        line = int(wrong[0]) + first_line
        raise wrong_width(path, line, columns, int(commas[wrong[0]]) + 1)
    return not blank.any()


def _read_plain(data: bytes, header: list[str]) -> tuple[pl.DataFrame, pl.Series]:
    frame = pl.read_csv(
        io.BytesIO(data), infer_schema=False, quote_char=None, encoding="utf8", new_columns=header
    )
    return frame, pl.int_range(2, frame.height + 2, dtype=pl.Int64, eager=True).alias(LINE)


def _read_quoted(text: str, header: list[str], path: Path) -> tuple[pl.DataFrame, pl.Series]:
    rows, lines = [], []
    for line, row in records(io.StringIO(text, newline=""), path):
        if len(row) != len(header):
            raise wrong_width(path, line, len(header), len(row))
        rows.append(row)
        lines.append(line)
    frame = pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String), orient="row")
    return frame.with_columns(pl.all().replace("", None)), pl.Series(LINE, lines, dtype=pl.Int64)


def records(text: io.TextIOBase, path: Path) -> Iterator[tuple[int, list[str]]]:
    """Each record below the header that is not blank, with the line on which it begins.

    Strict: a quotation mark that is never closed would otherwise swallow the rest of the file.
    """
    reader = csv.reader(text, strict=True)
    line = 1
    try:
        for row in reader:
            if row and line > 1:
                yield line, row
            line = reader.line_num + 1
    except csv.Error:
        raise _wrong_quotes(path, line) from None


def wrong_width(path: Path, line: int, expected: int, found: int) -> UnreadableFileError:
    """The words for a record of too many columns, or too few."""
    return UnreadableFileError(
        f"{path.name}, line {line}: {found} columns where the header has {expected}. "
        "A comma inside a value must be in quotation marks."
    )


def _wrong_quotes(path: Path, line: int) -> UnreadableFileError:
    return UnreadableFileError(
        f"{path.name}, line {line}: a quotation mark in the record that begins here is not closed, "
        "or stands in the middle of a value. Put the whole value in quotation marks and double any "
        "inside it."
    )
