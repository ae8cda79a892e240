"""One force beside those like it: of its region, or of its size."""

import streamlit as st

from dashboard.charts.forces import forces_figure
from dashboard.components.breakdown import choose_measure
from dashboard.components.filters import Ask, choose
from dashboard.components.panel import Panel, show
from dashboard.components.shared import shared
from dashboard.components.topic import measure_panel, unit, worded
from dashboard.frames import only, rowwise, where
from dashboard.queries import published
from dashboard.text.alt import forces_alt
from dashboard.text.peers import NOBODY, NOT_A_FORCE, WAYS, peers_table, peers_title

WHOLE = "country"


def show_peers(ask: Ask, measures: list[str]) -> None:
    """Like forces of the reader's choice for one measure, or plainly why there are none."""
    if ask.area.level != "force":
        st.info(NOT_A_FORCE)
        return
    found = published.peers(ask.build, ask.area.code)
    offered = [way for way in WAYS if found[way].sum() > 1]
    if not offered:
        st.info(NOBODY)
        return
    left, right = st.columns(2)
    with left:
        way = choose("Peers", "peers", offered, words=WAYS, width="stretch")
    with right:
        measure = choose_measure(ask, measures, "Measure", width="stretch")
    if measure:
        show(peers(ask, measure, way))


@shared
def peers(ask: Ask, name: str, way: str) -> Panel | None:
    """The force and its peers in the period, in the order of the alphabet, after the whole."""
    found = published.peers(ask.build, ask.area.code)
    codes = where(found, **{way: True})["area_code"].to_list()
    every = published.across_forces(ask.build, name, ask.period.name)
    places = rowwise(every, "area_code", "area_level")
    rows = worded(only(every, (code in codes or level == WHOLE for code, level in places)))
    if ask.area.code not in rows["area_code"].to_list():
        return None
    measure = published.measure(ask.build, name)
    return measure_panel(
        ask,
        measure,
        rows,
        kind="peers",
        title=peers_title(measure["title"], ask.area.name, len(codes) - 1, way),
        subtitle=f"{unit(measure, rows)}: {ask.period.dates}.",
        figure=forces_figure(rows, {ask.area.code}, ask.build.synthetic),
        alt=forces_alt(measure, rows.to_dicts(), ask.period),
        table=lambda: peers_table(rows.to_dicts(), found.to_dicts()),
        named=[ask.area.name, ask.period.name, WAYS[way]],
    )
