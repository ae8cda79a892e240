"""What holds for each page: it opens, survives bad links, and never mixes invention and fact."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.panel import TABS
from tests.dashboard.pages import APP, PAGES
from tests.dashboard.reading import pieces, said, turned_to
from tests.dashboard.sample_public import FORCES, REAL_FORCES, REGIONS, write_sample

FICTIONAL = [name for name, _ in FORCES.values()] + list(REGIONS.values()) + ["(invented)"]
Open = Callable[..., AppTest]

pages = pytest.mark.parametrize("view", PAGES)
# The published record is about real forces: areas and periods of the case records do not apply.
OF_CASE_RECORDS = [view for view in PAGES if view != "published_record"]
of_case_records = pytest.mark.parametrize("view", OF_CASE_RECORDS)
tabs = pytest.mark.parametrize("tab", TABS)
WALK = [
    ("All forces (invented)", "2020-23, three years"),
    ("Northmoor", "2023-26, three years"),
    ("Westfell (region)", "2024-25, one year"),
    ("Elderholm", "2023-26, three years"),
]


def test_every_page_is_in_the_menu():
    written = {path.stem for path in APP.with_name("views").glob("[a-z]*.py")}
    assert written == PAGES.keys(), (
        "TITLES in dashboard/components/places.py lists the pages of dashboard/views/."
    )


@pages
def test_a_page_opens_under_its_title_and_says_that_the_cases_are_invented(shown: Open, view: str):
    page = shown(view)

    assert not page.exception
    assert page.title[0].value == PAGES[view]
    assert "Demonstration: invented cases, fictional forces" in page.info[0].value


@of_case_records
def test_a_link_that_asks_for_nonsense_is_told_so_and_shows_the_default(open_page: Open, view: str):
    page = open_page(view, area="Nowhere'; drop table x", period="1999-00")

    assert not page.exception
    assert page.selectbox(key="area").value == "All forces (invented)"
    assert page.selectbox(key="period").value == "2023-26, three years"


def test_the_message_about_a_bad_link_does_not_repeat_it(open_page: Open):
    page = open_page("overview", area="Nowhere", period="1999-00")

    told = [message.value for message in page.warning]
    assert len(told) == 2
    assert all("that is not here" in message for message in told)
    assert not any("Nowhere" in message or "1999" in message for message in told)


@of_case_records
def test_every_choice_of_area_and_period_shows_something(open_page: Open, view: str):
    page = open_page(view, area="Westfell (region)", period="2017-18, one year")
    assert page.selectbox(key="area").value == "Westfell (region)"
    assert not page.exception

    for area in ("Elderholm", "Ambershire"):
        page.selectbox(key="area").select(area).run()
        assert not page.exception
        assert all(choice.options for choice in page.selectbox)


@of_case_records
def test_a_page_shows_what_its_link_shows_whatever_was_looked_at_before(open_page: Open, view: str):
    page = open_page(view)
    for area, period in WALK:
        page.selectbox(key="area").select(area).run()
        page.selectbox(key="period").select(period).run()

        linked = open_page(view, area=area, period=period)
        chosen = [{each.key: each.value for each in one.selectbox} for one in (page, linked)]
        assert chosen[0] == chosen[1]
        assert said(page) == said(linked)
        assert list(pieces(page)) == list(pieces(linked))


@pages
@tabs
def test_every_tab_of_every_panel_opens(shown: Open, view: str, tab: str):
    page = shown(view, tab)

    assert not page.exception
    if tab == "Download" and page.radio:
        assert page.get("download_button")


@pages
@tabs
def test_nothing_invented_stands_beside_anything_real(shown: Open, view: str, tab: str):
    """Checked piece by piece: each chart, table and list of choices is one or the other."""
    for piece in pieces(shown(view, tab)):
        invented = [name for name in FICTIONAL if name in piece] or re.findall(r"X\d{8}", piece)
        real = [name for name in REAL_FORCES if name in piece] or re.findall(r"[EWK]\d{8}", piece)
        assert not (invented and real), f"{invented[:2]} beside {real[:2]}"


@pages
def test_every_chart_of_invented_cases_says_so_in_the_picture_and_has_words_for_it(
    shown: Open, view: str
):
    for chart in shown(view).get("plotly_chart"):
        assert chart.proto.alt
        is_official = "published-" in chart.proto.id
        assert ("Synthetic data" in chart.proto.spec) is not is_official


@pages
def test_every_chart_has_passed_the_checks_of_plotly_once(shown: Open, view: str):
    """Charts are put together unchecked, as that is ten times as fast."""
    for chart in shown(view).get("plotly_chart"):
        sent = json.loads(chart.proto.spec)
        assert json.loads(go.Figure(sent).to_json()) == sent, chart.proto.id


@pages
def test_a_page_ends_with_the_build_that_it_shows(shown: Open, view: str):
    assert "Build 20260701-sample, made on 1 July 2026" in said(shown(view))


def test_without_a_public_file_the_page_says_how_to_make_one(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path
):
    monkeypatch.setenv("CONDUCT_DATA", str(tmp_path))

    page = open_page("overview")

    assert not page.exception
    assert "conduct build" in page.info[0].value
    assert not page.selectbox


def test_real_case_records_carry_no_word_of_invention(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    write_sample(tmp_path, build_id="real", synthetic=False)
    monkeypatch.setenv("CONDUCT_DATA", str(tmp_path))

    page = open_page("referrals")

    assert not page.exception
    assert not any("Demonstration" in message.value for message in page.info)
    for tab in TABS:
        assert not any("ynthetic" in piece for piece in pieces(turned_to(page, tab)))
    turned_to(page, "Download")
    labels = [button.proto.label for button in page.get("download_button")]
    assert labels
    assert not any("synthetic" in label for label in labels)


def test_area_and_period_stay_when_the_page_changes(open_page: Open):
    page = open_page("overview")
    page.selectbox(key="area").select("Northmoor").run()
    page.selectbox(key="period").select("2024-25, one year").run()

    for view in ("referrals", "data_quality", "gross_misconduct", "download"):
        page.switch_page(f"views/{view}.py").run()
        assert page.selectbox(key="area").value == "Northmoor"
        assert page.selectbox(key="period").value == "2024-25, one year"


def test_a_choice_made_on_one_page_does_not_break_another_that_offers_less(open_page: Open):
    page = open_page("referrals")
    page.selectbox(key="by").select("case_type").run()

    page.switch_page("views/gross_misconduct.py").run()

    assert not page.exception
    assert page.selectbox(key="by").value == "forum"


def test_area_and_period_stay_over_a_page_that_they_do_not_apply_to(open_page: Open):
    page = open_page("overview")
    page.selectbox(key="area").select("Northmoor").run()
    page.selectbox(key="period").select("2024-25, one year").run()

    page.switch_page("views/published_record.py").run()
    assert not {"area", "period"} & {box.key for box in page.selectbox}
    page.selectbox(key="published_area").select(REAL_FORCES[0]).run()
    page.switch_page("views/referrals.py").run()

    assert page.selectbox(key="area").value == "Northmoor"
    assert page.selectbox(key="period").value == "2024-25, one year"
