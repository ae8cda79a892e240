"""Builds that hold less: real records not published, and the records of one force alone."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.pages import PAGES
from tests.dashboard.reading import said, tables_of
from tests.dashboard.sample_public import write_sample
from tests.dashboard.test_every_page import OF_CASE_RECORDS

Open = Callable[..., AppTest]
OWN = "X23000006"
# Tables of the case records, which such a build does not publish.
EMPTIED = (
    "areas", "control_limits", "counts", "coverage", "differences", "force_signals",
    "measure_values", "smoothed_values", "spc_points", "submissions", "time_to_event",
)  # fmt: skip
OF_ALL_FORCES = (
    "control_limits",
    "force_signals",
    "smoothed_values",
    "spc_points",
    "funnels",
    "before_after",
)


@pytest.fixture(scope="module")
def unpublished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpublished")
    with duckdb.connect(str(write_sample(folder, "real", synthetic=False))) as connection:
        for table in EMPTIED:
            connection.execute(f"delete from published.{table}")
        for table in ("funnels", "before_after"):
            connection.execute(f"delete from published.{table}")
    return folder


@pytest.fixture(scope="module")
def one_force(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One force: all forces together would be the same, and are not published."""
    folder = tmp_path_factory.mktemp("one-force")
    with duckdb.connect(str(write_sample(folder, "one"))) as connection:
        for table in EMPTIED:
            connection.execute(f"delete from published.{table} where area_code <> '{OWN}'")
        for table in OF_ALL_FORCES:
            connection.execute(f"delete from published.{table}")
        connection.execute("delete from published.cluster_checks")
        connection.execute("delete from published.differences where comparison = 'areas'")
    return folder


@pytest.mark.parametrize("view", PAGES)
def test_real_records_that_are_not_published_leave_a_page_with_the_reason(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, unpublished: Path, view: str
):
    monkeypatch.setenv("CONDUCT_DATA", str(unpublished))

    page = open_page(view)

    assert not page.exception
    assert page.title[0].value == PAGES[view]
    assert any("no figure of them is published" in message.value for message in page.info)
    assert "area" not in [box.key for box in page.selectbox]


def test_without_published_records_the_published_record_and_the_checks_stay(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, unpublished: Path
):
    monkeypatch.setenv("CONDUCT_DATA", str(unpublished))

    assert "Days to finalise a complaint, 2024-25" in said(open_page("time_to_hearing"))
    assert "What official publishers print is shown below." in said(open_page("published_record"))
    quality = open_page("data_quality")
    assert "3 of 4 checks passed; 1 flagged" in said(quality)
    assert any("Set aside" in table for table in tables_of(quality))


@pytest.mark.parametrize("view", OF_CASE_RECORDS)
def test_the_records_of_one_force_open_on_every_page(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, one_force: Path, view: str
):
    monkeypatch.setenv("CONDUCT_DATA", str(one_force))

    page = open_page(view)

    assert not page.exception
    assert page.selectbox(key="area").options == ["Northmoor"]


def test_one_force_has_its_own_trend_and_waits_but_no_funnel_and_says_why(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, one_force: Path
):
    monkeypatch.setenv("CONDUCT_DATA", str(one_force))

    page = open_page("referrals")
    charts = [chart.proto.id for chart in page.get("plotly_chart")]

    assert any("trend-R1" in name for name in charts)
    assert not any("funnel" in name or "forces-R1" in name for name in charts)
    assert any("these records hold one force only" in message.value for message in page.info)
    waits = [chart.proto.id for chart in open_page("time_to_hearing").get("plotly_chart")]
    assert any("incidence" in name for name in waits)


@pytest.mark.parametrize("view", ["force", "download", "methods", "data_quality"])
def test_a_page_without_official_figures_says_where_they_are(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, unpublished: Path, view: str
):
    monkeypatch.setenv("CONDUCT_DATA", str(unpublished))

    words = said(open_page(view))

    assert "stands on the pages on referrals" in words
    assert "shown below" not in words


def test_without_published_records_nothing_is_claimed_of_their_checks(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, unpublished: Path
):
    monkeypatch.setenv("CONDUCT_DATA", str(unpublished))

    words = said(open_page("data_quality"))

    assert "Which rules the records keep is not published with this build." in words
    assert "Every check held for every row" not in words


def test_one_force_is_not_set_beside_a_whole_that_there_is_not(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, one_force: Path
):
    monkeypatch.setenv("CONDUCT_DATA", str(one_force))
    page = open_page("force")

    assert "These records hold one force only" in said(page)
    glance = next(each for each in tables_of(page) if "Figure" in each.columns)
    assert "Since the former window" in glance.columns
    assert not any("not compared; " in cell for cell in glance["Since the former window"])


def test_one_force_stands_in_no_chart_of_forces(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, one_force: Path
):
    monkeypatch.setenv("CONDUCT_DATA", str(one_force))

    charts = [chart.proto.id for chart in open_page("data_quality").get("plotly_chart")]

    assert any("trend-Q1" in name for name in charts)
    assert not any("forces-" in name for name in charts)


@pytest.mark.parametrize("view", ["referrals", "gross_misconduct", "discrimination"])
def test_one_force_is_never_sent_to_areas_that_there_are_not(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, one_force: Path, view: str
):
    monkeypatch.setenv("CONDUCT_DATA", str(one_force))

    words = said(open_page(view))

    assert "Choose a region or all forces" not in words
    assert "Nothing is published for this choice" not in words
