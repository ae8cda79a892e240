"""A build that fails, is killed or is not alone leaves the last good build as it was."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

import etl.pipeline
import etl.publish.tables
from etl.errors import ProtectionError
from tests.cli.command import conduct, state
from tests.conftest import CHECKOUT

REFUSED, PROMISE_BROKEN = 4, 5


def build(delivery: Path, data_dir: Path):
    return conduct("build", "--delivery", delivery, "--data", data_dir)


@pytest.fixture
def broken_promise(monkeypatch):
    """The published tables get one figure too many: a count that is hidden carries a value."""
    made = etl.pipeline.case_tables

    def with_a_leak(*words):
        tables = made(*words)
        is_first = pl.col("count").is_not_null() & (pl.col("count").is_not_null().cum_sum() == 1)
        leak = pl.when(is_first).then(pl.lit("c")).otherwise("symbol")
        return tables | {"counts": tables["counts"].with_columns(symbol=leak)}

    monkeypatch.setattr(etl.pipeline, "case_tables", with_a_leak)


def test_a_broken_promise_on_a_published_table_stops_the_build(delivery, data_dir, broken_promise):
    before = state(data_dir)
    ran = build(delivery, data_dir)
    assert ran.code == PROMISE_BROKEN
    assert "Nothing was published" in ran.err
    assert "P.counts.hidden: Nothing hidden or missing carries a figure" in ran.err
    assert state(data_dir) == before


def test_a_damaged_release_before_this_stops_the_build(delivery, data_dir):
    # What it shows belongs to what readers know, so nothing is protected without it.
    release = data_dir / "releases" / "1.0.0"
    release.mkdir(parents=True)
    (release / "public.duckdb").write_bytes(b"damaged")
    (release.parent / "current").symlink_to("1.0.0")
    before = state(data_dir)
    ran = build(delivery, data_dir)
    shutil.rmtree(release.parent)
    assert ran.code == REFUSED
    assert "the release before this cannot be read" in ran.err
    assert "nothing is published" in ran.err
    assert state(data_dir)["links"] == before["links"]


def test_a_protected_count_that_could_be_told_stops_the_build(delivery, data_dir, monkeypatch):
    def told(*words, **more):
        raise ProtectionError("Nothing was published: 1 count could be told.")

    before = state(data_dir)
    monkeypatch.setattr(etl.publish.tables, "protect", told)
    ran = build(delivery, data_dir)
    assert ran.code == PROMISE_BROKEN
    assert "Nothing was published: 1 count could be told." in ran.err
    assert state(data_dir) == before


def test_a_fault_of_the_program_keeps_its_traceback_and_the_last_good_build(
    delivery, data_dir, monkeypatch
):
    before = state(data_dir)
    monkeypatch.setattr(etl.pipeline, "refuse_if_too_many", lambda received: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build(delivery, data_dir)
    assert state(data_dir) == before


def test_a_refused_first_build_leaves_nothing_behind(delivery, tmp_path):
    (delivery / "cases.csv").unlink()
    ran = build(delivery, tmp_path / "data")
    assert ran.code == REFUSED
    left = [path.name for path in (tmp_path / "data").rglob("*")]
    assert sorted(left) == [".lock", "builds"]


@pytest.fixture
def killed_build(delivery, data_dir) -> Path:
    """What a build leaves that is killed while it works in its own folder."""
    process = subprocess.Popen(
        [sys.executable, "-m", "etl", "build", "--delivery", delivery, "--data", data_dir],
        cwd=CHECKOUT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not (started := [*data_dir.glob("builds/*.part/warehouse/conduct.duckdb")]):
        assert process.poll() is None, "the build ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    return started[0].parents[1]


def test_a_killed_build_changes_nothing_and_the_next_one_clears_up(
    delivery, data_dir, killed_build
):
    before = state(data_dir)
    assert killed_build.is_dir()
    assert before["links"]["current"] != killed_build.name
    ran = build(delivery, data_dir)
    assert ran.code == 0, ran.err
    after = state(data_dir)
    assert not killed_build.exists()
    former, new = before["links"].pop("current"), after["links"].pop("current")
    assert former != new
    assert (data_dir / "builds" / former).is_dir()
    assert after["links"] == before["links"]
    kept = {name for name in before["files"] if not name.startswith(killed_build.name)}
    assert all(after["files"][name] == before["files"][name] for name in kept)


# Three builds that are killed soon after they begin; `make soak` kills 200, at any moment.
KILLS = """
import random, sys
from pathlib import Path
from tests.soak.kills import Soak

data, *deliveries = map(Path, sys.argv[1:])
soak = Soak(data, dict.fromkeys(deliveries, 0), random.Random(1))
soak.in_use()
for _ in range(3):
    soak.killed(within=1.5)
print(soak.counts["killed"], "killed", soak.in_use())
"""


def test_killed_at_random_moments_the_last_good_build_stays_with_all_its_rows(
    good_delivery, good_build, tmp_path
):
    data = shutil.copytree(good_build, tmp_path / "data", symlinks=True)
    names = [shutil.copytree(good_delivery, tmp_path / name) for name in ("test-delivery", "other")]
    ran = subprocess.run(
        [sys.executable, "-c", KILLS, data, *names], cwd=CHECKOUT, capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == ["3", "killed", "test-delivery"]


def test_two_builds_at_once_are_one_too_many(delivery, data_dir):
    before = state(data_dir)
    with (data_dir / "builds" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = build(delivery, data_dir)
    assert ran.code == REFUSED
    assert "Another build is running" in ran.err
    assert state(data_dir) == before


@pytest.mark.parametrize("name", ["public", "warehouse", "internal"])
def test_a_folder_where_a_link_must_be_is_refused_before_anything_is_built(
    delivery, data_dir, name
):
    link = data_dir / name
    target = os.readlink(link)
    link.unlink()
    link.mkdir()
    try:
        builds = sorted(path.name for path in (data_dir / "builds").iterdir())
        in_use = os.readlink(data_dir / "builds" / "current")
        ran = build(delivery, data_dir)
        assert ran.code == REFUSED
        assert f"{link} is a folder or file, where the build needs a link" in ran.err
        assert os.readlink(data_dir / "builds" / "current") == in_use
        assert sorted(path.name for path in (data_dir / "builds").iterdir()) == builds
    finally:
        link.rmdir()
        link.symlink_to(target)
