"""The static pages of a release are another process's; whatever becomes of it is said."""

from pathlib import Path

import pytest

from etl.release import site

PROGRAM = """
import sys
from pathlib import Path
public, out = Path(sys.argv[2]), Path(sys.argv[4])
out.mkdir()
(out / "index.html").write_text(public.read_text())
sys.exit({code})
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Stands for the dashboard's program, ending with a code."""

    def written(code: int) -> None:
        (tmp_path / "pages.py").write_text(PROGRAM.format(code=code), encoding="utf-8")
        monkeypatch.setattr(site, "CHECKOUT", tmp_path)
        monkeypatch.setattr(site, "MODULE", "pages")

    (tmp_path / "public.duckdb").write_text("figures", encoding="utf-8")
    (tmp_path / "release").mkdir()
    return written


def test_pages_lie_in_the_folder_of_the_release(program, tmp_path):
    program(0)
    words = site.make_site(tmp_path / "public.duckdb", tmp_path / "release", "1.1.0")
    assert "site/index.html" in words
    assert (tmp_path / "release" / "site" / "index.html").read_text(encoding="utf-8") == "figures"


def test_half_made_pages_are_removed_and_it_is_said(program, tmp_path):
    program(3)
    words = site.make_site(tmp_path / "public.duckdb", tmp_path / "release", "1.1.0")
    assert "could not be made (it ended with code 3)" in words
    assert not (tmp_path / "release" / "site").exists()


def test_where_there_is_no_such_program_it_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(site, "MODULE", "dashboard.no_such_pages")
    assert site.make_site(tmp_path / "public.duckdb", tmp_path, "1.1.0") == site.ABSENT
