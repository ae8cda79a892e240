"""Measures over time: by year or window, by quarter, and by the Regulations that apply."""

from collections.abc import Sequence
from operator import itemgetter

import polars as pl

from dashboard.charts.split import split_figure
from dashboard.charts.stacked import stacked_figure
from dashboard.components.breakdown import choose_measure
from dashboard.components.filters import Ask, choose
from dashboard.components.of_whole import WHOLE_ONLY, of_whole, whole
from dashboard.components.panel import Panel, show
from dashboard.components.section import section
from dashboard.components.shared import shared_by_periods
from dashboard.components.topic import forces, measure_panel, parts, trend, unit, worded
from dashboard.frames import only, rowwise
from dashboard.queries import published
from dashboard.text.alt import stacked_alt
from dashboard.text.figures import is_shown
from dashboard.text.findings import highest_title
from dashboard.text.periods import LENGTHS
from dashboard.text.tables import split_table

GRAINS = {"years": "Years", "quarters": "Quarters"}
ONE_FORCE = (
    "Published for all forces together only, to protect people; these records hold one force."
)


@section
def show_trend(ask: Ask, name: str) -> None:
    """The chosen area over time; by quarter, too, where it is published so."""
    grain = "years"
    if published.has_quarters(ask.build, name, ask.area.code):
        grain = choose("Trend by", "grain", list(GRAINS), words=GRAINS)
    show(trend(ask, name, by="quarter" if grain == "quarters" else ""))


def show_by_force(ask: Ask) -> None:
    """How good the records of each force are: values not known, returns late."""
    if name := choose_measure(ask, ["Q1", "Q1_late", "Q1_lag", "Q1_dates"], "Measure"):
        if published.areas(ask.build).height > 1:
            show(forces(ask, name))
        show(trend(ask, name))
    if published.breakdowns(ask.build, "Q1", "country"):
        made = parts(whole(ask), "Q1", "field")
        note = "" if ask.area.level == "country" else WHOLE_ONLY
        show(made, note=note)


@shared_by_periods
def by_category(ask: Ask, name: str, breakdown: str, period_type: str) -> Panel | None:
    """Shares of a whole by category and period, as columns of 100%."""
    rows = _without_empty(
        published.split_series(ask.build, name, ask.area.code, breakdown, period_type)
    )
    if rows.is_empty():
        return None
    rows = worded(rows)
    each = rows.to_dicts()
    measure = published.measure(ask.build, name)
    breaks = published.breaks(ask.build, measure["event_basis"], ask.area.code)
    return measure_panel(
        ask,
        measure,
        rows,
        kind="stacked",
        title=_largest_title(measure, each),
        subtitle=f"{unit(measure, rows.head(0))}: {ask.area.name}, {_span(each)}, "
        f"by {LENGTHS[period_type].removeprefix('one ')}.",
        figure=stacked_figure(rows, breaks, ask.build.synthetic),
        alt=stacked_alt(measure, each, ask.area.name),
        table=lambda: split_table(rows.to_dicts()),
        named=[ask.area.name, breakdown],
    )


@of_whole
@shared_by_periods
def by_regime(ask: Ask, name: str) -> Panel | None:
    """All forces over time, one line for each set of Regulations."""
    rows = _without_empty(
        published.split_series(ask.build, name, ask.area.code, "regime", "financial_year")
    )
    if rows.is_empty():
        return None
    rows = worded(rows)
    each = rows.to_dicts()
    measure = published.measure(ask.build, name)
    breaks = published.breaks(ask.build, measure["event_basis"], ask.area.code)
    return measure_panel(
        ask,
        measure,
        rows,
        kind="split",
        title=f"{measure['title']}, by the Regulations that apply",
        subtitle=f"{unit(measure, rows.head(0))}: {ask.area.name}, {_span(each)}.",
        figure=split_figure(rows, breaks, ask.build.synthetic),
        alt=stacked_alt(measure, each, ask.area.name),
        table=lambda: split_table(rows.to_dicts()),
        named=[ask.area.name, "regulations"],
    )


def _without_empty(rows: pl.DataFrame) -> pl.DataFrame:
    """Without categories of which no period shows anything but zero."""
    found = rowwise(rows, "category", "value", "symbol")
    kept = {name for name, value, symbol in found if (value or 0) > 0 or symbol in ("c", "u")}
    return only(rows, (name in kept for name in rows["category"]))


def _span(rows: Sequence[dict]) -> str:
    first, last = (end(rows, key=itemgetter("period_start")) for end in (min, max))
    return f"{first['period']} to {last['period']}"


def _largest_title(measure: dict, rows: Sequence[dict]) -> str:
    """What is clearly the largest part, if anything, in the latest period with figures."""
    last = max((row["period_start"] for row in rows if is_shown(row)), default=None)
    latest = [row for row in rows if row["period_start"] == last]
    return highest_title(
        f"{measure['title']}, {latest[0]['period']}" if latest else measure["title"], latest
    )
