"""A disk that is full or read-only stops a build with one message; the build in use stays."""

import os
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.cli.command import conduct, state

REFUSED = 4
AS_IT_WAS = "The build in use is as it was."


@pytest.fixture
def largest():
    """Let no file of this process grow beyond so many bytes; works for anybody, unlike a mount."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", "size=2m", "conduct-test", str(folder)]
    if os.geteuid() != 0 or subprocess.run(made, capture_output=True).returncode != 0:
        pytest.skip("NO SMALL DISK: only root may mount one; the limit on file sizes is tried")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def left(data_dir: Path) -> list[str]:
    return sorted(path.name for path in data_dir.rglob("*") if path.name != ".lock")


# The log at once, the log after some lines, the case-level file.
@pytest.mark.parametrize("size", [0, 60, 10_000])
def test_a_file_that_cannot_grow_stops_the_build(delivery, data_dir, largest, size):
    before = state(data_dir)
    largest(size)
    ran = conduct("build", "--delivery", delivery, "--data", data_dir)
    largest(resource.RLIM_INFINITY)
    assert ran.code == REFUSED, ran.text
    assert "Stopped: a file has become larger than is allowed here." in ran.err
    assert AS_IT_WAS in ran.err
    assert state(data_dir) == before


def test_a_full_disk_stops_the_build_and_nothing_is_left_on_it(delivery, mounted):
    ran = conduct("build", "--delivery", delivery, "--data", mounted)
    assert ran.code == REFUSED, ran.text
    assert "Stopped: no space is left on the disk." in ran.err
    assert AS_IT_WAS in ran.err
    assert left(mounted) == ["builds"]


def test_a_read_only_disk_stops_the_build_before_it_begins(delivery, mounted):
    subprocess.run(["mount", "-o", "remount,ro", str(mounted)], check=True)
    ran = conduct("build", "--delivery", delivery, "--data", mounted)
    assert ran.code == REFUSED, ran.text
    assert "Stopped: the disk is read-only." in ran.err
    assert left(mounted) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="NOT TESTED AS ROOT: root may write everywhere")
def test_a_folder_that_may_not_be_written_stops_the_build(delivery, tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    ran = conduct("build", "--delivery", delivery, "--data", folder / "data")
    assert ran.code == REFUSED
    assert "Stopped: a file or folder may not be read or written by you." in ran.err


def test_a_check_needs_room_as_well(delivery, largest):
    largest(10_000)
    ran = conduct("check", delivery)
    largest(resource.RLIM_INFINITY)
    assert ran.code == REFUSED, ran.text
    assert "(TMPDIR)" in ran.err


def test_a_database_without_enough_memory_is_told_without_a_trace(delivery, data_dir, monkeypatch):
    def count(*words):
        connection = duckdb.connect(config={"memory_limit": "20MB", "temp_directory": ""})
        connection.execute("create table t as select range as a, hash(range) from range(20000000)")

    before = state(data_dir)
    monkeypatch.setattr("etl.pipeline._count", count)
    ran = conduct("build", "--delivery", delivery, "--data", data_dir)
    assert ran.code != 0
    assert "Stopped: the database found too little memory for so many records." in ran.err
    assert state(data_dir) == before
