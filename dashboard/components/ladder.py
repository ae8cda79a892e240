"""From an assessment of gross misconduct to its end; what a gross misconduct rate can mean."""

import polars as pl

from dashboard.charts.bars import bars_figure
from dashboard.components.filters import Ask
from dashboard.components.incidence import show_refusal
from dashboard.components.of_whole import of_whole
from dashboard.components.over_time import ONE_FORCE
from dashboard.components.panel import Panel, show
from dashboard.components.shared import shared
from dashboard.components.topic import measure_panel, parts, worded
from dashboard.queries import comparisons, published
from dashboard.text.alt import bars_alt
from dashboard.text.clusters import clusters_words, together_words
from dashboard.text.figures import count_words, is_shown, symbol_words, value_words
from dashboard.text.meanings import meanings_about, meanings_table
from dashboard.text.periods import Period, fit
from dashboard.text.tables import category_table

STEPS = ["L_case_to_answer", "L_heard", "L_proven", "L_dismissed", "L_open"]
SERVING_TITLE = "Dismissed, or would have been: serving and former officers apart"
CHECKED = {"lower": "lower_by_case", "upper": "upper_by_case", "widening": "widening"}
NOT_FOLLOWED = "{wanted} has not been followed for 24 months yet. Shown instead: {shown}."
TOGETHER = "95% interval allowing for officers of one case"
MEANINGS = ["G1", "G2", "G3", "G4", "G5"]


@shared
def ladder(ask: Ask) -> Panel | None:
    """Each step within 24 months of the assessment, and what was then still open."""
    period, note = _followed(ask, STEPS[0])
    if period is None:
        return None
    rows = worded(published.side_by_side(ask.build, STEPS, ask.area.code, period.name))
    if rows.is_empty():
        return None
    rows = rows.with_columns(category_label="measure_title")
    measure = published.measure(ask.build, STEPS[0]) | {"title": "Steps after the assessment"}
    assessed = rows["denominator"].drop_nulls()
    base = f"{count_words(assessed[0])} officers" if len(assessed) else "officers"
    checks = comparisons.cluster_checks(ask.build, STEPS, period.name)
    if ask.area.level == "country" and not checks.is_empty():
        # The check is made for all forces together, so only their table and file hold it.
        together = checks.select("measure", *CHECKED).rename(CHECKED)
        rows = rows.join(together, on="measure", how="left", maintain_order="left")
    return measure_panel(
        ask,
        measure,
        rows,
        kind="ladder",
        title=_title(rows.row(1, named=True)),
        subtitle=f"% of {base} first assessed for gross misconduct in the period, each within "
        f"24 months of the assessment: {ask.area.name}, {period.dates}.",
        figure=bars_figure(rows, ask.build.synthetic),
        alt=bars_alt(measure, rows.to_dicts(), ask.area.name, period),
        table=_with_clusters(category_table(rows.to_dicts()), rows.to_dicts()),
        finding=clusters_words(checks.to_dicts()),
        named=[ask.area.name, period.name],
        note=note,
    )


def show_ladder(ask: Ask) -> None:
    """The ladder, or why these records give none."""
    if not show_refusal(ask):
        show(ladder(ask))


def show_outcomes(ask: Ask) -> None:
    """What becomes of serving and of former officers, and what the outcomes mean."""
    show(serving_and_former(ask), nothing=ONE_FORCE)
    show(meanings(ask))


@of_whole
def serving_and_former(ask: Ask) -> Panel | None:
    """Dismissed, or would have been: the two are never one figure."""
    made = parts(ask, "G6", "service")
    # Under a name of its own: who chooses dismissals above has the same rows there once more.
    return made and made.but(name="serving-and-former", title=SERVING_TITLE, note="")


@shared
def meanings(ask: Ask) -> Panel | None:
    """The figures that are called a gross misconduct rate, each with what it is a share of."""
    found = [_latest(ask, name) for name in MEANINGS]
    rows = worded(pl.concat([row for row in found if row is not None], how="vertical"))
    if rows.is_empty():
        return None
    definitions = {row["measure"]: row for row in published.measures(ask.build).to_dicts()}
    measure = definitions[rows["measure"][0]] | {"title": "Meanings of a gross misconduct rate"}
    return measure_panel(
        ask,
        measure,
        rows,
        kind="meanings",
        title="Five meanings of a “gross misconduct rate”",
        subtitle=f"Each is a different question: {ask.area.name}. None stands for another.",
        figure=None,
        alt="",
        table=meanings_table(rows.to_dicts(), definitions),
        named=[ask.area.name, ask.period.name],
        about=meanings_about(rows.to_dicts(), definitions),
    )


def _with_clusters(table: pl.DataFrame, rows: list[dict]) -> pl.DataFrame:
    if "widening" not in rows[0]:
        return table
    return table.insert_column(3, pl.Series(TOGETHER, [together_words(row) for row in rows]))


def _followed(ask: Ask, name: str) -> tuple[Period | None, str]:
    """The period asked for, or the last of its kind that has come due."""
    offered = published.followed_periods(ask.build, name, ask.area.level)
    alike = [period for period in offered if period.type == ask.period.type]
    period, note = fit(ask.period, alike or offered)
    if period is not None and period.end < ask.period.start:
        note = NOT_FOLLOWED.format(wanted=ask.period.name, shown=period.label)
    return period, note


def _latest(ask: Ask, name: str) -> pl.DataFrame | None:
    period, _ = _followed(ask, name)
    if period is None:
        return None
    return published.one_value(ask.build, name, ask.area.code, period.name)


def _title(heard: dict) -> str:
    if not is_shown(heard):
        return f"Hearing within 24 months of the assessment: {symbol_words(heard)}"
    return f"Within 24 months {value_words(heard)} of officers assessed had a hearing"
