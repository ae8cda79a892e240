"""`conduct check` finds every fault that was planted, and none in a clean delivery."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.check import _places
from tests.cli.command import conduct

SIZE = ("--cases", 5000, "--years", 12, "--seed", 4)


@pytest.fixture(scope="module")
def faulty(once_per_run: Callable) -> Path:
    def make(folder: Path) -> None:
        ran = conduct("synthesise", "--out", folder / "delivery", *SIZE, "--faults")
        assert ran.code == 0, ran.err

    return once_per_run("cli-synthetic-faulty", make) / "delivery"


def listed(path: Path) -> set[tuple]:
    with path.open(encoding="utf-8", newline="") as file:
        return {tuple(row.items()) for row in csv.DictReader(file)}


def test_every_fault_of_the_answer_key_is_found_and_nothing_else(faulty, tmp_path):
    ran = conduct("check", faulty, "--out", tmp_path / "found.csv")
    assert ran.code == 3
    found, key = listed(tmp_path / "found.csv"), listed(faulty / "answer_key.csv")
    assert len(key) > 200
    assert key - found == set()
    assert found - key == set()
    blocks = [block for block in ran.out.split("\n\n") if "To mend: " in block]
    assert {block.split()[1] for block in blocks} == {dict(row)["check_name"] for row in key}


def test_in_a_clean_delivery_nothing_is_found(tmp_path):
    assert conduct("synthesise", "--out", tmp_path / "clean", *SIZE).code == 0
    ran = conduct("check", tmp_path / "clean")
    assert ran.code == 0
    assert "0 would be set aside" in ran.out
    assert "0 warnings, 0 notes" in ran.out
    assert ran.out.splitlines()[-1] == "The delivery can be loaded whole."


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([7], "line 7"),
        ([7, 8], "lines 7, 8"),
        (list(range(1, 53)), "50 and 2 more (`--out FILE` lists all)"),
    ],
)
def test_lines_are_listed_up_to_fifty(numbers, words):
    assert _places(numbers, "line").endswith(words)
