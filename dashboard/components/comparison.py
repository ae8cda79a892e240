"""Forces beside one another: a funnel plot first, then each in the order of the alphabet."""

import polars as pl
import streamlit as st

from dashboard.charts.funnel import funnel_figure
from dashboard.components.filters import Ask, choose
from dashboard.components.panel import Panel, show
from dashboard.components.shared import shared
from dashboard.components.sources import about_measure
from dashboard.components.topic import (
    chosen_codes,
    forces,
    measure_panel,
    subject,
    unit,
    worded,
)
from dashboard.queries import comparisons, published
from dashboard.text.alt import funnel_alt
from dashboard.text.comparisons import about_funnel, no_funnel_words
from dashboard.text.figures import value_words
from dashboard.text.findings import (
    CHANCE_LIMITS,
    SPREAD_LIMITS,
    beyond_words,
    funnel_title,
    is_outside,
    largest_words,
    outside_words,
)
from dashboard.text.marks import funnel_marks
from dashboard.text.periods import fit
from dashboard.text.prose import reading
from dashboard.text.tables import funnel_table

VIEWS = {
    "spread": "Funnel plot, usual spread of forces allowed for",
    "funnel": "Funnel plot",
    "dots": "Each force with its interval",
}
FEWEST = 2  # forces: one alone cannot be compared


def show_forces(
    ask: Ask, name: str, breakdown: str = "total", category: str = "total", key: str = "forces_as"
) -> None:
    """The forces of the records in the chosen period, or plainly why they are not compared."""
    listed = published.areas(ask.build).filter(area_level="force").height
    measure = published.measure(ask.build, name)
    made = funnel(ask, name, breakdown, category)
    wide = funnel(ask, name, breakdown, category, with_spread=True)
    if made is None:
        st.info(no_funnel_words(measure, listed))
    if listed < FEWEST:
        return
    shown = {"spread": wide, "funnel": made, "dots": None}
    offered = [view for view in VIEWS if view == "dots" or shown[view]]
    view = made and choose("Forces shown as", key, offered, words=VIEWS)
    show(shown.get(view) or forces(ask, name, breakdown, category))


@shared
def funnel(
    ask: Ask,
    name: str,
    breakdown: str = "total",
    category: str = "total",
    with_spread: bool = False,
) -> Panel | None:
    """Each force at its base, between limits; None where no such limits are published.

    The limits are those of chance alone or, `with_spread`, also of the usual spread of forces.
    """
    offered = published.offered_periods(ask.build, name, "force", breakdown)
    period, note = fit(ask.period, offered)
    if period is None:
        return None
    limits = comparisons.limits(ask.build, name, period.name, breakdown, category)
    about = comparisons.spread(ask.build, name, period.name, breakdown, category)
    if limits.is_empty() or (with_spread and not about.get("is_over_dispersed")):
        return None
    every = published.across_forces(ask.build, name, period.name, breakdown, category)
    rows = worded(every).join(limits, on="area_code", how="left", maintain_order="left")
    drawn = _with_limits(_wider(rows) if with_spread else rows)
    each = drawn.filter(area_level="force")
    shown = each.filter(pl.col("base").is_not_null() & pl.col("value").is_not_null())
    measure = published.measure(ask.build, name)
    chosen = chosen_codes(ask, rows)
    own = next(iter(shown.filter(area_code=ask.area.code).to_dicts()), None)
    kind = "funnel_spread" if with_spread else "funnel"
    return measure_panel(
        ask,
        measure,
        rows,
        kind="funnel",
        key="spread" if with_spread else "",
        title=funnel_title(
            subject(measure, rows),
            shown.to_dicts(),
            own,
            SPREAD_LIMITS if with_spread else CHANCE_LIMITS,
        ),
        subtitle=f"{unit(measure, rows)}: {shown.height} of {each.height} forces, {period.dates}.",
        finding=_finding(shown.to_dicts(), about, with_spread),
        figure=funnel_figure(shown, chosen, _base_words(measure), ask.build.synthetic),
        alt=funnel_alt(measure, shown.to_dicts(), period),
        table=lambda: funnel_table(drawn.to_dicts()),
        marks=[*funnel_marks(rows.to_dicts()), *_largest(shown, about)],
        named=[period.name, category],
        note=note,
        reading=reading(kind),
        about=about_funnel(about_measure(ask.build, measure, rows), about),
    )


def _finding(rows: list[dict], about: dict, with_spread: bool) -> str:
    return beyond_words(rows) if with_spread else outside_words(rows, about["is_over_dispersed"])


def _largest(shown: pl.DataFrame, about: dict) -> list[str]:
    """The figure of all forces with and without the largest, as the marks below the picture say."""
    if shown.is_empty() or about.get("centre_without_largest") is None:
        return []
    row = shown.row(0, named=True)
    centre, without = (
        value_words(row | {"value": about[name]}) for name in ("centre", "centre_without_largest")
    )
    return [largest_words(centre, without, about["largest_area_name"] or "")]


def _wider(rows: pl.DataFrame) -> pl.DataFrame:
    """The adjusted limits in the place of those of chance, which are kept beside them."""
    names = comparisons.BY_CHANCE
    return rows.with_columns(
        *(pl.col(name).alias(f"chance_{name}") for name in names),
        *(pl.col(f"adjusted_{name}").alias(name) for name in names),
    )


def _with_limits(rows: pl.DataFrame) -> pl.DataFrame:
    each = rows.to_dicts()
    return rows.with_columns(
        pl.Series("is_outside", [is_outside(row) for row in each], dtype=pl.Boolean),
        pl.Series(
            "centre_words",
            [
                "" if row["centre"] is None else value_words(row | {"value": row["centre"]})
                for row in each
            ],
            dtype=pl.String,
        ),
    )


def _base_words(measure: dict) -> str:
    return BASES.get(measure["denominator_count"], measure["denominator_words"])


# What stands under the axis has to fit a phone.
BASES = {
    "workforce_years": "workforce-years",
    "officer_years": "officer-years",
    "findings_known": "officers with a known finding",
    "workforce_years_scheme": "workforce-years",
    "cases_aware": "cases",
    "referrals": "referrals",
    "officers_assessed": "officers assessed",
    "answers_decided": "decided allegations",
    "standard_answers_decided": "decided allegations",
    "complaint_cases": "complaints",
    "f_finalised": "discrimination allegations",
    "findings_gm_proven": "officers with gross misconduct proven",
    "f_allegations": "discrimination allegations",
    "complaint_allegations": "complaint allegations",
    "ladder_assessed": "officers assessed for gross misconduct",
}
