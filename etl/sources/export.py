"""Read one file of somebody else's export as strings: any encoding, any delimiter, also `.gz`.

What cannot be decoded is refused by line: a wrong encoding would turn names of codes into others.
"""

import csv
import gzip
import io
import zlib
from pathlib import Path

import polars as pl

from etl.errors import MissingFileError, UnreadableFileError
from etl.sources.csv_file import csv_strings
from etl.sources.folder import read_bytes

GZIP = b"\x1f\x8b"
DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error)


def find_export(folder: Path, file: str) -> Path:
    """The file in the folder, or the same name with `.gz` behind it."""
    for path in (folder / file, folder / f"{file}.gz"):
        if path.is_file():
            return path
    raise MissingFileError(f"{folder}: no {file} (nor {file}.gz), which the mapping reads.")


def read_export(path: Path, encoding: str, delimiter: str) -> tuple[pl.DataFrame, pl.Series]:
    """All columns as strings (blank is null), and the line of each row."""
    text = decoded(unpacked(path), encoding, path)
    if delimiter != ",":
        text = _with_commas(text, delimiter, path)
    return csv_strings(text.encode(), text, path)


def unpacked(path: Path) -> bytes:
    """The bytes of a file, out of gzip where it is in it."""
    content = read_bytes(path)
    try:
        return gzip.decompress(content) if content.startswith(GZIP) else content
    except DAMAGED:
        raise UnreadableFileError(
            f"{path.name}: damaged or cut short; copy or download it again."
        ) from None


def decoded(content: bytes, encoding: str, path: Path) -> str:
    """The text without byte order mark; raises UnreadableFileError naming the line."""
    try:
        text = content.decode(encoding)
        fault = text.find("\0")
        line = text.count("\n", 0, fault) + 1
    except UnicodeDecodeError as error:
        fault, line = error.start, content.count(b"\n", 0, error.start) + 1
    if fault >= 0:
        raise UnreadableFileError(
            f"{path.name}, line {line}: not {encoding} text. Set `encoding` of this file in the "
            "mapping, such as cp1252 for what spreadsheets write on Windows."
        )
    return text.removeprefix("\ufeff")


def _with_commas(text: str, delimiter: str, path: Path) -> str:
    """Written anew with commas; a value keeps its line breaks, so lines stay where they were."""
    written = io.StringIO()
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        csv.writer(written, lineterminator="\n").writerows(rows)
    except csv.Error:
        raise UnreadableFileError(
            f"{path.name}: a quotation mark is not closed, or stands in the middle of a value."
        ) from None
    return written.getvalue()
