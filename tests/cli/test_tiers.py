"""One build makes two files: for the public, and for those who answer for the records."""

import os
import shutil
import stat
from pathlib import Path

import duckdb
import pytest

from etl.config import INTERNAL, PUBLIC, TIER_VARIABLE, Settings
from etl.errors import NothingBuiltError, UnknownNameError
from etl.serve import prepare
from tests.press_release.builds import built_as_shipped
from tests.press_release.delivery import FICTIONAL, REAL

FILES = {PUBLIC: "public/public.duckdb", INTERNAL: "internal/internal.duckdb"}


@pytest.fixture(scope="module", params=[FICTIONAL, REAL], ids=["synthetic", "real"])
def both(request, once_per_run) -> tuple[Path, str]:
    """The data folder of a build of one case with five before a hearing, and what was printed."""
    folder = built_as_shipped(once_per_run, request.param)
    return folder / "data", (folder / "printed.txt").read_text(encoding="utf-8")


def ask(data: Path, tier: str, query: str) -> list[tuple]:
    with duckdb.connect(str((data / FILES[tier]).resolve()), read_only=True) as connection:
        return connection.sql(query).fetchall()


NOTICES = (
    "select count, symbol from published.counts where count_name = 'hearing_notices' "
    "and period = '2017-20' and breakdown = 'total' and area_level = 'force'"
)


def test_each_file_says_which_tier_it_is_and_both_are_of_one_build(both):
    data, _ = both
    rows = [ask(data, tier, "select tier, build_id from published.build")[0] for tier in FILES]
    assert [tier for tier, _ in rows] == list(FILES)
    assert len({build for _, build in rows}) == 1
    folders = {(data / name).resolve().parents[1] for name in FILES.values()}
    assert len(folders) == 1


def test_only_the_owner_may_read_the_internal_file(both):
    path = (both[0] / FILES[INTERNAL]).resolve()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_internal_file_shows_what_is_hidden_from_the_public_or_not_published_at_all(both):
    data, printed = both
    is_real = "case records are real" in printed
    assert ask(data, INTERNAL, NOTICES) == [(5, None)]
    assert ask(data, PUBLIC, NOTICES) == ([] if is_real else [(None, "c")])
    assert ("conduct serve --tier internal" in printed) == is_real


def test_what_the_internal_tier_hides_hides_every_figure_with_it(both):
    data, _ = both
    named = "where count_name = 'cases_naming_characteristic' and period = '2017-20'"
    shown = ask(data, INTERNAL, f"select distinct count, symbol from published.counts {named}")
    assert (1.0, None) not in shown
    assert (None, "c") in shown
    assert ask(
        data, INTERNAL,
        "select count(*) from published.validation where kind = 'promise' and result = 'passed'",
    )[0][0] > 20  # fmt: skip


# --- Served ---------------------------------------------------------------------------------------


@pytest.fixture
def environment(monkeypatch):
    monkeypatch.setattr(os, "environ", dict(os.environ))


def test_the_internal_file_is_served_on_this_machine_only(good_build, environment):
    settings = Settings(data_dir=good_build)
    internal = prepare(8699, settings, INTERNAL)
    assert internal[internal.index("--server.address") + 1] == "127.0.0.1"
    assert os.environ[TIER_VARIABLE] == INTERNAL
    assert Settings.from_environment().shown_file == settings.internal_file
    assert "--server.address" not in prepare(8699, settings, PUBLIC)
    assert Settings.from_environment().shown_file == settings.public_file


def test_a_build_that_nobody_approved_is_served_on_this_machine_only(good_build, environment):
    settings = Settings(data_dir=good_build)
    assert "127.0.0.1" in prepare(8699, settings, PUBLIC, unreleased=True)
    assert not Settings.from_environment().shows_releases
    prepare(8699, settings, PUBLIC)
    assert Settings.from_environment().shows_releases


def test_another_tier_or_one_that_was_not_built_is_refused(good_build, tmp_path, environment):
    with pytest.raises(UnknownNameError, match="no tier secret"):
        prepare(8699, Settings(data_dir=good_build), "secret")
    with pytest.raises(NothingBuiltError, match="conduct build"):
        prepare(8699, Settings(data_dir=tmp_path), INTERNAL)


def test_releases_are_served_without_a_build_as_after_a_backup(good_build, tmp_path, environment):
    (tmp_path / "releases" / "1.0.0").mkdir(parents=True)
    (tmp_path / "releases" / "current").symlink_to("1.0.0")
    shutil.copy(good_build / FILES[PUBLIC], tmp_path / "releases" / "current" / "public.duckdb")
    restored = Settings(data_dir=tmp_path)
    assert "streamlit" in prepare(8699, restored, PUBLIC)
    for tier, unreleased in ((PUBLIC, True), (INTERNAL, False)):
        with pytest.raises(NothingBuiltError, match="conduct build"):
            prepare(8699, restored, tier, unreleased)
