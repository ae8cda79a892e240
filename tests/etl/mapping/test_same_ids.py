"""Two editions mapped with one secret have the same ids; without it nobody can tell them."""

import json
import shutil
import stat
from pathlib import Path

import polars as pl
import pytest

from etl.config import Settings
from etl.errors import MappingError
from etl.logs import Steps
from etl.mapping import map_export
from etl.mapping.secret import BYTES, LENGTH, LETTERS, id_of, read_secret
from etl.receive import receive
from etl.sources.personal import find
from tests.cli.command import conduct
from tests.etl.mapping.exports import EXPORT, written
from tests.screen.measure import SCREEN

# The next edition: in another order, a case more, one closed, one gone.
NEXT = """number,came,ended,officer,sex,age,remarks
17/3,05/04/2023,01/07/2023,4711,not said,56,none
17/9,04/05/2023,,4713,man,26,none
17/2,04/04/2023,01/01/1900,4712,woman,26,none
17/1,03/04/2023,05/06/2023,4711,man,25,none
"""


def mapped(folder: Path, data: Path, export: str, name: str, **how: bool) -> dict[str, str]:
    """Map one edition; the id of each case by the day on which it came to attention."""
    shutil.rmtree(folder / "export", ignore_errors=True)
    mapping, source = written(folder, export=export)
    map_export(mapping, source, folder / name, Settings(data_dir=data), quiet=True, **how)
    cases = pl.read_csv(folder / name / "cases.csv")
    return dict(cases.select("date_aware", "case_id").rows())


@pytest.fixture
def editions(tmp_path) -> list[dict[str, str]]:
    return [
        mapped(tmp_path, tmp_path / "data", export, name, same_ids=True)
        for export, name in ((EXPORT, "first"), (NEXT, "second"))
    ]


def test_a_case_keeps_its_id_in_the_next_edition(editions):
    first, second = editions
    both = first.keys() & second.keys()
    assert len(both) == 3
    assert all(first[day] == second[day] for day in both)
    assert len({*first.values(), *second.values()}) == 5


def test_with_another_secret_or_by_lot_it_has_another(editions, tmp_path):
    first, _ = editions
    other = mapped(tmp_path, tmp_path / "other", EXPORT, "third", same_ids=True)
    by_lot = mapped(tmp_path, tmp_path / "none", EXPORT, "fourth")
    assert not {*first.values()} & {*other.values(), *by_lot.values()}
    assert not (tmp_path / "none").exists()


def test_the_secret_is_for_its_owner_and_in_no_output(editions, tmp_path):
    path = Settings(data_dir=tmp_path / "data").mapping_secret
    assert (stat.S_IMODE(path.stat().st_mode), path.stat().st_size) == (0o600, BYTES)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    secret = path.read_bytes()
    for name in ("first", "second"):
        for file in (tmp_path / name).rglob("*.*"):
            assert secret not in file.read_bytes()
            assert secret.hex() not in file.read_text(encoding="utf-8")
    report = (tmp_path / "first" / "mapping-report" / "README.txt").read_text(encoding="utf-8")
    assert "made by the secret of a data folder" in report


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda path: path.chmod(0o640), "can be read by others: chmod 600"),
        (lambda path: path.write_bytes(b"short"), "is not whole"),
        (lambda path: path.write_bytes(b""), "is not whole"),
    ],
)
def test_a_secret_that_is_open_or_damaged_is_refused(tmp_path, spoil, says):
    path = tmp_path / "secrets" / "mapping.key"
    assert read_secret(path) == read_secret(path)
    spoil(path)
    with pytest.raises(MappingError, match=says):
        read_secret(path)


def test_ids_are_letters_that_depend_on_secret_mapping_kind_and_key():
    apart = {
        id_of(secret, mapping, kind, key)
        for secret in (b"1" * BYTES, b"2" * BYTES)
        for mapping in ("detroit", "chicago")
        for kind in ("case", "subject")
        for key in ("1", "2")
    }
    assert len(apart) == 16
    assert all(set(told.partition("-")[2]) <= set(LETTERS) for told in apart)
    assert {len(told.partition("-")[2]) for told in apart} == {LENGTH}


def test_none_of_them_looks_like_personal_data():
    ids = [id_of(b"1" * BYTES, "detroit", "case", str(number)) for number in range(20_000)]
    assert not find(pl.DataFrame({"case_id": ids}), SCREEN)
    assert len(set(ids)) == len(ids)


def test_two_editions_are_compared_case_by_case(editions, tmp_path):
    folders = [tmp_path / "first", tmp_path / "second"]
    with Steps(6, quiet=True) as steps:
        found = receive(folders[1:], tmp_path / "x.duckdb", Settings(), steps, folders[:1])
    changes = found.connection.sql(
        "select kind, \"column\", before, after from quality.changes where entity = 'cases' "
        "order by all"
    ).fetchall()
    assert changes == [
        ("added", None, None, None),
        ("changed", "case_status", "OPEN", "FINALISED"),
        ("changed", "date_finalised", None, "2023-07-01"),
        ("removed", None, None, None),
    ]


def test_the_secret_is_erased_and_then_ids_are_others(editions, tmp_path):
    data = tmp_path / "data"
    assert "Would erase" in conduct("erase", "--ids", "--dry-run", "--data", data).out
    ran = conduct("erase", "--ids", "--data", data)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "Erased the secret of mapped ids")
    assert not Settings(data_dir=data).mapping_secret.exists()
    entry = json.loads((data / "registers" / "erasures.jsonl").read_text().splitlines()[-1])
    assert entry["what"] == "secret of mapped ids"
    anew = mapped(tmp_path, data, EXPORT, "third", same_ids=True)
    assert not set(anew.values()) & set(editions[0].values())
    assert "nothing to erase" in conduct("erase", "--ids", "--data", tmp_path / "x").out
    assert not (tmp_path / "x").exists()
