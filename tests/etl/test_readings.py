"""A reading gives the very blocks that the files give, or is no reading."""

import json
import shutil
import stat
from pathlib import Path

import pytest

from etl.config import Settings
from etl.errors import DeliveryError
from etl.kept import given
from etl.readings import Block, Given, Source, open_source
from etl.sources import entity_file, large_csv
from etl.sources.delivery import read_delivery
from etl.stored import LIST
from tests.cli.breaking import as_parquet, describe, set_cell
from tests.cli.faulty import FORCES, tables
from tests.deliveries import CONTRACT, write_delivery
from tests.screen.measure import SCREEN

SENTINELS = ("9999-12-31",)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A delivery whose files hold faults, quotation marks, no rows, and one of Parquet."""
    folder = write_delivery(tmp_path / "north", tables(), forces=FORCES)
    as_parquet(folder, "referrals")
    quoted = folder / "allegations.csv"
    quoted.write_text(quoted.read_text().replace("A1", '"A1"') + "\n\n", encoding="utf-8")
    return folder


def opened(
    folder: Path, reading: Path, program: str = "p", new: Path | None = None, kept: bool = False
) -> Source:
    (known,) = given(Settings(), [folder])
    known = Given(folder, known.sha256, reading, kept)
    return open_source(known, CONTRACT, SCREEN, program, new)


def blocks(source: Source) -> dict[str, list[Block]]:
    found = {
        name: [block for block in source.blocks(entity, SENTINELS) if block.raw.height]
        for name, entity in CONTRACT.entities.items()
    }
    source.finish()
    return found


def written(folder: Path, new: Path) -> Path:
    """The reading that is made of a delivery."""
    blocks(opened(folder, new / "none", new=new))
    (made,) = new.iterdir()
    return made


def assert_same(one: dict[str, list[Block]], other: dict[str, list[Block]]) -> None:
    for name in CONTRACT.entities:
        assert len(one[name]) == len(other[name]), name
        for mine, theirs in zip(one[name], other[name], strict=True):
            for part in ("raw", "typed", "misfits"):
                own, taken = getattr(mine, part), getattr(theirs, part)
                assert own.schema == taken.schema, (name, part)
                assert own.equals(taken), (name, part)


@pytest.mark.parametrize("block_bytes", [None, 400], ids=["small files", "files in blocks"])
def test_a_reading_gives_what_the_files_give(folder, tmp_path, monkeypatch, block_bytes):
    if block_bytes:
        monkeypatch.setattr(entity_file, "MOST_BYTES", 10)
        monkeypatch.setattr(large_csv, "BLOCK_BYTES", block_bytes)
    reading = written(folder, tmp_path / "new")
    source = opened(folder, reading, new=tmp_path / "unused")
    assert source.reading is not None
    taken = blocks(source)
    assert not (tmp_path / "unused").exists()
    assert sum(block.misfits.height for block in taken["cases"]) == 2
    assert_same(blocks(opened(folder, tmp_path / "none")), taken)


def test_nothing_of_a_delivery_is_read_of_which_there_is_a_reading(folder, tmp_path, monkeypatch):
    reading = written(folder, tmp_path / "new")

    def never(*_):
        raise AssertionError("a file was read")

    monkeypatch.setattr(entity_file, "SMALL", dict.fromkeys(entity_file.SMALL, never))
    assert blocks(opened(folder, reading))["cases"]


def test_only_its_owner_can_read_it(folder, tmp_path):
    reading = written(folder, tmp_path / "new")
    assert stat.S_IMODE(reading.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in reading.iterdir()} == {0o600}


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def listed(reading: Path, **other: object) -> None:
    path = reading / LIST
    path.write_text(json.dumps(json.loads(path.read_text()) | other), encoding="utf-8")


DAMAGE = {
    "it is not there": shutil.rmtree,
    "its list is not there, as after a kill": lambda reading: (reading / LIST).unlink(),
    "its list is cut off": lambda reading: (reading / LIST).write_text('{"made_from": "'),
    "its list is something else": lambda reading: (reading / LIST).write_text("[1]"),
    "its list lists nothing": lambda reading: listed(reading, files=[]),
    "of another delivery or program": lambda reading: listed(reading, made_from="other"),
    "a file is gone": lambda reading: (reading / "cases.0.rows.parquet").unlink(),
    "a file is cut off": lambda reading: (reading / "cases.0.rows.parquet").write_bytes(b"PAR1"),
    "a file is empty": lambda reading: (reading / "cases.0.misfits.parquet").write_bytes(b""),
    "one bit is another": lambda reading: flipped(reading / "referrals.0.rows.parquet"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_reading_is_none_and_the_files_are_read(folder, tmp_path, damage):
    reading = written(folder, tmp_path / "new")
    damage(reading)
    source = opened(folder, reading, new=tmp_path / "anew")
    assert source.reading is None
    assert_same(blocks(opened(folder, tmp_path / "none")), blocks(source))
    assert len(list((tmp_path / "anew").iterdir())) == 1


def test_a_reading_is_good_for_the_same_program_and_bytes_only(folder, tmp_path):
    reading = written(folder, tmp_path / "new")
    assert opened(folder, reading, program="other").reading is None
    set_cell(folder, "cases", 3, case_type="COMPLAINT")
    assert opened(folder, reading).reading is None


def test_a_description_altered_since_it_was_told_has_no_reading(folder, tmp_path):
    reading = written(folder, tmp_path / "new")
    (known,) = given(Settings(), [folder])
    describe(folder, version="2")
    source = open_source(Given(folder, known.sha256, reading), CONTRACT, SCREEN, "p", None)
    assert source.reading is None
    with pytest.raises(DeliveryError, match="altered while it was read"):
        blocks(source)


def test_a_kept_delivery_that_is_damaged_is_refused(folder, tmp_path):
    (known,) = given(Settings(), [folder])
    set_cell(folder, "cases", 3, case_type="COMPLAINT")
    with pytest.raises(DeliveryError, match=r"no longer as it was received.*--alone.*erase"):
        open_source(
            Given(folder, known.sha256, tmp_path, is_kept=True), CONTRACT, SCREEN, "p", None
        )


def test_the_hash_told_before_is_the_one_found_when_reading(folder):
    (folder / "notes.txt").write_text("not listed", encoding="utf-8")
    (known,) = given(Settings(), [folder])
    assert known.sha256 == read_delivery(folder, CONTRACT, SCREEN).sha256
