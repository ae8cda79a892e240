"""Finding one's way: questions, search, glossary, guide, links both ways, where to look further."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.breakdown import NAMES
from dashboard.components.filters import Ask
from dashboard.components.find import PAGES, areas_listed, measures_listed
from dashboard.components.further import further
from dashboard.text.explore import AXES
from dashboard.text.further import further_title
from dashboard.text.prose import prose
from dashboard.text.search import LONGEST, explained, found
from etl.measures.definitions import MEASURES
from tests.dashboard.pages import PAGES as ALL_PAGES
from tests.dashboard.reading import rows_of, said

Open = Callable[..., AppTest]
MakeAsk = Callable[..., Ask]
QUESTIONS = [each for group in prose("questions")["groups"] for each in group["questions"]]


def links(page: AppTest) -> list[tuple[str, str]]:
    """Each link of a page: its words, and where it leads."""
    return [
        (link.proto.label, f"{link.proto.page}?{link.proto.query_string}")
        for link in page.page_link
    ]


# --- Questions ----------------------------------------------------------------------------------


def test_each_of_the_28_questions_leads_somewhere_or_says_why_not():
    assert len(QUESTIONS) == 28
    for question in QUESTIONS:
        assert question.get("page") in (*PAGES, None)
        told = "where" if "page" in question else "not_answered"
        assert question[told], question["asks"]


def test_what_a_question_chooses_exists():
    known = {"measure": MEASURES, "base": MEASURES, "category": ("RACE",)}
    known |= dict.fromkeys(("by", "lines", "columns"), NAMES | AXES)
    chosen = [pair for question in QUESTIONS for pair in question.get("choices", {}).items()]

    assert [(name, value) for name, value in chosen if value not in known[name]] == []


def test_a_question_takes_area_period_and_choices_along(open_page: Open):
    page = open_page("find", area="Northmoor")

    parts = ("area=Northmoor", "period=2023-26", "measure=Gross+misc", "by=Kind+of+hearing")
    addresses = [address for words, address in links(page) if words == "Go to Gross misconduct"]
    assert any(all(part in address for part in parts) for address in addresses)


# --- Search -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("northMOOR", "Northmoor"),
        ("Éldérholm", "Elderholm"),
        ("dismissed would", "Dismissed, or would have been"),
        ("median notice", "Days from notice to hearing"),
        ("G4", "Gross misconduct proven at hearings"),
    ],
)
def test_the_search_finds_measures_and_areas(ask: MakeAsk, typed: str, expected: str):
    measures = [title for _, title, _ in found(typed, measures_listed(ask().build))]
    areas = [area.name for area in found(typed, areas_listed(ask().build))]

    assert expected in measures + areas


def test_a_search_shows_links_and_terms(open_page: Open):
    page = open_page("find", q="kent")
    assert ("Kent, as published", "published_record?published_force=Kent") in links(page)

    page.text_input(key="q").set_value("later returns").run()
    assert "Provisional: Later returns may change it." in said(page)


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "**b** [x](https://evil.example)"])
def test_what_is_typed_is_text_and_is_never_shown_again(open_page: Open, typed: str):
    page = open_page("find", q=typed)

    assert not page.exception
    assert any("Nothing here has all these words" in each.value for each in page.info)
    assert typed not in said(page)


def test_a_search_needs_words_and_reads_no_more_than_fits_the_box():
    assert found(" - ", [("a", "a word")]) == []
    assert found("wor A", [("a", "a word"), ("b", "b")]) == ["a"]
    assert found("x" * 500, [("a", "x" * LONGEST)]) == ["a"]


# --- Terms in place -----------------------------------------------------------------------------


def test_a_title_explains_its_own_terms_and_the_longer_of_two(shown: Open):
    helps = [title.proto.help for title in shown("gross_misconduct").subheader]
    assert any("**Gross misconduct:** A breach of the Standards" in each for each in helps)

    both = explained("Dismissed, or would have been dismissed")
    assert "**Would have been dismissed:**" in both
    assert "**Dismissed:**" not in both
    assert explained("Quarterly returns") == ""


# --- Ways between pages, and the overview ---------------------------------------------------------


def test_a_topic_leads_to_the_page_of_the_area_and_back(open_page: Open, shown: Open):
    there = dict(links(open_page("referrals", area="Northmoor")))
    assert "area=Northmoor" in there["Everything about Northmoor on one page"]

    back = {address.split("?")[0] for _, address in links(shown("force"))}
    assert {"referrals", "gross_misconduct", "discrimination", "time_to_hearing"} <= back


def test_every_page_says_what_it_does_not_show():
    words = prose("pages")
    silent = [view for view in ALL_PAGES if not words.get(view, {}).get("not_shown")]
    assert not silent, f"dashboard/text/pages.toml has no `not_shown` for {silent}."


def test_the_guide_is_hidden_for_the_visit_and_can_be_brought_back(open_page: Open):
    page = open_page("overview")
    assert "Read the title of a chart first" in said(page)

    page.button(key="hide_guide").click().run()
    page.switch_page("views/download.py").run()
    page.switch_page("views/overview.py").run()
    assert "Read the title of a chart first" not in said(page)

    page.button(key="show_guide").click().run()
    assert "Read the title of a chart first" in said(page)


@pytest.mark.parametrize(
    ("count", "title"),
    [
        (0, "No figure of a force calls for a second look, 2023-26"),
        (1, "1 figure of a force calls for a second look, 2023-26"),
        (5, "5 figures of forces call for a second look, 2023-26"),
    ],
)
def test_a_second_look_is_counted_and_nobody_is_put_first(count: int, title: str):
    assert further_title([{}] * count, "2023-26") == title


def test_where_to_look_further_lists_published_figures_or_says_that_there_are_none(
    ask: MakeAsk, shown: Open
):
    made = further(ask(period="2020-23"))
    rows = rows_of(made.file)

    assert [(row["area_name"], row["measure"], row["period"]) for row in rows] == [
        ("Northmoor", "R1", "2020-23")
    ]
    assert made.table["Force"].to_list() == ["Northmoor"]
    assert any("No figure of a force calls" in each.value for each in shown("overview").info)
