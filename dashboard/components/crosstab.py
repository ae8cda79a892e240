"""A panel of a measure by two things at once, and of regions side by side."""

from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl

from dashboard.charts.forces import forces_figure
from dashboard.charts.grid import grid_figure
from dashboard.charts.multiples import bar_multiples, line_multiples
from dashboard.charts.together import together_figure
from dashboard.components.breakdown import NAMES
from dashboard.components.filters import Ask
from dashboard.components.panel import Panel
from dashboard.components.shared import few_shared
from dashboard.components.topic import measure_panel, since_before, subject, unit, worded
from dashboard.queries import explore, published
from dashboard.queries.connection import Build
from dashboard.queries.explore import LEVELS, REGIONS, TIME
from dashboard.text.explore import AXES, crosstab, split_alt, split_title
from dashboard.text.findings import change_title
from dashboard.text.marks import marks_words
from dashboard.text.periods import Period, fit
from dashboard.text.tables import area_table

WIDE = 4  # columns; more are scrolled in their place
OWN_RULES = "regime"  # each line keeps to one set of rules, so no break parts it


@dataclass(frozen=True)
class Look:
    """What to show: a measure by one or two things, the rest held fixed."""

    measure: str
    axes: tuple[str, ...]
    level: str
    breakdown: str
    category: str
    pooled: str
    drawn: str
    blue: str


def crosstab_panel(ask: Ask, look: Look) -> Panel | None:
    """Chart, table and file of the rows that the choices lead to; None where there are none."""
    period, note = _period(ask, look)
    rows = _rows(ask, look, period) if period or TIME in look.axes else pl.DataFrame()
    if rows.is_empty():
        return None
    measure = published.measure(ask.build, look.measure)
    breaks = _breaks(ask, look, measure)
    when = period.dates if period else _span(rows)
    areas = [axis for axis in look.axes if axis in LEVELS]
    # The title says already that it is by force or region.
    about = when if areas else f"{ask.area.name}, {when}"
    title = split_title(subject(measure, _one(look, rows)), look.axes, about, AXES | NAMES)
    kind, figure = _drawn(ask, look, rows, breaks)
    each = rows.to_dicts()
    marks = marks_words(each, with_breaks=TIME in look.axes)
    return measure_panel(
        ask,
        measure,
        rows.drop("line", "column", "group"),
        kind=kind,
        title=_change(ask, look, measure, rows) or title,
        subtitle=f"{unit(measure, _one(look, rows))}: {about}.",
        figure=figure,
        alt=split_alt(KINDS[kind], title, each, lambda row: f"{row['line']}, {row['column']}"),
        table=lambda: _table(look, each),
        is_wide=len(look.axes) > 1 and rows["column"].n_unique() >= WIDE,
        marks=[*marks, *(f"{row[0]:%-d %B %Y}: {row[1]}" for row in breaks.rows())],
        named=[about, *look.axes],
        note=note,
        each=each,
    )


KINDS = {
    "together": "Lines",
    "multiples": "Small pictures",
    "bar_multiples": "Small bar charts",
    "grid": "Grid",
    "forces": "Dot chart",
}


def _period(ask: Ask, look: Look) -> tuple[Period | None, str]:
    """The period chosen above, or the nearest that is published so; none along a time axis."""
    if TIME in look.axes:
        return None, ""
    offered = published.offered_periods(ask.build, look.measure, look.level, look.breakdown)
    return fit(ask.period, offered)


def _rows(ask: Ask, look: Look, period: Period | None) -> pl.DataFrame:
    """The published rows with their figure in words and their place in the table."""
    areas = [LEVELS[axis] for axis in look.axes if axis in LEVELS]
    rows = _cells(
        ask.build,
        look.measure,
        areas[0] if areas else ask.area.code,
        look.breakdown,
        look.category,
        period.name if period else look.pooled,
    )
    names = {axis: _names(ask, rows, look.breakdown, axis) for axis in look.axes}
    line, column = look.axes[0], look.axes[-1]
    group = next((axis for axis in look.axes if axis in LEVELS), None)
    group = group or next((axis for axis in look.axes if axis != TIME), TIME)
    return rows.with_columns(
        pl.Series(place, names[axis], dtype=pl.String)
        for place, axis in (("line", line), ("column", column), ("group", group))
    )


@few_shared
def _cells(build: Build, *asked: str) -> pl.DataFrame:
    """Of all forces the same whichever of them is chosen: half of what a picture of them takes."""
    return worded(explore.cells(build, *asked))


def _names(ask: Ask, rows: pl.DataFrame, breakdown: str, axis: str) -> list[str]:
    """The name of each row along an axis."""
    if axis == TIME:
        return rows["period"].to_list()
    if axis in LEVELS:
        return rows["area_name"].to_list()
    if "*" not in breakdown:
        return rows["category_label"].to_list()
    words = explore.labels(ask.build, axis)
    place = breakdown.split("*").index(axis)
    codes = (category.rsplit("x", 1)[place] for category in rows["category"])
    return [words.get(code, code) for code in codes]


def _drawn(ask: Ask, look: Look, rows: pl.DataFrame, breaks: pl.DataFrame) -> tuple[str, go.Figure]:
    synthetic, whole = ask.build.synthetic, published.areas(ask.build)["area_name"][0]
    groups = dict(_groups(rows))
    chosen = look.blue or (ask.area.name if ask.area.name in groups else whole)
    if look.axes == (REGIONS,):
        return "forces", forces_figure(rows, {ask.area.code}, synthetic)
    if "*" in look.breakdown:
        return "grid", grid_figure([_in_grid(row) for row in rows.to_dicts()], synthetic)
    if TIME not in look.axes:
        return "bar_multiples", bar_multiples(groups, chosen, synthetic)
    draw = together_figure if look.drawn == "together" else line_multiples
    kind = "together" if look.drawn == "together" else "multiples"
    return kind, draw(groups, chosen, whole, breaks, synthetic)


def _groups(rows: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    return [(part["group"][0], part) for part in rows.partition_by("group", maintain_order=True)]


def _in_grid(row: dict) -> dict:
    shown = f"{row['number']}" if row["value"] is not None else f"[{row['symbol']}]"
    return row | {"number": shown, "words": f"{row['line']}, {row['column']}: {row['words']}"}


def _table(look: Look, each: list[dict]) -> pl.DataFrame:
    if len(look.axes) == 1:
        return area_table(each)
    first = (AXES | NAMES).get(look.axes[0], look.axes[0])
    return crosstab(each, first, lambda row: row["line"], lambda row: row["column"])


def _change(ask: Ask, look: Look, measure: dict, rows: pl.DataFrame) -> str:
    """How the chosen area's latest figure compares with the one before, where areas have lines."""
    own = rows.filter(area_code=ask.area.code)
    if TIME not in look.axes or not set(look.axes) & set(LEVELS) or own.is_empty():
        return ""
    named = f"{subject(measure, own)}, {ask.area.name}"
    return change_title(named, own.to_dicts(), since_before(ask, own))


def _breaks(ask: Ask, look: Look, measure: dict) -> pl.DataFrame:
    """Changes of rules to be drawn: those of the law, since several areas share the picture."""
    found = published.breaks(ask.build, measure["event_basis"], ask.area.code)
    return found.clear() if TIME not in look.axes or look.breakdown == OWN_RULES else found


def _span(rows: pl.DataFrame) -> str:
    times = rows.sort("period_start")["period"]
    return f"{times[0]} to {times[-1]}"


def _one(look: Look, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows where they are all of one category, which the title then names."""
    return rows if look.category else rows.head(0)
