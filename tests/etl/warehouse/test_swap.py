"""The link moves at the very end, or not at all."""

import os
import stat
import subprocess
import sys
import time

import duckdb
import pytest

from etl.errors import OutputFolderError
from etl.warehouse.connection import open_read_only
from etl.warehouse.swap import new_build
from tests.conftest import CHECKOUT


def make(data_dir, build_id: str, text: str) -> None:
    with new_build(data_dir, build_id) as folder:
        (folder / "public" / "public.txt").write_text(text, encoding="utf-8")


def shown(data_dir) -> str:
    return (data_dir / "public" / "public.txt").read_text(encoding="utf-8")


def builds(data_dir) -> list[str]:
    return sorted(path.name for path in (data_dir / "builds").iterdir() if path.is_dir())


def test_a_finished_build_is_what_the_links_show(tmp_path):
    make(tmp_path, "a", "first")
    assert shown(tmp_path) == "first"
    make(tmp_path, "b", "second")
    assert shown(tmp_path) == "second"
    assert os.readlink(tmp_path / "builds" / "current") == "b"
    assert os.readlink(tmp_path / "public") == "builds/current/public"


def test_until_the_end_the_former_build_is_shown(tmp_path):
    make(tmp_path, "a", "first")
    with new_build(tmp_path, "b") as folder:
        (folder / "public" / "public.txt").write_text("second", encoding="utf-8")
        assert shown(tmp_path) == "first"
    assert shown(tmp_path) == "second"


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_build_that_fails_or_is_interrupted_leaves_nothing(tmp_path, error):
    def fail() -> None:
        with new_build(tmp_path, "b") as folder:
            (folder / "public" / "public.txt").write_text("half", encoding="utf-8")
            raise error

    make(tmp_path, "a", "first")
    with pytest.raises(error):
        fail()
    assert shown(tmp_path) == "first"
    assert builds(tmp_path) == ["a", "current"]


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path):
    (tmp_path / "builds" / "old.part" / "warehouse").mkdir(parents=True)
    make(tmp_path, "a", "first")
    assert builds(tmp_path) == ["a", "current"]


def test_the_same_inputs_again_make_a_numbered_build(tmp_path):
    for text in ("first", "second", "third"):
        make(tmp_path, "a", text)
    assert builds(tmp_path) == ["a", "a.2", "a.3", "current"]
    assert shown(tmp_path) == "third"


def test_a_build_within_a_build_is_refused_and_the_outer_one_goes_on(tmp_path):
    with new_build(tmp_path, "a") as folder:
        (folder / "public" / "public.txt").write_text("first", encoding="utf-8")
        with pytest.raises(OutputFolderError, match="Another build is running"):
            make(tmp_path, "b", "second")
    assert shown(tmp_path) == "first"


def test_case_records_lie_where_only_their_owner_may_look(tmp_path):
    make(tmp_path, "a", "first")
    modes = {
        name: stat.S_IMODE((tmp_path / "builds" / "a" / name).stat().st_mode)
        for name in ("public", "warehouse", "internal")
    }
    assert modes == {"public": 0o755, "warehouse": 0o700, "internal": 0o700}


# --- Killed while it puts a build in use --------------------------------------------------------

# Each is a call that changes something on the disk; before it the process is gone, as by SIGKILL.
KILLED = """
import os, sys
from pathlib import Path
from etl.warehouse import swap

left = [int(sys.argv[2])]

def dying(call):
    def wrapped(*words, **more):
        if left[0] == 0:
            os._exit(9)
        left[0] -= 1
        return call(*words, **more)
    return wrapped

for owner, name in ((os, "replace"), (Path, "symlink_to"), (Path, "unlink"), (Path, "mkdir")):
    setattr(owner, name, dying(getattr(owner, name)))

with swap.new_build(Path(sys.argv[1]), "b") as folder:
    (folder / "public" / "public.txt").write_text("second", encoding="utf-8")
"""


def killed_before(call: int, data_dir) -> bool:
    """Run a build that is gone before that call; whether it came so far."""
    ran = subprocess.run([sys.executable, "-c", KILLED, data_dir, str(call)], cwd=CHECKOUT)
    assert ran.returncode in (0, 9)
    return ran.returncode == 9


@pytest.mark.parametrize("is_first", [True, False])
def test_killed_before_any_step_it_shows_one_build_or_the_other_and_the_next_succeeds(
    tmp_path, is_first
):
    call, steps = 0, set()
    while True:
        data_dir = tmp_path / str(call)
        if not is_first:
            make(data_dir, "a", "first")
        if not killed_before(call, data_dir):
            break
        # Of a first build there may be nothing to see yet, or all.
        seen = shown(data_dir) if (data_dir / "public").exists() else None
        steps.add(seen)
        make(data_dir, "c", "third")
        assert shown(data_dir) == "third"
        assert not [*(data_dir / "builds").glob("*.part")]
        call += 1
    assert call >= 6
    # Where there was a build, its link is the last thing to change.
    assert steps == ({None, "second"} if is_first else {"first"})


# --- Readers, clocks, two at once ---------------------------------------------------------------


def make_database(data_dir, build_id: str, number: int) -> None:
    with (
        new_build(data_dir, build_id) as folder,
        duckdb.connect(str(folder / "public" / "public.duckdb")) as connection,
    ):
        connection.execute("create schema published")
        connection.execute(f"create table published.build as select {number} as number")


def test_a_reader_keeps_the_build_it_opened_and_sees_the_new_one_when_it_opens_again(tmp_path):
    make_database(tmp_path, "a", 1)
    path = tmp_path / "public" / "public.duckdb"
    with open_read_only(path) as before:
        make_database(tmp_path, "b", 2)
        # The file that is open goes on as it was; a second opening meets the new one.
        assert before.sql("select number from published.build").fetchone() == (1,)
        with open_read_only(path) as after:
            assert after.sql("select number from published.build").fetchone() == (2,)
        assert before.sql("select number from published.build").fetchone() == (1,)


def test_a_clock_that_was_set_back_changes_nothing(tmp_path):
    make(tmp_path, "a", "first")
    long_ago = time.time() - 10 * 365 * 86400
    make(tmp_path, "b", "second")
    for path in (tmp_path / "builds").rglob("*"):
        if "b" in path.parts[-3:]:
            os.utime(path, (long_ago, long_ago), follow_symlinks=False)
    # The link decides, not a day.
    assert shown(tmp_path) == "second"
    make(tmp_path, "c", "third")
    assert shown(tmp_path) == "third"


def test_of_two_processes_at_once_one_builds_and_the_other_is_told(tmp_path):
    code = KILLED.replace("os._exit(9)", "print('building', flush=True) or sys.stdin.read()", 1)
    first = subprocess.Popen(
        [sys.executable, "-c", code, tmp_path, "5"], cwd=CHECKOUT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    with first:
        assert first.stdout.readline() == b"building\n"
        with pytest.raises(OutputFolderError, match=r"Another build is running in .*Wait until"):
            make(tmp_path, "c", "third")
        first.kill()
    # A lock of a process that is gone holds nobody up.
    make(tmp_path, "c", "third")
    assert shown(tmp_path) == "third"
