"""Pages of a build of another country's records say so above everything else."""

import shutil
from pathlib import Path

import duckdb
import pytest

from dashboard.queries.connection import current_build
from dashboard.text.prose import prose

PLACE = "Riverton Police, Freedonia"


@pytest.fixture
def abroad(sample: Path, tmp_path: Path) -> Path:
    """The small public file as a build of another country leaves it: without figures."""
    path = tmp_path / "public" / "public.duckdb"
    path.parent.mkdir()
    shutil.copy(sample / "public" / "public.duckdb", path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("alter table published.build add column if not exists abroad varchar")
        connection.execute("update published.build set synthetic = false, abroad = ?", [PLACE])
        for table in ("counts", "measure_values", "time_to_event", "areas"):
            connection.execute(f"delete from published.{table}")
    return tmp_path


@pytest.mark.parametrize("topic", ["overview", "referrals", "data_quality"])
def test_a_page_says_whose_records_they_are_and_shows_no_figure_of_them(
    abroad, open_page, monkeypatch, topic
):
    monkeypatch.setenv("CONDUCT_DATA", str(abroad))
    page = open_page(topic)
    assert not page.exception
    assert page.warning[0].value.startswith(f"**Case records of {PLACE}: not England and Wales.**")
    assert any(prose("pages")["unpublished"]["abroad"] in message.value for message in page.info)


def test_a_page_of_england_and_wales_does_not(open_page, sample):
    assert current_build(sample / "public" / "public.duckdb").abroad is None
    assert not any("not England and Wales" in m.value for m in open_page("overview").warning)
