"""A delivery that is altered while it is read is refused: rows of two states are never mixed."""

from pathlib import Path

import pytest

import etl.pipeline
import etl.receive
from etl.sources.entity_file import SMALL
from tests.cli.breaking import add_row, as_parquet, describe, set_cell
from tests.cli.command import conduct

REFUSED = 4
# What happens while the second file is read, and what is said.
ALTERATIONS = {
    "a row is added to a file read before": lambda folder: add_row(folder, "cases", case_id="C99"),
    "a value changes, the length does not": lambda folder: set_cell(
        folder, "cases", 3, case_id="C9"
    ),
    "a file not yet read changes": lambda folder: add_row(folder, "referrals", case_id="C99"),
    "the description changes": lambda folder: describe(folder, version="2"),
    "a file is replaced by an equal one of another kind": lambda folder: as_parquet(
        folder, "cases"
    ),
}


@pytest.mark.parametrize("alter", ALTERATIONS.values(), ids=ALTERATIONS)
@pytest.mark.parametrize("command", ["check", "build"])
def test_a_delivery_altered_while_it_is_read_is_refused(
    delivery, tmp_path, monkeypatch, alter, command
):
    read, seen = SMALL[".csv"], []

    def read_and_alter(path: Path):
        seen.append(path)
        if len(seen) == 2:
            alter(delivery)
        return read(path)

    monkeypatch.setitem(SMALL, ".csv", read_and_alter)
    data = tmp_path / "data"
    words = [delivery] if command == "check" else ["--delivery", delivery, "--data", data]
    ran = conduct(command, *words)
    assert ran.code == REFUSED, ran.text
    # Where a file is gone by then, that is what is said.
    assert "altered while it was read" in ran.err or "cases.csv: it cannot be read" in ran.err
    assert "again" in ran.err or "Is it there" in ran.err
    assert [path.name for path in data.rglob("*") if path.name not in (".lock", "builds")] == []


def test_a_delivery_altered_between_its_name_and_its_reading_is_refused(
    delivery, tmp_path, monkeypatch
):
    receive = etl.pipeline.receive

    def alter_and_receive(*words):
        describe(delivery, version="2")
        return receive(*words)

    monkeypatch.setattr(etl.pipeline, "receive", alter_and_receive)
    ran = conduct("build", "--delivery", delivery, "--data", tmp_path / "data")
    assert ran.code == REFUSED
    assert "altered while it was read" in ran.err
    assert [*(tmp_path / "data" / "builds").glob("*.part")] == []
