"""The reader's own table: which measure, out of what, by what, over which time, drawn how."""

import streamlit as st

from dashboard.components.breakdown import NAMES, choose_base, told_apart
from dashboard.components.crosstab import Look, crosstab_panel
from dashboard.components.filters import Ask, choose
from dashboard.components.over_time import WHOLE_ONLY, whole
from dashboard.components.panel import Panel, show
from dashboard.components.shared import few_shared
from dashboard.components.topic import forces, parts, trend
from dashboard.components.ways import titles_of_own
from dashboard.components.words import say
from dashboard.queries import explore, published
from dashboard.queries.explore import FORCES, LEVELS, NOTHING, REGIONS, TIME, TOTAL, Grain
from dashboard.text.explore import AXES, DRAWN, POOLED
from dashboard.text.prose import prose

WORDS = AXES | NAMES
KEY = "explore"


def show_explore(ask: Ask) -> None:
    """The choices in two rows, then what they lead to."""
    say(prose("pages")["explore"]["how"])
    st.header("What to show", anchor=False)
    with st.container(border=True):
        asked, look = _choose(ask)
    st.header("Chart and table", anchor=False)
    note = "" if asked.area == ask.area else WHOLE_ONLY
    show(explored(asked, look), note=note)


def _choose(ask: Ask) -> tuple[Ask, Look]:
    left, right = st.columns(2)
    with left:
        name = _choose_measure(ask)
    with right:
        measure = choose_base(ask, name, width="stretch")
    found = explore.grains(ask.build, measure)
    if not any(grain.level == ask.area.level for grain in found):
        # Some measures are published for all forces together only.
        ask = whole(ask)
    axes = _choose_axes(ask, found)
    level = next((LEVELS[axis] for axis in axes if axis in LEVELS), ask.area.level)
    left, right = st.columns(2)
    with left:
        breakdown, category = _choose_category(ask, measure, axes, level, found)
        pooled = _choose_pooled(ask, Grain(level, breakdown, ""), axes, found)
    with right:
        drawn = _choose_drawn(axes)
        blue = _choose_blue(ask, axes, breakdown, drawn)
    return ask, Look(measure, axes, level, breakdown, category, pooled, drawn, blue)


def _choose_measure(ask: Ask) -> str:
    # A measure over another base is the choice beside this; what misleads stands by itself nowhere.
    titles = told_apart(titles_of_own(ask.build))
    return choose("Measure", "measure", list(titles), words=titles, width="stretch")


def _choose_axes(ask: Ask, found: frozenset[Grain]) -> tuple[str, ...]:
    """One or two of time, areas and breakdowns, of which something is published together."""
    dims = explore.splits(found, ask.area.level)
    left, right = st.columns(2)
    with left:
        # Forces over time come first: no other page has them side by side.
        first = [*_areas(ask, found), TIME]
        line = choose("By", "lines", [*first, *dims], words=WORDS, width="stretch")
    others = [other for other in (TIME, *_areas(ask, found), *dims) if other != line]
    others = [other for other in others if _go_together(ask, found, line, other)]
    with right:
        place = 1 if others else 0
        offered = [*others[:place], NOTHING, *others[place:]]
        column = choose("And by", "columns", offered, words=WORDS, width="stretch")
    return (line,) if column == NOTHING else (line, column)


def _areas(ask: Ask, found: frozenset[Grain]) -> list[str]:
    """Forces and regions, where there are several to lay side by side."""
    listed = published.areas(ask.build)["area_level"].to_list()
    levels = {grain.level for grain in found}
    return [axis for axis, level in LEVELS.items() if level in levels and listed.count(level) > 1]


def _go_together(ask: Ask, found: frozenset[Grain], one: str, other: str) -> bool:
    axes = {one, other}
    areas, dims = axes & set(LEVELS), axes - set(LEVELS) - {TIME}
    if len(areas) == 2:
        return False
    if len(dims) == 2:
        return explore.both(found, ask.area.level, one, other) is not None
    level = LEVELS[areas.pop()] if areas else ask.area.level
    return not dims or dims <= set(explore.splits(found, level))


def _choose_category(
    ask: Ask, measure: str, axes: tuple[str, ...], level: str, found: frozenset[Grain]
) -> tuple[str, str]:
    """The breakdown to read, and the one category of it to follow where it is not laid out."""
    dims = [axis for axis in axes if axis not in LEVELS and axis != TIME]
    if len(dims) == 2:
        return explore.both(found, level, *dims), ""
    if dims:
        return dims[0], ""
    rows = explore.categories_at(ask.build, measure, level).rows(named=True)
    offered = {
        f"{row['breakdown']}:{row['category']}": f"{_said(row['breakdown'])}: {row['label']}"
        for row in rows
    }
    if any(grain[:2] == (level, TOTAL) for grain in found):
        offered = {f"{TOTAL}:{TOTAL}": "All"} | offered
    chosen = next(iter(offered))
    if len(offered) > 1:
        chosen = choose("Only", "only", list(offered), words=offered, width="stretch")
    breakdown, _, category = chosen.partition(":")
    return breakdown, category


def _said(breakdown: str) -> str:
    return NAMES.get(breakdown, breakdown)


def _choose_pooled(ask: Ask, wanted: Grain, axes: tuple[str, ...], found: frozenset[Grain]) -> str:
    """Years, windows or quarters along a time axis; elsewhere the period above is what counts."""
    if TIME not in axes:
        return ""
    kinds = {grain.period_type for grain in found if grain[:2] == wanted[:2]}
    offered = [kind for kind in POOLED if kind in kinds]
    return choose("Pooled over", "pooled", offered, words=POOLED, width="stretch")


def _choose_drawn(axes: tuple[str, ...]) -> str:
    if TIME not in axes or len(axes) < 2:
        return ""
    return choose("Drawn as", "drawn", list(DRAWN), words=DRAWN, width="stretch")


def _choose_blue(ask: Ask, axes: tuple[str, ...], breakdown: str, drawn: str) -> str:
    """Which category stands out; of areas it is the one chosen above the page."""
    if breakdown not in axes or drawn != "together":
        return ""
    return choose(
        "In blue",
        "blue",
        list(explore.labels(ask.build, breakdown).values()),
        width="stretch",
    )


@few_shared
def explored(ask: Ask, look: Look) -> Panel | None:
    """The panel of a choice, under one name whatever it shows, so that its tab stays open."""
    made = _made(ask, look)
    return made and made.but(name=KEY)


def _made(ask: Ask, look: Look) -> Panel | None:
    if look.axes == (TIME,):
        return trend(ask, look.measure, look.breakdown, look.category, look.pooled)
    if look.axes == (FORCES,):
        return forces(ask, look.measure, look.breakdown, look.category)
    if len(look.axes) == 1 and look.axes[0] != REGIONS:
        return parts(ask, look.measure, look.breakdown)
    return crosstab_panel(ask, look)
