"""The map of police forces, for any measure that is printed by force, and its table."""

import streamlit as st

from dashboard.charts.map import map_figure
from dashboard.components.files import file_name
from dashboard.components.filters import choose
from dashboard.components.official_panel import official_panel, worded
from dashboard.components.panel import Panel, show
from dashboard.components.shared import shared
from dashboard.queries import record
from dashboard.queries.connection import Build
from dashboard.queries.record import Series
from dashboard.text import record as words
from dashboard.text.official import period_words

NOT_BY_FORCE = "This measure is not printed by force. Choose another measure above for a map."


def show_map(build: Build, series: Series) -> None:
    """The map for the series that was chosen above, in a period of its own."""
    offered = record.periods(build, series)
    if not offered:
        st.info(NOT_BY_FORCE)
        return
    named = {period: period_words(period) for period in offered}
    show(force_map(build, series, choose("Period of the map", "published_period", offered, named)))


@shared
def force_map(build: Build, series: Series, period: str) -> Panel | None:
    """One measure by force in one period, forces by name."""
    rows = worded(record.by_force(build, series, period)).filter(area_level="force")
    outlines = record.outlines(build)
    if rows.is_empty() or outlines.is_empty():
        return None
    each = rows.to_dicts()
    shown = rows.drop_nulls("value")
    missing = outlines.join(shown, on="area_code", how="anti")["area_name"].to_list()
    title = f"{words.title(each[0])} by police force, {period_words(period)}"
    credit = outlines.row(0, named=True)
    return official_panel(
        rows,
        name="map",
        title=title,
        subtitle=f"In {each[0]['unit']}, as printed by {each[0]['publisher']}.",
        finding=words.map_coverage_words(outlines.height - len(missing), missing),
        table=words.source_table(each),
        file_name=file_name("published", title),
        figure=map_figure(outlines.to_dicts(), each),
        alt=words.forces_alt(each, kind="Map"),
        kind="record_map",
        more=f"**Outlines:** [{credit['publisher']}]({credit['url']}), {credit['licence']}.",
    )
