"""Forces beside one another: a funnel plot first, then each in the order of the alphabet."""

import polars as pl
import streamlit as st

from dashboard.charts.funnel import funnel_figure
from dashboard.components.filters import Ask, choose
from dashboard.components.panel import Panel, show
from dashboard.components.shared import shared
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
from dashboard.text.comparisons import no_funnel_words
from dashboard.text.figures import value_words
from dashboard.text.findings import funnel_title, is_outside, outside_words
from dashboard.text.marks import funnel_marks
from dashboard.text.periods import fit
from dashboard.text.tables import funnel_table

VIEWS = {"funnel": "Funnel plot", "dots": "Each force with its interval"}
FEWEST = 2  # forces: one alone cannot be compared


def show_forces(
    ask: Ask, name: str, breakdown: str = "total", category: str = "total", key: str = "forces_as"
) -> None:
    """The forces of the records in the chosen period, or plainly why they are not compared."""
    listed = published.areas(ask.build).filter(area_level="force").height
    measure = published.measure(ask.build, name)
    made = funnel(ask, name, breakdown, category)
    if made is None:
        st.info(no_funnel_words(measure, listed))
    if listed < FEWEST:
        return
    view = made and choose("Forces shown as", key, list(VIEWS), words=VIEWS)
    show(made if view == "funnel" else forces(ask, name, breakdown, category))


@shared
def funnel(ask: Ask, name: str, breakdown: str = "total", category: str = "total") -> Panel | None:
    """Each force at its base, between the limits of chance; None where no limits are published."""
    offered = published.offered_periods(ask.build, name, "force", breakdown)
    period, note = fit(ask.period, offered)
    if period is None:
        return None
    limits = comparisons.limits(ask.build, name, period.name, breakdown, category)
    if limits.is_empty():
        return None
    every = published.across_forces(ask.build, name, period.name, breakdown, category)
    rows = _with_limits(worded(every), limits)
    each = rows.filter(area_level="force")
    shown = each.filter(pl.col("base").is_not_null() & pl.col("value").is_not_null())
    measure = published.measure(ask.build, name)
    chosen = chosen_codes(ask, rows)
    own = next(iter(shown.filter(area_code=ask.area.code).to_dicts()), None)
    return measure_panel(
        ask,
        measure,
        rows,
        kind="funnel",
        title=funnel_title(subject(measure, rows), shown.to_dicts(), own),
        subtitle=f"{unit(measure, rows)}: {shown.height} of {each.height} forces, {period.dates}.",
        finding=outside_words(shown.to_dicts()),
        figure=funnel_figure(shown, chosen, _base_words(measure), ask.build.synthetic),
        alt=funnel_alt(measure, shown.to_dicts(), period),
        table=funnel_table(rows.to_dicts()),
        marks=funnel_marks(rows.to_dicts()),
        named=[period.name, category],
        note=note,
    )


def _with_limits(rows: pl.DataFrame, limits: pl.DataFrame) -> pl.DataFrame:
    joined = rows.join(limits, on="area_code", how="left", maintain_order="left")
    each = joined.to_dicts()
    return joined.with_columns(
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
