"""Open matters by age and stage at once: which are old, and where they stand."""

from dashboard.charts.grid import grid_figure
from dashboard.components.filters import Ask
from dashboard.components.panel import Panel
from dashboard.components.shared import shared
from dashboard.components.topic import measure_panel, unit, worded
from dashboard.queries import published
from dashboard.text.figures import is_shown
from dashboard.text.findings import highest_title
from dashboard.text.periods import fit
from dashboard.text.tables import category_table

BOTH = "age*stage"


@shared
def backlog(ask: Ask) -> Panel | None:
    """Officers whose matter is open on the last day of the period, by age and stage."""
    offered = published.offered_periods(ask.build, "B1", ask.area.level, BOTH)
    period, note = fit(ask.period, offered)
    if period is None:
        return None
    rows = worded(published.parts(ask.build, "B1", ask.area.code, period.name, BOTH))
    if rows.is_empty():
        return None
    measure = published.measure(ask.build, "B1")
    each = rows.to_dicts()
    return measure_panel(
        ask,
        measure,
        rows,
        kind="backlog",
        title=highest_title("Open matters by age and stage", each),
        subtitle=f"{unit(measure, rows.head(0))}: {ask.area.name}, {period.dates}.",
        figure=grid_figure(_placed(ask, each), ask.build.synthetic),
        alt=_alt(each, ask.area.name, period.dates),
        table=lambda: category_table(rows.to_dicts()).rename({"Category": "Age and stage"}),
        named=[ask.area.name, period.name, "age-and-stage"],
        note=note,
    )


def _placed(ask: Ask, rows: list[dict]) -> list[dict]:
    """Each row with the names of its line and column, and its count as it is printed there."""
    ages, stages = (published.categories(ask.build, "B1", name) for name in BOTH.split("*"))
    placed = []
    for row in rows:
        age, stage = row["category"].rsplit("x", 1)
        number = f"{row['value']:,.0f}" if is_shown(row) else f"[{row['symbol']}]"
        words = f"{row['category_label']}: {row['words']}"
        names = {"line": ages[age], "column": stages[stage]}
        placed.append(row | names | {"number": number, "words": words})
    return placed


def _alt(rows: list[dict], area: str, dates: str) -> str:
    told = "; ".join(f"{row['category_label']}: {row['number']}" for row in rows)
    return f"Grid of open matters by age and stage, {area}, {dates}. {told}."
