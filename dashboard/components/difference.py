"""Two figures and the difference between them, with its interval, in words."""

import polars as pl
import streamlit as st

from dashboard.charts.difference import difference_figure
from dashboard.components.files import case_file, file_name
from dashboard.components.filters import Area, Ask, choose
from dashboard.components.panel import Panel, show
from dashboard.components.section import section
from dashboard.components.shared import shared
from dashboard.components.sources import about_measure, checks_words, source_words
from dashboard.queries import comparisons, published
from dashboard.text import comparisons as words
from dashboard.text.markdown import plain
from dashboard.text.periods import Period, fit
from dashboard.text.prose import prose, reading


@section
def show_difference(ask: Ask, name: str) -> None:
    """The chosen figure beside another area's or another period's, of the reader's choice."""
    offered = published.offered_periods(ask.build, name, ask.area.level)
    period, note = fit(ask.period, offered)
    others = _others(ask, period, offered) if period else {}
    if not others:
        st.info("There is no second figure here to compare with.")
        return
    chosen = choose("Compare with", "with", list(others))
    made, why = difference(ask, name, period, *others[chosen])
    if made is None:
        st.info(" ".join(part for part in (note, plain(why)) if part))
        return
    show(made)


@shared
def difference(
    ask: Ask, name: str, period: Period, other_area: str, other_period: str
) -> tuple[Panel | None, str]:
    """A panel on the difference, or None and why there is none."""
    one, other = (ask.area.code, period.name), (other_area, other_period)
    row = comparisons.difference(ask.build, name, one, other)
    if not row:
        return None, _why(ask, name, one, other)
    measure = published.measure(ask.build, name)
    rows = pl.DataFrame([row])
    told = words.difference_words(row)
    return Panel(
        name=f"difference-{name}",
        title=words.difference_title(measure, row),
        subtitle=f"{measure['unit'][0].upper()}{measure['unit'][1:]}: difference of two figures.",
        finding=f"{told} {words.smallest_words(row)}".strip(),
        alt=words.difference_alt(measure, row),
        figure=difference_figure(row, told, ask.build.synthetic),
        table=lambda: words.difference_table(row),
        file=lambda: case_file(rows, ask.build),
        file_name=file_name(
            measure["topic"], name, "difference", *words.sides(row), synthetic=ask.build.synthetic
        ),
        about=_about(ask, measure),
        source=source_words(ask.build),
        checks=checks_words(ask.build),
        reading=reading("difference"),
        rows=1,
    ), ""


def _others(ask: Ask, period: Period, offered: list[Period]) -> dict[str, tuple[str, str]]:
    """Area and period by label: what an area can be compared with, the likeliest first."""
    listed = [Area(*row[:4]) for row in published.areas(ask.build).iter_rows()]
    areas = {
        area.label: (area.code, period.name)
        for area in listed
        if area.code != ask.area.code and _comparable(ask.area, area)
    }
    same = sorted(
        (each for each in offered if each.type == period.type and each != period),
        key=lambda each: (each.start > period.start, -each.start.toordinal()),
    )
    periods = {each.label: (ask.area.code, each.name) for each in same}
    return periods | areas if ask.area.level == "country" else areas | periods


def _comparable(one: Area, other: Area) -> bool:
    return "country" in (one.level, other.level) or one.level == other.level


def _why(ask: Ask, name: str, one: tuple[str, str], other: tuple[str, str]) -> str:
    names = dict(published.areas(ask.build).select("area_code", "area_name").rows())
    rows = [
        next(iter(published.one_value(ask.build, name, *each).to_dicts()), None)
        for each in (one, other)
    ]
    said = [f"{names[area]}, {period}" for area, period in (one, other)]
    return words.missing_words(*rows, (said[0], said[1]))


def _about(ask: Ask, measure: dict) -> str:
    intervals = pl.DataFrame({"interval_method": []}, schema={"interval_method": pl.String})
    return (
        f"{prose('panels')['about']['difference']}\n{about_measure(ask.build, measure, intervals)}"
    )
