"""Data quality: checks in words first, rows that add up, returns, totals and inputs."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.dashboard.reading import said, tables_of

Open = Callable[..., AppTest]


def test_checks_that_did_not_hold_stand_first_and_say_what_to_do(shown: Open):
    page = shown("data_quality")

    assert "3 of 4 checks passed; 1 flagged." in said(page)
    first = tables_of(page)[0].iloc[0]
    assert first["Result"] == "Flagged"
    assert first["Check"] == "Each case has a reference of its own"
    assert first["Rows that do not hold"] == "3 of 1,000"
    assert first["What the supplier can do"].startswith("Send the row again")


def test_rows_received_are_rows_loaded_set_aside_and_replaced(shown: Open):
    table = next(t for t in tables_of(shown("data_quality")) if "Set aside" in t)

    cases = table.iloc[0]
    assert list(cases) == ["cases", "1,000", "997", "3", "0", "yes"]


def test_returns_that_did_not_arrive_are_named_by_force_and_quarter(open_page: Open):
    page = open_page("data_quality", "Table", period="2021-22, one year", area="Elderholm")

    table = next(t for t in tables_of(page) if "Not received" in t)

    missing = table.iloc[0]["Not received"].replace("\u2011", "-")
    assert missing == "2021-22-Q1, 2021-22-Q2, 2021-22-Q3, 2021-22-Q4"


def test_a_late_return_counts_as_received(open_page: Open):
    page = open_page("data_quality", "Table", area="Brackendale and Thornwater")

    line = next(t for t in tables_of(page) if "Not received" in t).iloc[0]

    assert line["Received"] == "12 of 12"
    assert line["Late, in part or sent again"].replace("\u2011", "-") == "2024-25-Q3 (late)"


def test_inputs_are_shown_with_their_fingerprints(shown: Open):
    table = next(t for t in tables_of(shown("data_quality")) if "SHA-256" in t)

    assert table["SHA-256"].iloc[0].replace(" ", "") == "0123456789abcdef" * 4
    assert table["From"].iloc[0] == "Demonstration, extracted on 30 June 2026"


def test_a_figure_without_all_forces_says_how_many_are_in_it(open_page: Open):
    page = open_page("data_quality", "Table", period="2023-26, three years")
    whole = open_page("data_quality", "Table", period="2020-23, three years")

    (table,) = [t for t in tables_of(page) if "Forces in them" in t]
    assert list(table["Forces in them"]) == ["5 of 6"]
    assert "Referrals" in table["Figures"].iloc[0]
    assert "Every figure of this area and period has all forces." in said(whole)


def test_official_figures_that_forces_lack_name_the_forces(shown: Open):
    (table,) = [t for t in tables_of(shown("data_quality")) if "None for" in t]

    row = table.iloc[0]
    assert row["Forces with a figure"] == "3 of 43"
    assert row["None for"] == "Cumbria; Surrey"
