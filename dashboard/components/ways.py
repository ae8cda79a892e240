"""Links from page to page that take area, period and choices along."""

from collections.abc import Mapping

import streamlit as st

from dashboard.components.breakdown import NAMES, told_apart
from dashboard.components.filters import Area, Ask
from dashboard.components.places import link_to
from dashboard.components.shared import shared
from dashboard.queries import published
from dashboard.queries.connection import Build
from dashboard.text.explore import AXES
from dashboard.text.markdown import plain
from dashboard.text.prose import prose

TOPICS = ("referrals", "gross_misconduct", "discrimination", "time_to_hearing")
# From where to where; a page about real forces has areas of its own.
ONWARD = dict.fromkeys(TOPICS, ("force", "explore")) | {"force": TOPICS}
SPLITS = ("by", "lines", "columns")


def show_link(
    ask: Ask,
    page: str,
    label: str,
    choices: Mapping[str, str] | None = None,
    area: Area | None = None,
) -> None:
    """A link to a page with the area and period of this one, and with choices by their names."""
    link = {"area": (area or ask.area).label, "period": ask.period.label}
    link |= _in_words(ask, page, choices or {})
    link_to(page, plain(label), query=link)


def show_onward(ask: Ask, topic: str) -> None:
    """From a topic to the page of the area, and from there to each topic."""
    words = prose("pages")["onward"]
    pages = ONWARD.get(topic, ())
    if not pages:
        return
    with st.container(horizontal=True):
        for page in pages:
            show_link(ask, page, words[page].format(area=ask.area.label))


def _in_words(ask: Ask, page: str, choices: Mapping[str, str]) -> dict[str, str]:
    """The choices as an address has them: in the words of the page. Unknown ones are left out."""
    known = _known(ask.build, lists_own=page in ("explore", "download"))
    return {name: known[name][value] for name, value in choices.items() if value in known[name]}


@shared
def _known(build: Build, lists_own: bool) -> dict[str, Mapping[str, str]]:
    """What can be chosen, in words: of measures all, or those with a line of their own."""
    rows = published.measures(build).to_dicts()
    titles = {row["measure"]: row["title"] for row in rows}
    bases = {row["measure"]: row["denominator_words"] for row in rows}
    labels = published.categories(build, "D2", "characteristic")
    known = {"measure": titles, "base": bases, "category": labels}
    if lists_own:
        known["measure"] = told_apart(titles_of_own(build))
    return known | dict.fromkeys(SPLITS, AXES | NAMES)


@shared
def titles_of_own(build: Build) -> dict[str, str]:
    """Measures by title, without those over another base and those that only explain."""
    rows = published.measures(build).to_dicts()
    return {
        row["measure"]: row["title"]
        for row in rows
        if row["variant_of"] is None and row["explains"] is None
    }
