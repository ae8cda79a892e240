"""A reader who has a page open sees the next build from the next run of the page on."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.reading import said

Open = Callable[..., AppTest]


@pytest.fixture
def data(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder as builds leave it: two of them, the first in use."""
    for name in ("first", "second"):
        public = tmp_path / "builds" / name / "public"
        public.mkdir(parents=True)
        shutil.copy(sample / "public" / "public.duckdb", public)
    with duckdb.connect(str(tmp_path / "builds" / "second" / "public" / "public.duckdb")) as new:
        new.execute("update published.build set build_id = 'second'")
        new.execute("update published.measure_values set value = 77.7 where measure = 'R1'")
    (tmp_path / "builds" / "current").symlink_to("first")
    (tmp_path / "public").symlink_to("builds/current/public")
    return tmp_path


def put_in_use(data: Path, name: str) -> None:
    """As a build does at its end: one link is replaced."""
    fresh = data / "builds" / ".current.new"
    fresh.symlink_to(name)
    os.replace(fresh, data / "builds" / "current")


def referrals(page: AppTest) -> str:
    assert not page.exception
    assert not page.error
    return next(card.value for card in page.metric if card.label == "Referrals")


def test_the_page_shows_the_new_build_at_its_next_run_and_the_former_if_it_comes_back(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, data: Path
):
    monkeypatch.setenv("CONDUCT_DATA", str(data))
    page = open_page("overview")
    assert referrals(page) == "18.4 per 1,000"
    put_in_use(data, "second")
    # Nothing moves before the reader does something; then every figure is of the new build.
    assert referrals(page) == "18.4 per 1,000"
    assert referrals(page.run()) == "77.7 per 1,000"
    assert "second" in said(page)
    put_in_use(data, "first")
    page.selectbox(key="area").set_value("Northmoor").run()
    assert referrals(page) != "77.7 per 1,000"


def test_a_build_whose_former_file_is_gone_is_shown_to_who_has_a_page_open(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, data: Path
):
    monkeypatch.setenv("CONDUCT_DATA", str(data))
    page = open_page("overview")
    put_in_use(data, "second")
    shutil.rmtree(data / "builds" / "first")
    assert referrals(page.run()) == "77.7 per 1,000"
