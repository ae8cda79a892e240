"""Read a CSV file too large for memory, block by block, as csv_file.py reads a small one.

The file is looked through once for what decides how it must be read: quotation marks, blank lines,
lone carriage returns, and bytes that are no UTF-8 text.
"""

import codecs
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import polars as pl

from etl.sources.csv_file import LINE, decoded, header_of, is_plain, records, wrong_width

BLOCK_BYTES = 16 * 2**20
BLOCK_ROWS = 200_000
# What may stand at the end of one block and the beginning of the next.
ODD = (b'"', b"\n\n", b"\n\r\n")
MOST_HEADER = 100_000
Block = tuple[pl.DataFrame, pl.Series]


def read_large_csv(path: Path) -> Iterator[Block]:
    """Blocks of rows as strings (blank is null), with the line of each row."""
    with path.open("rb") as file:
        header = header_of(decoded(file.read(MOST_HEADER).partition(b"\n")[0] + b"\n", path), path)
    if _is_odd(path):
        yield from _quoted(path, header)
    else:
        yield from _plain(path, header)


def _is_odd(path: Path) -> bool:
    """True where a line may not be one record; bytes that are no text are refused by their line."""
    line, before, is_odd = 1, b"", False
    for block in _blocks(path):
        decoded(block, path, line)
        joined = before[-2:] + block
        is_odd |= any(mark in joined for mark in ODD)
        is_odd |= block.count(b"\r") != block.count(b"\r\n")
        line, before = line + block.count(b"\n"), block
    return is_odd


def _blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a file in blocks of whole lines; a mark at its beginning is left out."""
    with path.open("rb") as file:
        rest = file.read(3).removeprefix(codecs.BOM_UTF8)
        while block := file.read(BLOCK_BYTES):
            whole, end, rest_after = (rest + block).rpartition(b"\n")
            if end:
                yield whole + end
            rest = rest_after
        if rest:
            yield rest


def _plain(path: Path, header: list[str]) -> Iterator[Block]:
    line = 1
    for block in _blocks(path):
        is_plain(block, len(header), path, line)
        frame = pl.read_csv(
            io.BytesIO(block),
            infer_schema=False,
            quote_char=None,
            has_header=line == 1,
            new_columns=header,
        )
        first = line + (line == 1)
        lines = pl.int_range(first, first + frame.height, dtype=pl.Int64, eager=True)
        line = first + frame.height
        yield frame, lines.alias(LINE)


def _quoted(path: Path, header: list[str]) -> Iterator[Block]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = records(file, path)
        while rows := list(islice(found, BLOCK_ROWS)):
            yield _block(rows, header, path)


def _block(rows: list[tuple[int, list[str]]], header: list[str], path: Path) -> Block:
    for line, row in rows:
        if len(row) != len(header):
            raise wrong_width(path, line, len(header), len(row))
    schema = dict.fromkeys(header, pl.String)
    frame = pl.DataFrame([row for _, row in rows], schema=schema, orient="row")
    lines = pl.Series(LINE, [line for line, _ in rows], dtype=pl.Int64)
    return frame.with_columns(pl.all().replace("", None)), lines
