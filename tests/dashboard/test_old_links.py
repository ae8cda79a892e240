"""Links made by earlier versions keep working, or say what is no longer there."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.address import led_to

# Pages and names of choices since the first version, with what they were asked for.
KEPT = [
    ("referrals", {"area": "Northmoor", "period": "2025-26, one year"}),
    ("referrals", {"by": "Kind of matter", "forces_as": "Funnel plot", "grain": "Quarter"}),
    ("gross_misconduct", {"measure": "Dismissed, or would have been", "area": "Westfell (region)"}),
    ("discrimination", {"category": "Disability", "characteristic_as": "Funnel plot"}),
    ("download", {"table": "Counts behind them", "topic": "Referrals"}),
    ("methods", {"codes": "Protected characteristic"}),
]


@pytest.mark.parametrize(("view", "link"), KEPT)
def test_a_link_of_an_earlier_version_shows_what_it_asks_for(
    open_page: Callable[..., AppTest], view: str, link: dict[str, str]
):
    page = open_page(view, **link)

    assert not page.exception
    told = [each.value for each in page.warning]
    assert [each for each in told if "not here" in each and "grain" not in link] == []


def test_a_choice_that_is_gone_says_what_took_its_place(open_page: Callable[..., AppTest]):
    page = open_page("overview", published_year="2023-24")

    assert "now chosen by publication" in page.warning[0].value


def test_a_page_that_is_not_here_is_said_with_what_is_shown_instead(
    open_page: Callable[..., AppTest],
):
    page = open_page("overview", missing="page")

    assert page.warning[0].value.endswith("Shown instead: Overview.")
    assert not page.exception


@pytest.mark.parametrize(
    ("path", "query", "leads"),
    [
        ("/", "area=Northmoor", None),
        ("/referrals", "", None),
        ("/gross-misconduct.html", "", "gross_misconduct"),
        ("/Time-to-hearing", "area=A", "time_to_hearing?area=A"),
        ("/a/b/referrals", "", "referrals"),
        ("/overview", "area=A", "?area=A"),
        ("/index.html", "", ""),
        ("/nowhere", "area=A", "?area=A&missing=page"),
        ("//elsewhere.example", "", "?missing=page"),
        ("/a\r\nSet-Cookie: x", "", "?missing=page"),
    ],
)
def test_an_address_without_a_page_leads_to_one(path: str, query: str, leads: str | None):
    assert led_to(path, query) == leads
