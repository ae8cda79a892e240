"""A file read block by block is read, or refused, as one that is read at once."""

from pathlib import Path

import polars as pl
import pytest

from etl.config import Settings
from etl.errors import UnreadableFileError
from etl.sources import entity_file, large_csv, parquet_file
from etl.sources.csv_file import read_csv_strings
from etl.sources.delivery import read_delivery
from etl.sources.large_csv import read_large_csv
from etl.sources.parquet_file import read_large_parquet, read_parquet_strings
from etl.sources.personal import read_screen
from tests.deliveries import CONTRACT, write_delivery

SCREEN = read_screen(Settings().reference_dir)

ROWS = "".join(f"C{number},{number % 7 or ''},ends\n" for number in range(60))
FILES = {
    "plain": "a,b,c\n" + ROWS,
    "header only": "a,b,c\n",
    "header without an end": "a,b,c",
    "no newline at the end": "a,b,c\n" + ROWS + "x,y,z",
    "carriage returns": ("a,b,c\n" + ROWS).replace("\n", "\r\n"),
    "a mark at the beginning": "\ufeffa,b,c\n" + ROWS,
    "beyond ASCII": "a,b,c\n" + ROWS.replace("ends", "Wałęsa ✓"),
    "quotes in the last row": "a,b,c\n" + ROWS + '"x, with","y\nover two lines",z\n',
    "a blank line": "a,b,c\n" + ROWS + "\n" + ROWS,
    "a blank line between carriage returns": ("a,b,c\n" + ROWS + "\n" + ROWS).replace("\n", "\r\n"),
    "too many columns": "a,b,c\n" + ROWS + "x,y,z,more\n" + ROWS,
    "too few columns after a quote": "a,b,c\n" + ROWS + '"x",y\n' + ROWS,
    "a quote that is never closed": "a,b,c\n" + ROWS + '"x,y,z\n' + ROWS,
    "a lone carriage return": "a,b,c\n" + ROWS + "x\ry,z,1\n" + ROWS,
    "a byte that is none": "a,b,c\n" + ROWS + "x,y\0,z\n" + ROWS,
    "empty": "",
    "twice the same column": "a,b,a\n" + ROWS,
    "semicolons": ("a,b,c\n" + ROWS).replace(",", ";"),
}


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch):
    monkeypatch.setattr(large_csv, "BLOCK_BYTES", 97)
    monkeypatch.setattr(large_csv, "BLOCK_ROWS", 11)
    monkeypatch.setattr(parquet_file, "BLOCK_ROWS", 11)


def outcome(read, path: Path):
    """Rows with their lines, or what is said."""
    try:
        found = read(path)
        blocks = [found] if isinstance(found, tuple) else list(found)
    except UnreadableFileError as error:
        return str(error)
    frames = [frame.with_columns(lines) for frame, lines in blocks]
    return pl.concat(frames).rows() if frames else []


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_blocks_of_a_csv_file_are_the_whole(tmp_path, text):
    path = tmp_path / "cases.csv"
    path.write_bytes(text.encode())
    assert outcome(read_large_csv, path) == outcome(read_csv_strings, path)


@pytest.mark.parametrize("at", [0, 40, 400, 900])
def test_another_encoding_is_told_by_its_line(tmp_path, at):
    data = ("a,b,c\n" + ROWS).encode()
    path = tmp_path / "cases.csv"
    path.write_bytes(data[:at] + "é".encode("cp1252") + data[at:])
    said = outcome(read_csv_strings, path)
    assert "not UTF-8" in said
    assert outcome(read_large_csv, path) == said


def test_blocks_of_a_parquet_file_are_the_whole(tmp_path):
    path = tmp_path / "cases.parquet"
    pl.DataFrame({"a": range(60), "b": ["", "x"] * 30}).write_parquet(path)
    assert outcome(read_large_parquet, path) == outcome(read_parquet_strings, path)
    path.write_bytes(path.read_bytes()[:-20])
    assert outcome(read_large_parquet, path) == outcome(read_parquet_strings, path)


def test_a_large_file_of_a_delivery_is_checked_as_it_is_read(tmp_path, monkeypatch):
    folder = write_delivery(tmp_path / "one", {"cases": [{"case_id": f"C{n}"} for n in range(9)]})
    whole = read_delivery(folder, CONTRACT, SCREEN).files["cases"].whole
    monkeypatch.setattr(entity_file, "MOST_BYTES", 10)
    monkeypatch.setattr(large_csv, "BLOCK_BYTES", 400)
    file = read_delivery(folder, CONTRACT, SCREEN).files["cases"]
    assert pl.concat(file.blocks()).equals(whole)
