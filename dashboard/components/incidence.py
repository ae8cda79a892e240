"""From awareness to a hearing or another ending: what share got where by which day."""

import polars as pl
import streamlit as st

from dashboard.charts.incidence import incidence_figure
from dashboard.components.files import case_file, file_name
from dashboard.components.filters import Ask
from dashboard.components.panel import Panel
from dashboard.components.shared import shared
from dashboard.components.sources import about_measure, checks_words, source_words
from dashboard.queries import published
from dashboard.text.figures import count_words, is_shown, value_words
from dashboard.text.incidence import endings_alt, endings_table, endings_title
from dashboard.text.markdown import plain
from dashboard.text.periods import fit
from dashboard.text.prose import prose, reading

NEED_OPEN_CASES = ("T1_12m", "T2", "B1")


@shared
def incidence(ask: Ask) -> Panel | None:
    """Cumulative incidence of each ending in the chosen area and cohort of awareness."""
    offered = published.offered_periods(ask.build, "T1_12m", ask.area.level)
    period, note = fit(ask.period, offered)
    if period is None:
        return None
    points = published.curves(ask.build, "T1", ask.area.code, period.name)
    if points.is_empty():
        return None
    shares = published.side_by_side(
        ask.build, ["T1_12m", "T1_24m"], ask.area.code, period.name
    ).to_dicts()
    hidden = points.filter(symbol="c").height
    shown = points.filter(pl.col("estimate").is_not_null())
    measure = published.measure(ask.build, "T1_12m")
    return Panel(
        name="incidence-T1",
        title=endings_title(shares),
        subtitle="Share of officers assessed for gross misconduct by how their matter ended, by "
        f"day since it came to attention: {ask.area.name}, matters from {period.dates}.",
        figure=None if shown.is_empty() else incidence_figure(points, ask.build.synthetic),
        alt=endings_alt(points.to_dicts(), ask.area.name, period),
        table=endings_table(points.to_dicts()),
        file=case_file(points, ask.build),
        file_name=file_name(
            "awareness-to-hearing", ask.area.name, period.name, synthetic=ask.build.synthetic
        ),
        about=about_measure(ask.build, measure, pl.DataFrame({"interval_method": ["curve"]})),
        source=source_words(ask.build),
        checks=checks_words(ask.build),
        reading=reading("incidence"),
        marks=[prose("panels")["marks"]["c"]] if hidden else [],
        table_note=f"share by then, 95% interval; the file has all {points.height:,} steps",
        note=note,
        rows=points.height,
        hidden=hidden,
    )


def show_refusal(ask: Ask) -> bool:
    """Say so if the records hold no open cases, without which no wait can be worked out."""
    if not all(published.is_refused(ask.build, name) for name in NEED_OPEN_CASES):
        return False
    st.warning(prose("panels")["refused"]["open_cases"])
    return True


def show_why_not_finished(ask: Ask) -> None:
    """Why the median of finished cases is not the wait, with the numbers of this area."""
    st.subheader("Why not simply the median of finished cases?", anchor=False)
    st.markdown(prose("panels")["finished"]["why"])
    offered = published.offered_periods(ask.build, "T2", ask.area.level)
    windows = [period for period in offered if period.type == "three_years"]
    for period in sorted(windows, key=lambda each: each.start):
        for row in published.one_value(ask.build, "T2", ask.area.code, period.name).to_dicts():
            st.markdown(f"- {plain(_finished_words(row))}")


def _finished_words(row: dict) -> str:
    """How many of a cohort's waits are over, which is all that a median of them could see."""
    if row["numerator"] is None or row["denominator"] is None:
        return f"{row['period']}: {value_words(row)}"
    with_open = f"with those still waiting, {value_words(row)}" if is_shown(row) else ""
    begun = f"{count_words(row['numerator'])} of {count_words(row['denominator'])}"
    return "; ".join(
        part
        for part in (f"Notices of {row['period']}: {begun} hearings have begun", with_open)
        if part
    )
