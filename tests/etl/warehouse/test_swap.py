"""The link moves at the very end, or not at all."""

import os
import stat

import pytest

from etl.errors import OutputFolderError
from etl.warehouse.swap import new_build


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
