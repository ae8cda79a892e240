"""`conduct erase`, `status`: what is erased is gone, what is in use stays, a register says so."""

import json
import shutil
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from etl.config import Settings
from etl.erase import Asked, erase
from etl.register import ERASURES, entries
from tests.cli.command import conduct
from tests.deliveries import write_delivery

SECRET = "Zz-secret-case"


@pytest.fixture(scope="module")
def folder(tmp_path_factory, good_build) -> Path:
    """Three builds: two of a delivery with a case to be forgotten, the one in use without it."""
    folder = tmp_path_factory.mktemp("erase")
    data = folder / "data"
    delivery = write_delivery(
        folder / "expired", {"cases": [{"case_id": SECRET}]}, name="expired-agreement",
        coverage_from="2023-04-01",
    )  # fmt: skip
    assert conduct("build", "--delivery", delivery, "--data", data).code == 0
    first = (data / "builds" / "current").resolve()
    # Builds of other days, without making each anew.
    shutil.copytree(first, data / "builds" / "older")
    shutil.copytree((good_build / "builds" / "current").resolve(), data / "builds" / "in-use")
    (data / "builds" / "current").unlink()
    (data / "builds" / "current").symlink_to("in-use")
    first.rename(data / "builds" / "old")
    for name, age in {"older": 900, "old": 300, "in-use": 1000}.items():
        _made_on(data / "builds" / name, date.today() - timedelta(days=age))
    return data


def _made_on(build: Path, day: date) -> None:
    with duckdb.connect(str(build / "public" / "public.duckdb")) as connection:
        connection.execute("update published.build set built_on = ?", [day])


@pytest.fixture
def data(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "data", symlinks=True))


def builds(data: Path) -> set[str]:
    return {
        path.name for path in (data / "builds").iterdir() if path.is_dir() and not path.is_symlink()
    }


def holding(data: Path, text: str) -> list[str]:
    """Files anywhere under the folder in which the text stands."""
    return sorted(
        str(path.relative_to(data))
        for path in data.rglob("*")
        if path.is_file() and text.encode() in path.read_bytes()
    )


def sha256_of(data: Path, build: str) -> str:
    path = str(data / "builds" / build / "public" / "public.duckdb")
    with duckdb.connect(path, read_only=True) as connection:
        return connection.sql(
            "select sha256 from published.build_inputs where kind = 'delivery'"
        ).fetchone()[0]


def run(data: Path, *words: object):
    return conduct("erase", *words, "--data", data)


@pytest.mark.parametrize("by", ["name", "whole hash", "beginning of the hash"])
def test_a_delivery_is_erased_with_every_build_that_holds_it_and_the_rest_works(data, by):
    sha256 = sha256_of(data, "old")
    told = {"name": "expired-agreement", "whole hash": sha256}.get(by, sha256[:12])
    assert holding(data, SECRET)
    ran = run(data, "--delivery", told)
    assert ran.code == 0, ran.err
    assert builds(data) == {"in-use"}
    assert holding(data, SECRET) == []
    assert conduct("explain", "R1", "--data", data).code == 0
    assert conduct("status", "--data", data).code == 0


def test_the_register_says_what_when_and_by_whom_and_nothing_of_the_records(data):
    sha256 = sha256_of(data, "old")
    run(data, "--delivery", "expired-agreement")
    *known, kept = entries(Settings(data_dir=data), ERASURES)
    assert (kept["what"], kept["deliveries"]) == ("kept delivery", [sha256])
    assert [(entry["build"], entry["what"], entry["why"]) for entry in known] == [
        ("old", "whole build", "delivery"), ("older", "whole build", "delivery"),
    ]  # fmt: skip
    for entry in known:
        assert entry["deliveries"] == [sha256]
        assert entry["files"] == 4
        assert entry["by"]
        assert entry["at"].startswith(str(date.today().year))
    path = data / "registers" / "erasures.jsonl"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_text(encoding="utf-8")
    (data / "builds" / "left.part").mkdir()
    run(data, "--older-than", 5000)
    assert path.read_text(encoding="utf-8").startswith(before)
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[-1])["what"] == "unfinished"


def test_what_is_said_first_is_what_is_done_and_saying_it_does_nothing(data):
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*") if path.is_file()}
    said = run(data, "--expired", "--dry-run").out
    after = {path: path.stat().st_mtime_ns for path in data.rglob("*") if path.is_file()}
    assert {path for path in after if path.name != ".lock"} == {
        path for path in before if path.name != ".lock"
    }
    assert all(after[path] == at for path, at in before.items() if path.name != ".lock")
    done = run(data, "--expired").out
    assert done.startswith(said.replace("Would erase", "Erased"))


