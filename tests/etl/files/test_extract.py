"""An extract can be made again from the released file, to the same bytes."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import polars as pl
import pytest

from etl.files.extract import Extract, Released, packed, sha256
from etl.files.tidy import csv_bytes, one_line
from tests.etl.files.test_tidy import ORIGIN

NAME, MADE = "referrals-synthetic.csv", "my-extract-synthetic.csv"
ROWS = one_line(
    pl.DataFrame(
        {
            "area_code": ["X1", "X2", "X1", "X1"],
            "area_name": ['Quoted "A", B', "Plain", "=Formula", "Two\nlines\u2028é"],
            "period": ["2024-25", "2024-25", "2023-24", "2024-25"],
            "value": [1 / 3, -2.5e-7, 12345678.0, None],
            "symbol": [None, None, None, "c"],
        }
    )
)


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """The released file beside an unpacked extract of it."""
    released = csv_bytes(ROWS)
    (tmp_path / NAME).write_bytes(released)
    keep = {"area_code": ["X1"], "period": ["2024-25"]}
    kept = ROWS.filter(area_code="X1", period="2024-25")
    extract = Extract(kept, keep, "X1 in 2024-25.", MADE, Released(NAME, sha256(released)))
    content = packed(extract, ORIGIN)
    assert content == packed(extract, ORIGIN)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(tmp_path)
    return tmp_path


def test_an_extract_is_some_lines_of_the_released_file(unpacked):
    lines = (unpacked / NAME).read_bytes().split(b"\n")
    assert (unpacked / MADE).read_bytes() == b"\n".join([lines[0], lines[1], lines[4], b""])


def test_what_goes_with_it_proves_and_explains_it(unpacked):
    told = json.loads((unpacked / "manifest.json").read_text(encoding="utf-8"))
    assert told["sha256"] == sha256((unpacked / MADE).read_bytes())
    assert (told["rows"], told["hidden_cells"], told["release"]) == (2, 1, "1.2.0")
    assert told["filter"] == "X1 in 2024-25."
    assert "version 1.2.0" in (unpacked / "citation.txt").read_text(encoding="utf-8")
    assert "area_code,Area code" in (unpacked / "codebook.csv").read_text(encoding="utf-8-sig")


def run(folder: Path, *command: str) -> subprocess.CompletedProcess:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_python_snippet_makes_the_same_bytes(unpacked):
    made = (unpacked / MADE).read_bytes()
    (unpacked / MADE).unlink()
    ran = run(unpacked, sys.executable, "-I", "reproduce.py")
    assert ran.stdout == "2 rows: the same as the extract\n", ran.stderr
    assert (unpacked / MADE).read_bytes() == made


def test_the_python_snippet_stops_at_another_file(unpacked):
    (unpacked / NAME).write_bytes(b"area_code\nX1\n")
    ran = run(unpacked, sys.executable, "-I", "reproduce.py")
    assert ran.returncode == 1
    assert "not the released file" in ran.stderr


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_the_r_snippet_makes_the_same_bytes(unpacked):
    made = (unpacked / MADE).read_bytes()
    (unpacked / MADE).unlink()
    ran = run(unpacked, "Rscript", "reproduce.R")
    assert "2 rows: the same as the extract" in ran.stdout, ran.stderr
    assert (unpacked / MADE).read_bytes() == made
