"""Only what is new is read, and what comes of it is what comes of everything read anew.

Whole builds are compared in tests/cli/test_vintages.py: one with readings is made again without.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

import etl.sources.folder
from etl.config import Settings
from etl.kept import earlier, given
from etl.logs import Steps
from etl.pipeline import _keep
from etl.publish.official import take_or_shape
from etl.readings import Given
from etl.receive import receive
from etl.sources import entity_file
from tests.cli.faulty import tables
from tests.deliveries import write_delivery

HEAD = "force_code | force_name | region_code | region_name\n"
NORTH = HEAD + "X23000001 | Northmoor | X12000001 | Upland"
EAST = HEAD + "X23000002 | Eastmarch | X12000001 | Upland"


def of_force(force: str, first: int = 0) -> dict[str, list[dict]]:
    """The faulty tables, all cases of one force; those before the first are not there."""
    found = tables()
    found["cases"] = [row | {"force_code": force} for row in found["cases"][first:]]
    return found


@pytest.fixture(scope="module")
def settings(tmp_path_factory) -> Settings:
    """A data folder that keeps two deliveries, read once; a quarter of one comes again."""
    folder = tmp_path_factory.mktemp("read-once")
    old = {"coverage_from": "2024-04-01", "extracted_on": "2026-04-30"}
    write_delivery(folder / "north", of_force("X23000001"), forces=NORTH, **old)
    write_delivery(folder / "east", of_force("X23000002"), forces=EAST, supplier="East", **old)
    days = {"coverage_from": "2024-04-01", "coverage_to": "2024-06-30"}
    write_delivery(folder / "again", of_force("X23000001", first=3), forces=NORTH, **days)
    settings = Settings(data_dir=folder)
    named = given(settings, [folder / "north", folder / "east"])
    received(settings, named, (), folder / "new", folder / "first.duckdb")
    return settings


def received(
    settings: Settings,
    named: Sequence[Given],
    before: Sequence[Given],
    new: Path | None,
    database: Path,
) -> dict[str, list]:
    """Every row of every table of the case-level file, in its order."""
    with Steps(6, quiet=True) as steps:
        found = receive(named, database, settings, steps, before, new)
    found.connection.close()
    if new is not None:
        _keep(found, new, settings)
    with duckdb.connect(str(database), read_only=True) as connection:
        names = connection.sql(
            "select table_schema || '.' || table_name from information_schema.tables"
        ).fetchall()
        rows = {name: connection.sql(f"from {name}").fetchall() for (name,) in names}
    # In what order findings stand, unlike records, says nothing and may change from run to run.
    return {
        name: sorted(found, key=str) if name.startswith("quality.") else found
        for name, found in rows.items()
    }


def counted(calls: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Count by folder how often cases.csv is read, and hashed."""
    read, digest = entity_file.SMALL[".csv"], etl.sources.folder.digest_of

    def count(what: str, function, path: Path):
        if path.name == "cases.csv":
            calls[what, path.parent.name] += 1
        return function(path)

    monkeypatch.setitem(entity_file.SMALL, ".csv", lambda path: count("read", read, path))
    monkeypatch.setattr(etl.sources.folder, "digest_of", lambda path: count("hash", digest, path))


def test_what_was_read_is_not_read_again_and_all_rows_are_the_same(settings, monkeypatch, tmp_path):
    calls, folder = Counter(), settings.data_dir
    with monkeypatch.context() as patch:
        counted(calls, patch)
        named = given(settings, [folder / "again", folder / "east"])
        before = earlier(settings, named)
        with_readings = received(
            settings, named, before, tmp_path / "new", tmp_path / "with.duckdb"
        )
    assert [each.folder.name for each in before] == ["north"]
    # Hashed to know it, after it was read, and as it is kept; one that is kept not at all.
    assert calls == {("read", "again"): 1, ("hash", "again"): 3, ("hash", "east"): 1}
    forgotten = [[replace(each, reading=None) for each in part] for part in (named, before)]
    anew = received(settings, *forgotten, None, tmp_path / "anew.duckdb")
    assert with_readings.keys() == anew.keys()
    assert [name for name in anew if anew[name] != with_readings[name]] == []
    # Nothing easy: rows set aside, replaced, and changed.
    for name in ("quarantine.cases", "replaced.cases", "quality.changes", "typed.referrals"):
        assert anew[name]
    places = [path.parent.name for path in folder.glob("deliveries/*/reading")]
    assert len(places) == len(list((folder / "deliveries").iterdir())) == 3


def test_official_files_are_read_once(tmp_path, monkeypatch):
    settings = Settings(data_dir=tmp_path)
    first = take_or_shape(settings, settings.official_reading)
    with monkeypatch.context() as patch:
        patch.setattr("etl.publish.official.read_and_shape", lambda _: None)
        second = take_or_shape(settings, tmp_path / "unused")
    for name, frame in vars(first).items():
        assert frame.schema == getattr(second, name).schema
        assert frame.equals(getattr(second, name))
    monkeypatch.setattr("etl.publish.official.made_by", lambda: "another program")
    monkeypatch.setattr("etl.publish.official.read_and_shape", lambda _: first)
    assert take_or_shape(settings, tmp_path / "anew") is first
    assert (tmp_path / "anew").exists()
