"""Panels about the case records: chart, table, file and words, all made from the rows read once."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from dashboard.charts.bars import bars_figure
from dashboard.charts.forces import forces_figure
from dashboard.charts.trend import trend_figure
from dashboard.components.files import case_file, file_name
from dashboard.components.filters import Ask
from dashboard.components.panel import Panel
from dashboard.components.ringed import Series, ringed
from dashboard.components.shared import shared, shared_by_areas
from dashboard.components.sources import BASIS, about_measure, checks_words, source_words
from dashboard.frames import put
from dashboard.queries import comparisons, published
from dashboard.text.alt import bars_alt, forces_alt, trend_alt
from dashboard.text.figures import Row, figure_words, number_words
from dashboard.text.findings import change_title, difference_title, highest_title
from dashboard.text.markdown import plain
from dashboard.text.marks import marks_words
from dashboard.text.periods import Period, fit
from dashboard.text.prose import prose, reading
from dashboard.text.tables import area_table, category_table, period_table, shared_notes

# What is added to published rows for the chart and is no part of the file.
MADE = ["words", "number", "centre_words", "is_outside", "name"]


@ringed
def trend(
    ask: Ask, name: str, breakdown: str = "total", category: str = "total", by: str = ""
) -> Series | None:
    """The chosen area over all years or windows, or over the kind of period asked for."""
    rows = worded(published.series(ask.build, name, ask.area.code, breakdown, category, by))
    if rows.is_empty():
        return None
    measure = published.measure(ask.build, name)
    breaks = published.breaks(ask.build, measure["event_basis"], ask.area.code)
    span = f"{rows['period'][0]} to {rows['period'][-1]}"
    each = rows.to_dicts()
    panel = measure_panel(
        ask,
        measure,
        rows,
        kind="trend",
        title=change_title(subject(measure, rows), each, since_before(ask, rows)),
        subtitle=f"{unit(measure, rows)}: {ask.area.name}, {span}, {_basis(measure)}.",
        figure=trend_figure(rows, breaks, ask.build.synthetic),
        alt=trend_alt(measure, each, ask.area.name),
        table=lambda: period_table(each),
        named=[ask.area.name, category, by or "total"],
    )
    return panel, each


@shared
def forces(ask: Ask, name: str, breakdown: str = "total", category: str = "total") -> Panel | None:
    """All forces in the chosen period, the chosen area marked."""
    offered = published.offered_periods(ask.build, name, "force", breakdown)
    period, note = fit(ask.period, offered)
    found = period and _forces(replace(ask, period=period), name, breakdown, category)
    if not found:
        return None
    panel, rows, clear = found
    each = rows.to_dicts()
    listed = [row for row in each if row["area_level"] == "force"]
    whole = next((row for row in each if row["area_level"] == "country"), None)
    own = next((row for row in listed if row["area_code"] == ask.area.code), None)
    return panel.but(
        title=difference_title(panel.title, listed, whole, own, clear),
        figure=forces_figure(rows, chosen_codes(ask, each), ask.build.synthetic),
        source=source_of(ask, published.measure(ask.build, name), each),
        note=note,
    )


@shared_by_areas
def _forces(
    ask: Ask, name: str, breakdown: str, category: str
) -> tuple[Panel, pl.DataFrame, dict[str, str]] | None:
    """A panel with none marked and the subject for a title, its rows, and the clear differences."""
    rows = worded(published.across_forces(ask.build, name, ask.period.name, breakdown, category))
    each = rows.filter(area_level="force").to_dicts()
    if not each:
        # A category that is published for larger areas only.
        return None
    measure = published.measure(ask.build, name)
    heard = sum(row["symbol"] != "x" for row in each)
    panel = measure_panel(
        ask,
        measure,
        rows,
        kind="forces",
        title=subject(measure, rows),
        subtitle=f"{unit(measure, rows)}: {heard} of {len(each)} forces, {ask.period.dates}.",
        figure=forces_figure(rows, set(), ask.build.synthetic),
        alt=forces_alt(measure, rows.to_dicts(), ask.period),
        table=lambda: area_table(rows.to_dicts()),
        named=[ask.period.name, category],
    )
    return panel, rows, _found(ask, name, ask.period, rows)


@shared
def parts(ask: Ask, name: str, breakdown: str) -> Panel | None:
    """The categories of a breakdown in the chosen area and period."""
    offered = published.offered_periods(ask.build, name, ask.area.level, breakdown)
    period, note = fit(ask.period, offered)
    if period is None:
        return None
    rows = worded(published.parts(ask.build, name, ask.area.code, period.name, breakdown))
    if rows.is_empty():
        return None
    measure = published.measure(ask.build, name)
    return measure_panel(
        ask,
        measure,
        rows,
        kind="parts",
        key=breakdown,
        title=highest_title(measure["title"], rows.to_dicts()),
        subtitle=f"{unit(measure, rows.head(0))}: {ask.area.name}, {period.dates}."
        + ("" if measure["statistic"] == "count" else f" Base: {measure['denominator_words']}."),
        figure=bars_figure(rows, ask.build.synthetic),
        alt=bars_alt(measure, rows.to_dicts(), ask.area.name, period),
        table=lambda: category_table(rows.to_dicts()),
        named=[ask.area.name, period.name, breakdown],
        note=note,
    )


def since_before(ask: Ask, rows: pl.DataFrame) -> str | None:
    """What the published difference of the last two periods shows; None where none is."""
    if rows.height < 2 or rows["category"][0] != "total":
        return None
    area, (before, last) = ask.area.code, rows["period"].tail(2)
    name = rows["measure"][0]
    return comparisons.difference(ask.build, name, (area, last), (area, before)).get("finding")


def _found(ask: Ask, name: str, period: Period, rows: pl.DataFrame) -> dict[str, str]:
    whole = rows.filter(area_level="country")
    if whole.is_empty() or whole["category"][0] != "total":
        return {}
    return comparisons.findings_from(ask.build, name, period.name, whole["area_code"][0])


def worded(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with their figure in words, long and short."""
    each = rows.to_dicts()
    return put(
        rows,
        pl.Series("words", [figure_words(row) for row in each], dtype=pl.String),
        pl.Series("number", [_number(row) for row in each], dtype=pl.String),
    )


