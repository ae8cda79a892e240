"""The waiting-time curve with its median and 90th percentile, or that they are not reached."""

import polars as pl
import streamlit as st

from dashboard.charts.curve import curve_figure
from dashboard.components.backlog import backlog
from dashboard.components.base import show_measure
from dashboard.components.breakdown import choose_measure, show_breakdown, why_no_breakdown
from dashboard.components.files import case_file, file_name
from dashboard.components.filters import Ask, choose
from dashboard.components.incidence import incidence
from dashboard.components.over_time import ONE_FORCE, WHOLE_ONLY, by_regime, whole
from dashboard.components.panel import Panel, show
from dashboard.components.section import section
from dashboard.components.shared import shared
from dashboard.components.sources import about_measure, checks_words, source_words
from dashboard.components.stages import STAGES, stages
from dashboard.components.topic import parts, worded
from dashboard.components.words import say
from dashboard.frames import put
from dashboard.queries import published
from dashboard.text.figures import figure_words
from dashboard.text.findings import reached_title
from dashboard.text.markdown import plain
from dashboard.text.periods import Period, fit
from dashboard.text.prose import prose, reading
from dashboard.text.waiting import curve_alt, curve_table, finished_words, point_words

# The stages before the notice, each with a curve of its own.
CURVES = ("T3", "T4", "T5")
# Published in total only.
UNDIVIDED = ("T2_net", "T2_accelerated", "T3_net", "T7", "T7_net", "T7_working")
SUMMED_UP = ["T1_12m", "T1_24m", "T2", "T2_p90", "T2_limit", "T2_12m", "T2_24m"]
MEASURES = [
    *SUMMED_UP,
    *("T2_limit_other", "T2_accelerated"),
    *("T1_rmtl", "T2_rmst", "T2_net", "T3", "T3_over_12m", "T3_net", "T4", "T5", "T6"),
    *("T6_working", "T7", "T7_net", "T7_working", "B1", "B1_over_12m"),
]


def show_waiting(ask: Ask) -> None:
    """Waits from awareness and from notice, any of their measures, and what is open."""
    say("\n".join(f"- {sentence}" for sentence in quantiles(ask)))
    st.header("From the case records", anchor=False)
    show(incidence(ask))
    show(by_regime(ask, "T1_12m"), nothing=ONE_FORCE)
    show(curve(ask))
    show_stages(ask)
    if measure := choose_measure(ask, MEASURES, "Measure"):
        show_measure(ask, measure)
        if not measure.startswith("B1") and measure not in UNDIVIDED:
            show_breakdown(ask, measure)
    st.header("What is still open", anchor=False)
    show_backlog(ask)
    show_why_not_finished(ask)


@section
def show_stages(ask: Ask) -> None:
    """Medians of the stages side by side, and the curve of one of them."""
    if side_by_side := stages(ask):
        show(side_by_side)
    drawn = {name: STAGES[name] for name in drawn_stages(ask)}
    if drawn:
        show(curve(ask, choose("Curve of the stage", "stage", list(drawn), words=drawn)))


@shared
def drawn_stages(ask: Ask) -> list[str]:
    """The stages that have a curve."""
    return [name for name in CURVES if not _points(ask, name)[0].is_empty()]


def show_backlog(ask: Ask) -> None:
    """Matters open on the last day of the period, by age, by stage, and by both at once."""
    if not published.breakdowns(ask.build, "B1", ask.area.level):
        st.info(why_no_breakdown(ask))
        return
    show(parts(ask, "B1", "age"))
    show(parts(ask, "B1", "stage"))
    show(backlog(whole(ask)), note="" if ask.area.level == "country" else WHOLE_ONLY)


def show_why_not_finished(ask: Ask) -> None:
    """Why the median of hearings already held is not the wait, with both numbers of this area."""
    st.subheader("Why not simply the median of finished cases?", anchor=False)
    say(prose("panels")["finished"]["why"])
    if told := finished_sentences(ask):
        say("\n".join(f"- {plain(words)}" for words in told))


def finished_sentences(ask: Ask) -> list[str]:
    """Both medians of each window, as plain text."""
    offered = published.offered_periods(ask.build, "T2", ask.area.level)
    windows = [period for period in offered if period.type == "three_years"]
    pairs = [
        published.side_by_side(ask.build, ["T2", "T2_finished"], ask.area.code, period.name)
        for period in sorted(windows, key=lambda each: each.start)
    ]
    return [finished_words(*both.to_dicts()) for both in pairs if both.height == 2]


@shared
def curve(ask: Ask, name: str = "T2") -> Panel | None:
    """Share through a stage by day since it began, in the chosen area and cohort."""
    points, period, note = _points(ask, name)
    if period is None or points.is_empty():
        return None
    points, words = _worded(points), prose("panels")["curves"][name]
    measure = published.measure(ask.build, name)
    hidden = points["symbol"].to_list().count("c")
    shown = points["estimate"].null_count() < points.height
    each = points.to_dicts()
    return Panel(
        name=f"curve-{name}",
        title=reached_title(_median(ask, name, period), words),
        subtitle=words["subtitle"].format(area=ask.area.name, dates=period.dates),
        figure=curve_figure(points, ask.build.synthetic, words["start"]) if shown else None,
        alt=curve_alt(each, ask.area.name, period, words),
        table=lambda: curve_table(points.to_dicts(), words),
        file=lambda: case_file(points.drop("words"), ask.build),
        file_name=file_name(
            words["file"], ask.area.name, period.name, synthetic=ask.build.synthetic
        ),
        about=about_measure(ask.build, measure, pl.DataFrame({"interval_method": ["curve"]})),
        source=source_words(ask.build),
        checks=checks_words(ask.build),
        reading=reading("curve" if name == "T2" else "curve_stage"),
        marks=[prose("panels")["marks"]["c"]] if hidden else [],
        note=note,
        rows=points.height,
        hidden=hidden,
    )


def _points(ask: Ask, name: str) -> tuple[pl.DataFrame, Period | None, str]:
    """The steps of a curve, with the period that they are of and what to tell of it."""
    offered = published.offered_periods(ask.build, name, ask.area.level)
    period, note = fit(ask.period, offered)
    if period is None:
        return pl.DataFrame(), None, ""
    ending = prose("panels")["curves"][name]["ending"]
    return published.curve(ask.build, ask.area.code, period.name, name, ending), period, note


def quantiles(ask: Ask) -> list[str]:
    """Median, 90th percentile and shares of the chosen area and cohort, a sentence each."""
    offered = published.offered_periods(ask.build, "T2", ask.area.level)
    period, _ = fit(ask.period, offered)
    if period is None:
        return []
    sentences = []
    for name in SUMMED_UP:
        rows = published.one_value(ask.build, name, ask.area.code, period.name).to_dicts()
        sentences += [f"**{row['measure_title']}:** {figure_words(row)}" for row in rows]
    return sentences


def _median(ask: Ask, name: str, period: Period) -> dict | None:
    rows = published.one_value(ask.build, name, ask.area.code, period.name)
    return next(iter(worded(rows).to_dicts()), None)


def _worded(points: pl.DataFrame) -> pl.DataFrame:
    words = [point_words(point) for point in points.to_dicts()]
    return put(points, pl.Series("words", words, dtype=pl.String))
