"""The force page says what the tables say; methods are built from what is published."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.filters import Ask
from dashboard.components.glance import glance, windowed
from dashboard.components.peers import peers
from tests.dashboard.reading import drawn, rows_of, said, tables_of
from tests.dashboard.sample_public import MEASURES

MakeAsk = Callable[..., Ask]
Open = Callable[..., AppTest]


def test_a_force_is_shown_beside_all_forces_and_beside_its_own_past(ask: MakeAsk):
    panel = glance(ask("Northmoor"))
    lines = {row[0]: row for row in panel.table.rows()}

    referrals = lines["Referrals: Referrals to the IOPC"]
    assert referrals[1].startswith("16.7 per 1,000 (74 of 4,440;")
    found = [each.split(" (")[0] for each in referrals[2].split("; ")]
    assert len(found) == 2
    assert set(found) <= {"higher", "lower", "not clear"}
    assert {row["area_name"] for row in rows_of(panel.file)} == {"Northmoor"}


def test_hidden_figures_are_not_compared(ask: MakeAsk):
    lines = {row[0]: row for row in glance(ask("Ambershire")).table.rows()}

    proven = lines["Gross misconduct: Gross misconduct proven at hearings"]
    assert proven[1:] == ("[c] hidden to protect people", "not compared; not compared")


def test_a_year_leads_to_the_window_that_holds_it(ask: MakeAsk):
    assert windowed(ask("Northmoor", "2024-25")).period.name == "2023-26"


def test_a_link_opens_the_page_of_a_force(open_page: Open):
    page = open_page("force", area="Northmoor")

    assert not page.exception
    assert "Northmoor at a glance" in said(page)
    assert "Questions to ask" in said(page)


def test_peers_are_the_forces_of_the_region_or_of_the_size_with_the_whole_beside_them(
    ask: MakeAsk,
):
    # Dunmarsh and Elderholm share Northmoor's region; Ambershire and Brackendale its size.
    region = peers(ask("Northmoor"), "R1", "is_same_region")
    size = peers(ask("Northmoor"), "R1", "is_same_size")

    assert region.table["Area"].to_list() == [
        "All forces (invented)",
        "Dunmarsh",
        "Elderholm",
        "Northmoor",
    ]
    assert region.table["Shares"].to_list() == ["", "region", "region", "region and size"]
    assert size.table["Area"].to_list()[1:] == [
        "Ambershire",
        "Brackendale and Thornwater",
        "Northmoor",
    ]
    assert region.title.endswith("Northmoor beside the other 2 forces of its region")
    shown = sorted(float(row["value"]) for row in rows_of(region.file) if row["value"])
    assert sorted(drawn(region.figure, "x")) == pytest.approx(shown)


def test_the_page_of_a_force_offers_peers_and_the_page_of_a_region_says_why_not(open_page: Open):
    force = open_page("force", area="Coldmere")
    region = open_page("force", area="Eastvale (region)")

    # No other force is of its size.
    assert force.selectbox(key="peers").options == ["Same region"]
    assert any("peers-R1" in chart.proto.id for chart in force.get("plotly_chart"))
    assert any("choose a force as area" in message.value for message in region.info)


def test_every_measure_has_its_definition_in_the_methods(open_page: Open):
    page = open_page("methods", definition="Dismissed, or would have been (G6)")

    assert "Dismissed, or would have been" in said(page)
    assert len(page.selectbox(key="definition").options) == len(MEASURES)


def test_thresholds_are_those_of_the_published_policy(shown: Open):
    table = next(t for t in tables_of(shown("methods")) if "Counts of" in t)

    assert dict(zip(table["Counts of"], table["Hidden by force and region"], strict=True)) == {
        "Referrals": "none",
        "Proceedings": "1 to 2",
    }


def test_the_worked_example_counts_officers_and_names_nobody(shown: Open):
    table = next(t for t in tables_of(shown("methods")) if "How it counts" in t)
    told = table.to_csv()

    assert "Five open waits" in told
    assert "counts under each" in told
    assert "Metropolitan" not in told


def test_whom_to_ask_names_the_supplier_and_what_to_quote(shown: Open):
    words = said(shown("methods"))

    assert "The records came from: Demonstration" in words
    assert "20260701-sample" in words
