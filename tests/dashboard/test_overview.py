"""The overview: four topics with their figures and intervals, completeness, published headlines."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.dashboard.reading import said, tables_of

Open = Callable[..., AppTest]


def test_four_topics_stand_side_by_side_each_with_its_figure_and_the_way_to_its_page(shown: Open):
    page = shown("overview")

    assert [(card.label, card.value) for card in page.metric] == [
        ("Referrals", "18.4 per 1,000"),
        ("Gross misconduct", "89.7%"),
        ("Discrimination", "23.0%"),
        ("Time to hearing", "242 days"),
    ]
    links = [link.value for link in page.page_link]
    assert [link for link in links if link.startswith("More on")] == [
        "More on referrals",
        "More on gross misconduct",
        "More on discrimination",
        "More on time to hearing",
    ]


def test_a_card_tells_base_interval_and_change_since_the_window_before(shown: Open):
    words = said(shown("overview"))

    assert "265 of 14,400; 95% interval 17.1 to 19.7" in words
    assert "No clear change from 2020-23, provisional" in words
    assert "No clear change from 2020-23; the rules changed in between, provisional" in words


def test_a_hidden_card_shows_its_symbol_and_no_number(open_page: Open):
    page = open_page("overview", area="Ambershire")

    card = next(card for card in page.metric if card.label == "Gross misconduct")

    assert card.value == "[c]"
    assert "[c] hidden to protect people" in said(page)


def test_completeness_counts_the_returns_of_the_chosen_period(open_page: Open):
    page = open_page("overview", period="2021-22, one year")

    assert "20 of 24 quarterly returns arrived" in said(page)
    assert "5 of 6 forces sent every return for 2021-22" in said(page)


def test_headline_figures_name_their_publisher_with_a_link(shown: Open):
    table = next(t for t in tables_of(shown("overview")) if "Source" in t)

    first = table.iloc[0]
    assert (first["What"], first["Figure"]) == ("Referrals received by the IOPC", "4,097 referrals")
    assert "](https://www.gov.uk/)" in first["Source"]
