"""One area on one page: its figures beside all forces and beside its own former window."""

from dataclasses import replace
from functools import cache

import polars as pl
import streamlit as st

from dashboard.components.filters import Ask
from dashboard.components.over_time import whole
from dashboard.components.panel import Panel
from dashboard.components.shared import shared
from dashboard.components.topic import measure_panel, worded
from dashboard.components.words import say
from dashboard.queries import comparisons, published
from dashboard.queries.connection import Build
from dashboard.text.glance import glance_about, glance_table
from dashboard.text.markdown import plain
from dashboard.text.periods import Period, fit
from dashboard.text.prose import prose

TOPICS = {
    "Referrals": ["R1"],
    "Gross misconduct": ["G3", "G4", "G6", "L_heard", "L_proven"],
    "Discrimination": ["D1"],
    "Time to hearing": ["T1_12m", "T1_24m", "T2", "T2_p90", "B1", "B1_over_12m"],
    "Quality of the records": ["Q1", "Q1_late"],
}
NAMES = tuple(name for listed in TOPICS.values() for name in listed)
TRENDS = ["R1", "G4", "D1", "T1_12m"]


def windowed(ask: Ask) -> Ask:
    """The same question about the three-year window that holds the period."""
    windows = [each for each in published.all_periods(ask.build) if each.type == "three_years"]
    period, _ = fit(ask.period, windows)
    return replace(ask, period=period) if period else ask


def show_heading(ask: Ask) -> None:
    """Which area and period the page is about, and how to have it on paper."""
    area, period = plain(ask.area.label), plain(ask.period.name)
    say(f"**{area}, {period}** ({ask.period.dates}). {prose('panels')['force']['how']}")


def show_questions() -> None:
    """What a board may want to ask; the figures cannot answer it."""
    st.header("Questions to ask", anchor=False)
    say("\n".join(f"- {each}" for each in prose("panels")["force"]["questions"]))


@shared
def glance(ask: Ask) -> Panel | None:
    """Every headline figure of the area, one row each."""
    names = list(NAMES)
    rows = worded(published.side_by_side(ask.build, names, ask.area.code, ask.period.name))
    if rows.is_empty():
        return None
    alone = published.areas(ask.build).height == 1
    topics = {name: topic for topic, listed in TOPICS.items() for name in listed}
    measure = published.measure(ask.build, rows["measure"][0])
    return measure_panel(
        ask,
        measure | {"topic": "force", "measure": "glance"},
        rows,
        kind="area",
        title=f"{ask.area.name} at a glance, {ask.period.name}",
        subtitle="Each figure beside the window before."
        if alone
        else "Each figure beside all forces and beside the window before.",
        figure=None,
        alt="",
        table=glance_table(
            rows.to_dicts(), topics, None if alone else _others(ask, names), _before(ask, names)
        ),
        named=[ask.area.name, ask.period.name],
        about=_about(ask.build),
    )


@cache
def _about(build: Build) -> str:
    return glance_about(published.measures(build).filter(pl.col("measure").is_in(NAMES)))


def _others(ask: Ask, names: list[str]) -> dict[str, dict]:
    everywhere = whole(ask).area.code
    return comparisons.from_others(ask.build, names, ask.area.code, ask.period.name, everywhere)


def _before(ask: Ask, names: list[str]) -> dict[str, dict]:
    former = _former(ask)
    if former is None:
        return {}
    return comparisons.from_before(ask.build, names, ask.area.code, ask.period.name, former.name)


def _former(ask: Ask) -> Period | None:
    earlier = [
        each
        for each in published.all_periods(ask.build)
        if each.type == ask.period.type and each.start < ask.period.start
    ]
    return max(earlier, key=lambda each: each.start, default=None)
