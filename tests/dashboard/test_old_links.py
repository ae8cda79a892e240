"""Links made by earlier versions keep working, or say what is no longer there."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import address
from dashboard.address import led_to
from dashboard.text.links import CHOICES, is_known

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
    ("link", "is_told"),
    [
        ({"force": "Northmoor"}, True),
        ({"<script>": "x", "utm_source": "letter"}, True),
        ({"utm_source": "letter", "fbclid": "1"}, False),
        ({"tab-trend-R1": "Table", "more_areas": "Coldmere"}, False),
    ],
)
def test_a_name_that_no_page_has_is_told_without_being_shown_and_left_out(
    open_page: Callable[..., AppTest], link: dict[str, str], is_told: bool
):
    page = open_page("referrals", area="Northmoor", **link)

    told = "\n".join(each.value for each in page.warning)
    assert ("choice that pages do not have" in told) is is_told
    assert not any(name in told for name in link)
    assert page.selectbox(key="area").value == "Northmoor"
    assert all(is_known(name) for name in page.query_params)


def test_every_choice_that_a_page_keeps_in_its_address_is_known_and_no_other():
    kept = set()
    for path in (Path(address.__file__).parent / "components").glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call):
                kept |= set(_keys(call))

    assert kept - CHOICES == set()
    # Read from the address by hand, or named where they are the usual choice.
    assert CHOICES - kept == {"release", "missing", "forces_as"}


def _keys(call: ast.Call) -> Iterator[str]:
    """The names that one call binds to the address."""
    named = {word.arg: word.value for word in call.keywords}
    does = getattr(call.func, "id", "")
    at = call.args[1:2] if does in ("choose", "_some") else []
    bound = [named["key"]] if "bind" in named or (does == "show_forces" and "key" in named) else []
    yield from (each.value for each in [*at, *bound] if isinstance(each, ast.Constant))


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
