"""Filters that live in the URL. They always offer something, and say when a link asks amiss."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from dashboard.components.shared import shared
from dashboard.components.words import say
from dashboard.queries.connection import Build
from dashboard.queries.published import all_periods, areas
from dashboard.queries.quality import forces_complete
from dashboard.text.markdown import plain
from dashboard.text.periods import Period

WIDTH = 440
PERIOD_HELP = (
    "Comparisons and breakdowns show this period; trends show all periods. "
    "Where a measure is published in three-year windows only, a year leads to its window."
)
# Pages about real forces, to which the areas and periods of the case records do not apply.
OF_THEIR_OWN = ("published_record",)
ALONE = "These records hold **one force only**: nothing is compared with other forces."


@dataclass(frozen=True)
class Area:
    """An area of the case records."""

    code: str
    name: str
    level: str
    region_code: str | None

    @property
    def label(self) -> str:
        # A region and a force may share a name.
        return f"{self.name} (region)" if self.level == "region" else self.name


@dataclass(frozen=True)
class Ask:
    """What the reader wants to see: this build, area and period."""

    build: Build
    area: Area
    period: Period


def has_records(build: Build) -> bool:
    """Whether figures of case records are published at all."""
    return not areas(build).is_empty() and bool(all_periods(build))


def has_filter_row(build: Build, topic: str) -> bool:
    """Whether the area and period of the case records apply to a page."""
    return has_records(build) and topic not in OF_THEIR_OWN


def keep_filters() -> None:
    """Hold the area and period over a page that does not show them."""
    for key in ("area", "period"):
        if key in st.session_state:
            # Streamlit forgets a choice that it does not draw, unless it is made anew.
            st.session_state[key] = st.session_state[key]


def filter_row(build: Build) -> Ask:
    """Area and period in one row. They stay as they are when the page changes."""
    all_areas, periods = _offered(build)
    left, middle, right = st.columns([3, 2, 3], vertical_alignment="bottom")
    with left:
        area = all_areas[choose("Area", "area", list(all_areas), width="stretch")]
    with middle:
        period = periods[
            choose("Period", "period", list(periods), help=PERIOD_HELP, width="stretch")
        ]
    with right:
        say(_returns_words(build, area, period))
    st.session_state["ask"] = Ask(build, area, period)
    return st.session_state["ask"]


@shared
def _offered(build: Build) -> tuple[dict[str, Area], dict[str, Period]]:
    """Areas and periods by what they are called in the filters."""
    all_areas = {area.label: area for area in map(_area, areas(build).to_dicts())}
    return all_areas, {period.label: period for period in all_periods(build)}


def asked() -> Ask:
    """What was chosen in the row of filters above the page."""
    return st.session_state["ask"]


def choose(
    label: str,
    key: str,
    options: list[str],
    words: Mapping | None = None,
    help: str | None = None,
    width: int | Literal["stretch"] = WIDTH,
) -> str:
    """A choice that is kept in the URL as `?key=…`; the first option is the default."""
    wanted = st.query_params.get(key)
    kept, first = st.session_state.get(key), f"{key}-first"
    # What came first is not in the address, and no choice of the reader's where another does now.
    is_first = wanted is None and kept == st.session_state.get(first)
    st.session_state[first] = options[0]
    # Chosen on another page, or before another choice on this one, that offers other things.
    if kept not in (None, options[0]) and (is_first or kept not in options):
        st.session_state[key] = options[0]
        wanted = None
    shown = [(words or {}).get(option, option) for option in options]
    chosen = st.selectbox(
        label,
        options,
        format_func=lambda option: (words or {}).get(option, option),
        key=key,
        bind="query-params",
        help=help,
        width=width,
    )
    if wanted is not None and wanted not in shown:
        first = (words or {}).get(chosen, chosen)
        st.warning(
            f"The link asks for a choice of “{label}” that is not here. Shown instead: {first}."
        )
    # The browser is not the place to trust: a value from outside the list must not reach a query.
    return chosen if chosen in options else options[0]


def _returns_words(build: Build, area: Area, period: Period) -> str:
    complete, forces = forces_complete(build, area.code, area.level, period.years)
    if area.level == "force":
        said = "" if complete else plain(f"Returns are missing for {period.name}. ")
        return said + (ALONE if areas(build).height == 1 else "")
    return f"**{complete} of {forces} forces** sent every return for {plain(period.name)}"


def _area(row: dict) -> Area:
    return Area(row["area_code"], row["area_name"], row["area_level"], row["region_code"])