def test_of_builds_past_their_time_case_records_go_first_and_the_newest_stay(data):
    # Two are kept whole: the one in use, though it is the oldest, and the newest of the others.
    shutil.copytree(data / "builds" / "old", data / "builds" / "newer")
    _made_on(data / "builds" / "newer", date.today() - timedelta(days=250))
    ran = run(data, "--expired")
    assert ran.code == 0, ran.err
    assert builds(data) == {"in-use", "newer", "old"}
    in_builds = [name for name in holding(data, SECRET) if name.startswith("builds/")]
    assert {name.split("/")[1] for name in in_builds} == {"newer"}
    left = [path.name for path in (data / "builds" / "old").rglob("*") if path.is_file()]
    assert sorted(left) == ["public.duckdb", "run.log"]
    assert run(data, "--expired").out.startswith("There is nothing to erase.")


def test_a_kept_delivery_past_its_time_is_erased_unless_it_is_in_use(data):
    (record,) = data.glob("deliveries/*/received.json")
    written = json.loads(record.read_text(encoding="utf-8"))
    at = datetime.now(UTC) - timedelta(days=401)
    record.write_text(json.dumps(written | {"received_at": at.isoformat()}), encoding="utf-8")
    assert "the kept delivery expired-agreement" in run(data, "--expired").out
    assert not [name for name in holding(data, SECRET) if name.startswith("deliveries/")]


def test_builds_older_than_so_many_days_go_but_for_the_one_in_use(data):
    assert run(data, "--older-than", 500).code == 0
    assert builds(data) == {"in-use", "old"}
    assert run(data, "--older-than", 0).code == 0
    assert builds(data) == {"in-use"}


def test_what_killed_builds_left_is_cleared_with_anything_else(data):
    part = data / "builds" / "abc.part" / "warehouse"
    part.mkdir(parents=True)
    (part / "conduct.duckdb").write_text(SECRET + "-half", encoding="utf-8")
    ran = run(data, "--build", "old")
    assert "what a killed build left: abc.part" in ran.out
    assert builds(data) == {"in-use", "older"}
    assert holding(data, SECRET + "-half") == []


def test_an_erasure_that_was_killed_half_way_is_finished_by_the_next(data, monkeypatch):
    monkeypatch.setattr("etl.erase._wipe", lambda folder: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        erase(Settings(data_dir=data), Asked(build="old"))
    monkeypatch.undo()
    assert builds(data) == {"in-use", "older", "old.part"}
    run(data, "--older-than", 5000)
    assert builds(data) == {"in-use", "older"}


REFUSED = {
    "nothing named": ([], 4, "Say what to erase"),
    "two things named": (["--expired", "--build", "old"], 4, "Say what to erase"),
    "the build in use": (["--build", "in-use"], 4, "is in use. Build again without it first"),
    "a delivery in use": (["--delivery", "test-delivery"], 4, "The delivery is in use"),
    "an unknown build": (["--build", "nothing"], 2, "There is no build nothing"),
    "a path in place of a build": (["--build", "../builds/old"], 2, "There is no build"),
    "the link in place of a build": (["--build", "current"], 2, "There is no build"),
    "an unknown delivery": (["--delivery", "nothing"], 2, "No build was made from a delivery"),
    "too little of a hash": (["--delivery", ""], 2, "No build was made from a delivery"),
}


@pytest.mark.parametrize(("words", "code", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_in_use_or_unknown_is_refused_and_nothing_is_erased(folder, words, code, said):
    before = builds(folder)
    ran = run(folder, *words)
    assert ran.code == code
    assert said in ran.err
    assert builds(folder) == before == {"in-use", "old", "older"}
    assert not (folder / "registers").exists()


def test_a_build_whose_public_file_is_damaged_is_named_and_erased_by_its_id_only(data):
    (data / "builds" / "old" / "public" / "public.duckdb").write_bytes(b"damaged")
    ran = run(data, "--delivery", "nothing")
    assert "Not readable, so not searched: old." in ran.err
    run(data, "--older-than", 0)
    assert builds(data) == {"in-use", "old"}
    assert run(data, "--build", "old").code == 0
    assert run(data, "--delivery", "expired-agreement").code == 0
    assert holding(data, SECRET) == []


# --- Status ---------------------------------------------------------------------------------------


def test_status_says_what_is_loaded_from_whom_how_old_and_what_is_due(data):
    ran = conduct("status", "--data", data)
    assert ran.code == 0, ran.err
    for words in (
        "In use: build in-use, made 1,000 days ago, invented cases of fictional forces.",
        "test-delivery from Northmoor Police: 2020-04-01 to 2026-03-31, extracted 2026-06-30",
        "Returns received: 96 of 96 (100.0%)",
        "Builds kept: 3",
        "Extracts made: 0",
        "`conduct erase --expired`: 1 builds are past their time.",
    ):
        assert words in ran.out
    assert (data / "registers").exists() is False


def test_status_without_a_build_says_how_to_make_one(tmp_path):
    ran = conduct("status", "--data", tmp_path)
    assert (ran.code, "`conduct build` makes one" in ran.err) == (4, True)
