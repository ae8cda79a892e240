"""The choice of what to break a measure down by, or which part of it to follow."""

from typing import Literal

import streamlit as st

from dashboard.components.filters import WIDTH, Ask, choose
from dashboard.components.panel import show
from dashboard.components.section import section
from dashboard.components.shared import shared
from dashboard.components.topic import parts
from dashboard.frames import rowwise
from dashboard.queries import published
from dashboard.queries.connection import Build

NAMES = {
    "referral_route": "Route of referral",
    "case_type": "Kind of matter",
    "forum": "Kind of hearing",
    "service": "Serving or former",
    "worker_group": "Group of officers",
    "age": "Age of the matter",
    "stage": "Stage of the matter",
    "mode": "Mode of investigation",
    "field": "Field of the records",
    "characteristic": "Protected characteristic",
    "characteristics_named": "Characteristics named",
    "regime": "Regulations that apply",
    "rank_band": "Rank",
    "standard": "Standard of behaviour",
    "category_f": "Discrimination or other allegation",
    "standard_3": "Equality and diversity or other standards",
    "appeal_result": "Result of the appeal",
    "date_field": "Day that should be recorded",
}
NOT_FOR_THIS_AREA = (
    "Breakdowns of this measure are not published for this area, to protect people. "
    "Choose a region or all forces."
)
NOT_FOR_ONE_FORCE = (
    "Breakdowns of this measure are not published for a single force, to protect people."
)
NAMED_TOO_SELDOM = (
    "For a force only race, disability and sex are published: the others are named so seldom that "
    "most of their figures would be hidden. Choose a region or all forces."
)
# The breakdown that most readers come for stands first and so is the default.
ORDER = list(NAMES)


@section
def show_breakdown(ask: Ask, measure: str) -> None:
    """The measure by a published breakdown of the reader's choice."""
    offered = sorted(published.breakdowns(ask.build, measure, ask.area.level), key=_order)
    if not offered:
        st.info(why_no_breakdown(ask))
        return
    show(parts(ask, measure, choose("Broken down by", "by", offered, words=NAMES)))


def why_no_breakdown(ask: Ask) -> str:
    """Why a breakdown is not published here, and where it is, if anywhere."""
    alone = published.areas(ask.build).height == 1
    return NOT_FOR_ONE_FORCE if alone else NOT_FOR_THIS_AREA


def choose_category(ask: Ask, measure: str, breakdown: str, label: str, first: str) -> str | None:
    """A category of a breakdown to follow over time and across forces."""
    words = published.categories(ask.build, measure, breakdown)
    offered = sorted(words, key=lambda category: category != first)
    return choose(label, "category", offered, words=words) if offered else None


def choose_measure(
    ask: Ask, names: list[str], label: str, width: int | Literal["stretch"] = WIDTH
) -> str | None:
    """One of several measures of a topic."""
    known = dict(rowwise(published.measures(ask.build), "measure", "title"))
    offered = [name for name in names if name in known]
    return choose(label, "measure", offered, words=known, width=width) if offered else None


def choose_base(ask: Ask, name: str, width: int | Literal["stretch"] = WIDTH) -> str:
    """The measure, or a variant that asks the same over another base."""
    words = _bases(ask.build, name)
    offered = sorted(words, key=lambda each: each != name)
    if len(offered) < 2:
        return name
    return choose("Out of", "base", offered, words=words, width=width)


@shared
def _bases(build: Build, name: str) -> dict[str, str]:
    """What a measure and its variants are out of, by their names."""
    rows = published.measures(build).to_dicts()
    same = [row for row in rows if row["measure"] == name or row["variant_of"] == name]
    return {row["measure"]: row["denominator_words"] for row in same}


def told_apart(titles: dict[str, str]) -> dict[str, str]:
    """Two measures may share a title: a step of the ladder and a share of its own."""
    said = list(titles.values())
    return {
        name: f"{title} ({name})" if said.count(title) > 1 else title
        for name, title in titles.items()
    }


def _order(breakdown: str) -> tuple[int, str]:
    return (ORDER.index(breakdown) if breakdown in ORDER else len(ORDER), breakdown)
