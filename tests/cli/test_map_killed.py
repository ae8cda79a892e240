"""`conduct map` killed while it writes leaves nothing that could be taken for a delivery."""

import signal
import subprocess
import sys

import pytest

from tests.cli.command import conduct
from tests.conftest import CHECKOUT
from tests.etl.mapping.exports import written

# Half of what is to be written, then SIGKILL; or all of it, and the kill before the name is given.
KILLED = """
import os, signal, sys
from pathlib import Path
import polars as pl
from etl.cli import main

place = sys.argv.pop(1)

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def half(path, write):
    write()
    os.truncate(path, os.stat(path).st_size // 2)
    die()

write_csv, write_text, rename = pl.DataFrame.write_csv, Path.write_text, Path.rename

def csv(frame, path, *words, **named):
    write = lambda: write_csv(frame, path, *words, **named)
    half(path, write) if Path(path).name == place else write()

def text(path, content, *words, **named):
    write = lambda: write_text(path, content, *words, **named)
    half(path, write) if path.name == place else write()

pl.DataFrame.write_csv, Path.write_text = csv, text
Path.rename = lambda path, target: die() if place == "rename" else rename(path, target)
main()
"""


@pytest.mark.parametrize("place", ["allegations.csv", "datapackage.json", "rename"])
def test_a_map_killed_while_it_writes_leaves_no_delivery(tmp_path, place):
    mapping, source = written(tmp_path)
    out = tmp_path / "out"
    words = ["map", mapping, "--in", str(source), "--out", str(out)]
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, place, *words], cwd=CHECKOUT, capture_output=True
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    assert not out.exists()
    (left,) = tmp_path.glob(".out.part-*")
    assert left.stat().st_mode & 0o077 == 0
    assert conduct("check", out).code == 4
    # Only what was whole could be read, by somebody who looks for what is hidden.
    assert conduct("check", left).code == (0 if place == "rename" else 4)
    assert conduct(*words).code == 0
    assert not left.exists()
    assert conduct("check", out).code == 0
