"""Finding one's way: a search, and starts from a question, an area or a measure."""

import streamlit as st

from dashboard.components.breakdown import told_apart
from dashboard.components.extract import TOPICS
from dashboard.components.filters import WIDTH, Area, Ask
from dashboard.components.places import TITLES, link_to
from dashboard.components.shared import shared
from dashboard.components.ways import show_link, titles_of_own
from dashboard.components.words import say
from dashboard.queries import published, record
from dashboard.queries.connection import Build
from dashboard.text.markdown import plain
from dashboard.text.prose import prose
from dashboard.text.search import LONGEST, MOST, found

LEVELS = {"force": "Forces", "region": "Regions and all forces"}
# Pages that answer questions.
ANSWER = ("referrals", "gross_misconduct", "discrimination", "time_to_hearing", "explore",
          "published_record", "data_quality", "download")  # fmt: skip
PAGES = {name: TITLES[name] for name in ANSWER}
LINK_WIDTH = 220  # pixels of a column of links


def show_search(ask: Ask) -> None:
    """A box for plain words, and links to what has all of them."""
    words = prose("pages")["find"]
    typed = st.text_input(
        words["search_label"],
        key="q",
        bind="query-params",
        max_chars=LONGEST,
        help=words["search_help"],
        width=WIDTH,
    )
    typed = typed or ""
    # What was typed is never shown again: it only chooses among what is here.
    shown = [
        _show_found(
            "Measures", measures_listed(ask.build), typed, lambda each: _show_measure(ask, *each)
        ),
        _show_found("Areas", areas_listed(ask.build), typed, lambda each: _show_area(ask, each)),
        _show_found("Terms", _terms(), typed, _show_term),
        _show_found("Questions", _questions(), typed, lambda each: _show_question(ask, each)),
        _show_found("Real police forces", _real_forces(ask), typed, _show_real_force),
    ]
    if typed.strip() and not any(shown):
        st.info(words["nothing"])


def show_questions(ask: Ask) -> None:
    """Each question with its page, or with what is not answered."""
    for group in prose("questions")["groups"]:
        with st.expander(group["name"]):
            for question in group["questions"]:
                _show_question(ask, question)


def show_areas(ask: Ask) -> None:
    """The page of each area."""
    areas = [area for area, _ in areas_listed(ask.build)]
    for level, name in LEVELS.items():
        some = [area for area in areas if (area.level == "force") == (level == "force")]
        with st.expander(name):
            grid = st.grid("auto", min_column_width=LINK_WIDTH, gap="small")
            for area in some:
                with grid.container():
                    _show_area(ask, area)


def show_measures(ask: Ask) -> None:
    """Every measure by topic, to be laid out on Explore."""
    rows = {row["measure"]: row for row in published.measures(ask.build).to_dicts()}
    titles = told_apart(titles_of_own(ask.build))
    for topic, name in TOPICS.items():
        some = [each for each in titles if rows[each]["topic"] == topic]
        if some:
            with st.expander(name):
                for each in some:
                    _show_measure(ask, each, titles[each], rows[each]["unit"])


def _show_found(name: str, among: list, typed: str, show_one) -> bool:
    results = found(typed, among)
    if results:
        say(f"**{name}**")
    for each in results[:MOST]:
        show_one(each)
    if len(results) > MOST:
        say(prose("pages")["find"]["more"])
    return bool(results)


@shared
def measures_listed(build: Build) -> list[tuple]:
    rows = {row["measure"]: row for row in published.measures(build).to_dicts()}
    said = ("measure", "title", "unit", "numerator_words", "denominator_words", "population")
    return [
        ((each, title, rows[each]["unit"]), " ".join(str(rows[each][name]) for name in said))
        for each, title in told_apart(titles_of_own(build)).items()
    ]


@shared
def areas_listed(build: Build) -> list[tuple[Area, str]]:
    rows = published.areas(build).to_dicts()
    columns = ("area_code", "area_name", "area_level", "region_code")
    areas = [Area(*(row[name] for name in columns)) for row in rows]
    return [(area, area.label) for area in areas]


def _terms() -> list[tuple]:
    return [((term, told), f"{term} {told}") for term, told in prose("glossary").items()]


def _questions() -> list[tuple]:
    groups = prose("questions")["groups"]
    return [(each, each["asks"]) for group in groups for each in group["questions"]]


def _real_forces(ask: Ask) -> list[tuple[str, str]]:
    return [(force, force) for force in record.forces(ask.build)]


def _show_measure(ask: Ask, measure: str, title: str, unit: str) -> None:
    show_link(ask, "explore", title, {"measure": measure})
    say(plain(unit))


def _show_area(ask: Ask, area: Area) -> None:
    show_link(ask, "force", area.label, area=area)


def _show_term(term: tuple[str, str]) -> None:
    say(f"**{plain(term[0])}:** {plain(term[1])}")


def _show_question(ask: Ask, question: dict) -> None:
    # A link is cut off at the edge of a phone, so the question stands beside it.
    say(f"**{plain(question['asks'])}**\n\n{_answer(question)}")
    if "page" in question:
        label = f"Go to {PAGES[question['page']]}"
        show_link(ask, question["page"], label, question.get("choices"))


def _answer(question: dict) -> str:
    """Where the answer stands, and what is not answered."""
    where, missing = plain(question.get("where", "")), plain(question.get("not_answered", ""))
    return " ".join(part for part in (where, missing and f"**Not answered:** {missing}") if part)


def _show_real_force(force: str) -> None:
    label = f"{plain(force)}, as published"
    link_to("published_record", label, query={"published_force": force})