def _basis(measure: dict) -> str:
    return BASIS.get(measure["event_basis"], measure["event_basis"])


def _number(row: dict) -> str:
    """The bare number for a bar, whose unit stands in the subtitle."""
    if row["value"] is None:
        return ""
    return number_words(row["value"], row["per"]) + ("%" if row["per"] == 100 else "")


def measure_panel(
    ask: Ask,
    measure: dict,
    rows: pl.DataFrame,
    kind: str,
    named: list[str],
    key: str = "",
    each: list[dict] | None = None,
    **made,
) -> Panel:
    """A panel with what every panel of a measure has: file, definition, source, marks.

    `each` are the rows where the caller has them one by one already: of many, that takes long.
    """
    each = each or rows.to_dicts()
    parts_of_name = [
        measure["topic"],
        measure["measure"],
        kind,
        *(n for n in named if n != "total"),
    ]
    return Panel(
        name="-".join(part for part in (kind, measure["measure"], key) if part),
        file=lambda: case_file(rows.drop(MADE, strict=False), ask.build),
        file_name=file_name(*parts_of_name, synthetic=ask.build.synthetic),
        source=source_of(ask, measure, each),
        checks=checks_words(ask.build),
        rows=rows.height,
        hidden=sum(row["symbol"] == "c" for row in each),
        table_note="; ".join(shared_notes(each)),
        **{
            "reading": reading(kind) if made["figure"] is not None else "",
            "about": about_measure(ask.build, measure, rows),
            "marks": marks_words(each, with_breaks=kind == "trend"),
        }
        | made,
    )


def source_of(ask: Ask, measure: dict, rows: Sequence[Row]) -> str:
    """Where rows come from, and how many forces the chosen area has in them."""
    return source_words(ask.build) + ("" if ask.area is None else _counted(ask, measure, rows))


def _counted(ask: Ask, measure: dict, rows: Sequence[Row]) -> str:
    """How many forces are in the figures of a region or of all forces, in the latest period."""
    own = [row for row in rows if row["area_code"] == ask.area.code]
    if ask.area.level == "force" or not own:
        return ""
    last = sorted(own, key=lambda row: row["period_end"])[-1]["period"]
    found = comparisons.forces_counted(ask.build, measure["numerator_count"], ask.area.code, last)
    return "" if found is None else f" · {found[0]} of {found[1]} forces counted, {plain(last)}"


def subject(measure: dict, rows: pl.DataFrame) -> str:
    """What the title speaks of: the measure, or the one category of it that is shown."""
    if rows.is_empty() or rows["category"][0] == "total":
        return measure["title"]
    template = prose("panels")["subjects"].get(measure["measure"], "{measure}: {category}")
    return template.format(measure=measure["title"], category=rows["category_label"][0])


def unit(measure: dict, rows: pl.DataFrame) -> str:
    """The unit in words, with the category where one is followed."""
    one = not rows.is_empty() and rows["category"][0] != "total"
    if one:
        return f"{rows['category_label'][0]}, {measure['unit']}"
    return measure["unit"][0].upper() + measure["unit"][1:]


def chosen_codes(ask: Ask, rows: Sequence[Row]) -> set[str]:
    """The forces to mark: the chosen one, or those of the chosen region."""
    forces = [row for row in rows if row["area_level"] == "force"]
    return {
        row["area_code"]
        for row in forces
        if ask.area.code in (row["area_code"], row["region_code"])
    }
