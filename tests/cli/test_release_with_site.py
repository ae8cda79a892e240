"""A release with its static pages: all of it or nothing, and the same bytes each time."""

import json
from pathlib import Path

import pytest

from etl.release import draft
from tests.cli.command import conduct
from tests.cli.releasing import hashes
from tests.dashboard.site_pages import pages, read


@pytest.fixture
def data(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("etl.release.contents.workbook", lambda *words: b"a workbook")
    # Without a browser: pictures take long, and are tried where whole sites are made.
    monkeypatch.delenv("CONDUCT_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    return data_dir


@pytest.mark.soak
# On a busy machine the pages are slow.
@pytest.mark.timeout(900)
def test_pages_are_part_of_a_release_which_is_there_whole_or_not_at_all(data, monkeypatch):
    release = data / "releases" / "1.0.0"

    def interrupted(public: Path, folder: Path, version: str) -> str:
        (folder / "site").mkdir()
        (folder / "site" / "index.html").touch()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(draft, "make_site", interrupted)
        assert conduct("release", "1.0.0", "--data", data).code != 0
    assert [path.name for path in release.parent.iterdir()] == [".lock"]

    assert conduct("release", "1.0.0", "--data", data).code == 0
    first = hashes(release)
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    listed = {each["path"] for each in manifest["files"]}
    assert {name for name in first if name.startswith("site/")} <= listed
    assert len(pages(release / "site")) > 9
    assert all("Release 1.0.0, build" in read(page).words for page in pages(release / "site"))
    offered = read(release / "site" / "downloads.html").links
    assert "../referrals-synthetic.csv" in offered

    ran = conduct("release", "1.0.0", "--discard", "Ann", "--why", "again", "--data", data)
    assert ran.code == 0, ran.err
    assert conduct("release", "1.0.0", "--data", data).code == 0
    assert hashes(release) == first
