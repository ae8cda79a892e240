"""Officers given notice before and after a change of rules, for all forces together."""

import polars as pl

from dashboard.charts.before_after import before_after_figure
from dashboard.components.files import case_file, file_name
from dashboard.components.filters import Ask, choose
from dashboard.components.of_whole import of_whole
from dashboard.components.panel import Panel, show
from dashboard.components.section import section
from dashboard.components.shared import shared_by_periods
from dashboard.components.sources import checks_words, source_words
from dashboard.queries import before_after as queries
from dashboard.text.before_after import (
    NAMES,
    SIDES,
    cohort_alt,
    cohort_finding,
    cohort_table,
    cohort_title,
    figure_words,
)
from dashboard.text.periods import day_words
from dashboard.text.prose import prose, reading


@section
def show_before_after(ask: Ask) -> None:
    """One change of rules of the reader's choice; nothing where no cohort is published."""
    offered = queries.changes(ask.build)
    if offered:
        show(before_after(ask, choose("Change of rules", "change", list(offered), words=offered)))


@of_whole
@shared_by_periods
def before_after(ask: Ask, change: str) -> Panel | None:
    """Shares of both cohorts with their intervals; None where no such change is published."""
    rows = queries.cohorts(ask.build, change)
    if rows.is_empty():
        return None
    each = rows.to_dicts()
    rows = rows.with_columns(pl.Series("words", [figure_words(row) for row in each]))
    first = each[0]
    return Panel(
        name="before-after",
        title=cohort_title(each),
        subtitle=f"{first['change_title']}, {day_words(first['change_date'])}: officers given "
        "notice of a hearing or accelerated hearing in the six months before, and in the six "
        "months from that day on, each followed for six months from the notice; all forces "
        "together.",
        finding=cohort_finding(each),
        figure=before_after_figure(rows.to_dicts(), NAMES, SIDES, ask.build.synthetic),
        alt=cohort_alt(each),
        table=lambda: cohort_table(rows.to_dicts()),
        file=lambda: case_file(rows.drop("words"), ask.build),
        file_name=file_name("notices-before-and-after", change, synthetic=ask.build.synthetic),
        about=prose("panels")["about"]["before_after"].strip(),
        source=f"{source_words(ask.build)} · {first['forces_counted']} of "
        f"{first['forces_expected']} forces counted",
        checks=checks_words(ask.build),
        reading=reading("before_after"),
        marks=[prose("panels")["marks"]["u"]] if "u" in rows["symbol"].to_list() else [],
        rows=rows.height,
        hidden=rows.filter(symbol="c").height,
    )
