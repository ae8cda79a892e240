"""Forces by their base between limits: made once, and the chosen force marked for each reader."""

from dataclasses import dataclass, replace

import polars as pl

from dashboard.charts.funnel import funnel_figure, funnel_ground
from dashboard.components.filters import Ask
from dashboard.components.panel import Panel
from dashboard.components.shared import shared, shared_by_areas
from dashboard.components.sources import about_measure
from dashboard.components.topic import (
    chosen_codes,
    measure_panel,
    source_of,
    subject,
    unit,
    worded,
)
from dashboard.queries import comparisons, published
from dashboard.text.alt import funnel_alt
from dashboard.text.comparisons import about_funnel
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

# What it takes to mark a force, and to say where the rows come from; the rest need not be kept.
KEPT = (
    "area_code", "area_name", "area_level", "region_code", "period", "period_end",
    "base", "value", "symbol", "words", "centre", "lower_998", "upper_998", "is_outside",
)  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """A funnel in which no force is marked, with its rows; `subject` and `limits` in words."""

    panel: Panel
    measure: dict
    rows: list[dict]
    subject: str
    limits: str


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
    found = _compared(replace(ask, period=period), name, breakdown, category, with_spread)
    return found and _marked(found, ask).but(note=note)


def _marked(found: Compared, ask: Ask) -> Panel:
    """With the chosen force in the title, and in a colour of its own."""
    shown = _shown(found.rows)
    own = next((row for row in shown if row["area_code"] == ask.area.code), None)
    return found.panel.but(
        title=funnel_title(found.subject, shown, own, found.limits),
        figure=funnel_figure(found.panel.figure, shown, chosen_codes(ask, found.rows)),
        source=source_of(ask, found.measure, found.rows),
    )


@shared_by_areas
def _compared(
    ask: Ask, name: str, breakdown: str, category: str, with_spread: bool
) -> Compared | None:
    asked = (ask.build, name, ask.period.name, breakdown, category)
    limits, about = comparisons.limits(*asked), comparisons.spread(*asked)
    if limits.is_empty() or (with_spread and not about.get("is_over_dispersed")):
        return None
    rows = worded(published.across_forces(*asked))
    rows = rows.join(limits, on="area_code", how="left", maintain_order="left")
    drawn = _with_limits(_wider(rows) if with_spread else rows)
    measure = published.measure(ask.build, name)
    return Compared(
        _unmarked(ask, measure, rows, drawn, about, with_spread),
        measure,
        drawn.select(KEPT).to_dicts(),
        subject(measure, rows),
        SPREAD_LIMITS if with_spread else CHANCE_LIMITS,
    )


def _unmarked(
    ask: Ask, measure: dict, rows: pl.DataFrame, drawn: pl.DataFrame, about: dict, with_spread: bool
) -> Panel:
    each = drawn.to_dicts()
    forces, shown = [row for row in each if row["area_level"] == "force"], _shown(each)
    category = rows["category"][0]
    return measure_panel(
        ask,
        measure,
        rows,
        kind="funnel",
        key="spread" if with_spread else "",
        title="",
        subtitle=f"{unit(measure, rows)}: {len(shown)} of {len(forces)} forces, "
        f"{ask.period.dates}.",
        finding=_finding(shown, about, with_spread),
        figure=funnel_ground(shown, _base_words(measure), ask.build.synthetic),
        alt=funnel_alt(measure, shown, ask.period),
        table=lambda: funnel_table(drawn.to_dicts()),
        marks=[*funnel_marks(rows.to_dicts()), *_largest(shown, about)],
        named=[ask.period.name, category],
        reading=reading("funnel_spread" if with_spread else "funnel"),
        about=about_funnel(about_measure(ask.build, measure, rows), about),
    )


def _shown(rows: list[dict]) -> list[dict]:
    """The forces that are in the picture."""
    return [
        row
        for row in rows
        if row["area_level"] == "force" and row["base"] is not None and row["value"] is not None
    ]


def _finding(rows: list[dict], about: dict, with_spread: bool) -> str:
    return beyond_words(rows) if with_spread else outside_words(rows, about["is_over_dispersed"])


def _largest(shown: list[dict], about: dict) -> list[str]:
    """The figure of all forces with and without the largest, as the marks below the picture say."""
    if not shown or about.get("centre_without_largest") is None:
        return []
    centre, without = (
        value_words(shown[0] | {"value": about[name]})
        for name in ("centre", "centre_without_largest")
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
