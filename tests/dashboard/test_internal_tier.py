"""Pages over the internal file: the same pages, and each says that it is not for the public."""

import shutil
from pathlib import Path

import duckdb
import pytest

from dashboard.components.citing import citation
from dashboard.components.files import case_rows
from dashboard.queries.connection import current_build
from dashboard.queries.published import areas
from etl.config import TIER_VARIABLE


@pytest.fixture
def internal(sample: Path, tmp_path: Path) -> Path:
    """The small public file as if it were the internal one, and no public file beside it."""
    path = tmp_path / "internal" / "internal.duckdb"
    path.parent.mkdir()
    shutil.copy(sample / "public" / "public.duckdb", path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("update published.build set tier = 'internal'")
    return tmp_path


def test_a_page_of_the_internal_file_says_so_above_everything_else(
    internal, open_page, monkeypatch
):
    monkeypatch.setenv("CONDUCT_DATA", str(internal))
    monkeypatch.setenv(TIER_VARIABLE, "internal")
    page = open_page("overview")
    assert not page.exception
    assert "Internal: not for the public" in page.warning[0].value


def test_a_public_page_does_not(open_page):
    assert not any("Internal" in message.value for message in open_page("overview").warning)


def test_files_and_citations_of_the_internal_tier_say_so(internal):
    build = current_build(internal / "internal" / "internal.duckdb")
    notes = case_rows(areas(build), build)["dataset_note"].unique().to_list()
    assert notes == ["internal, not to be passed on; synthetic: invented cases, fictional forces"]
    assert "internal, not to be passed on" in citation(build, "Referrals.")
