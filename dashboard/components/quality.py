"""Panels on what arrived and what was checked."""

import polars as pl
import streamlit as st

from dashboard.charts.returns import returns_figure
from dashboard.components.files import case_file, csv_bytes, file_name
from dashboard.components.filters import Ask
from dashboard.components.panel import Panel, show
from dashboard.components.shared import shared
from dashboard.components.sources import checks_words, source_words
from dashboard.components.words import say
from dashboard.queries import quality
from dashboard.queries.connection import Build
from dashboard.text import quality as words
from dashboard.text.prose import reading
from dashboard.text.rules import held_table

ABOUT_RETURNS = """\
- **What is shown:** one return per force and quarter, as the supplier lists them.
- **Received:** also when late, in part or sent again; the period is provisional until all is in.
- **Not received:** the cases of that quarter are not counted. A force with no return in a whole
  period has no figure for it, marked [x], and its cases leave every total.
"""
ABOUT_CHECKS = """\
- **Passed:** what is promised holds for every row checked.
- **Flagged:** some rows do not hold. Rows with errors were set aside; rows with warnings are kept.
- **Failed:** a promise about published tables does not hold; nothing would have been published.
- **Set aside:** the rows stay in the case file with their reason, for the supplier to mend.
"""


@shared
def returns(ask: Ask) -> Panel | None:
    """Which return arrived, for the forces of the chosen area and the chosen period."""
    rows = quality.returns(ask.build, ask.area.code, ask.area.level, ask.period.years)
    if rows.is_empty():
        return None
    received = rows["is_received"].to_list()
    arrived, missing = received.count(True), received.count(False)
    return Panel(
        name="returns",
        title=f"{arrived:,} of {rows.height:,} quarterly returns arrived",
        subtitle=f"Returns by force and quarter: {ask.area.name}, {ask.period.dates}.",
        alt=f"Grid of returns by force and quarter: {arrived:,} of {rows.height:,} arrived.",
        figure=returns_figure(rows, ask.build.synthetic),
        table=lambda: words.returns_table(rows.to_dicts()),
        file=lambda: case_file(rows, ask.build),
        file_name=file_name(
            "returns", ask.area.name, ask.period.name, synthetic=ask.build.synthetic
        ),
        about=ABOUT_RETURNS,
        source=source_words(ask.build),
        reading=reading("returns"),
        marks=["Cross: [x] no return"] if missing else [],
        rows=rows.height,
    )


def show_checks(build: Build) -> None:
    """How the checks came out, those that did not hold, and those that did."""
    say(f"**{checks_words(build)}.**")
    st.header("Checks", anchor=False)
    show(checks(build, held=False), nothing="Every check held for every row.")
    show_held(build)


def show_inputs(build: Build) -> None:
    """Every delivery and file that the build was made from."""
    show(inputs(build))


def show_held(build: Build) -> None:
    """The checks that held, opened only by those who want to read them all."""
    held = quality.validation(build).filter(_own() & _held(True)).height
    details = st.expander(f"The {held:,} checks that held", on_change="rerun", key="held")
    if details.open:
        with details:
            show(checks(build, held=True))


@shared
def checks(build: Build, held: bool) -> Panel | None:
    """Checks that held, or those that did not."""
    rows = quality.validation(build).filter(_own() & _held(held))
    if held:
        table = held_table(rows.sort("rule", "check_name").to_dicts())
        title, subtitle = (
            f"{rows.height:,} checks held",
            "One line per rule; the file has each check.",
        )
        return _table_panel(build, rows, "held", title, subtitle, table) if rows.height else None
    title = "Checks that did not hold everywhere"
    return _checks_panel(build, rows, "flagged", title, checks_words(build))


@shared
def totals(build: Build) -> Panel | None:
    """Totals of official files against the totals that their publishers print."""
    rows = quality.validation(build).filter(kind="total")
    passed = rows.filter(result="passed").height
    title = f"{passed} of {rows.height} printed totals agree"
    subtitle = "Official files added up again and compared with what their publishers print."
    return _checks_panel(build, rows, "totals", title, subtitle)


@shared
def headcounts(build: Build) -> Panel | None:
    """Headcounts in published tables that cannot be right; they are shown as printed."""
    rows = quality.validation(build).filter(kind="headcount")
    doubted = rows.filter(result="flagged").height
    title = f"{doubted} of {rows.height} checks of published headcounts find a doubtful number"
    subtitle = (
        "Numbers of officers below the line of published tables, held against one another and "
        "against the Home Office's. A wrong one makes a force an outlier."
    )
    return _checks_panel(build, rows, "headcounts", title, subtitle)


@shared
def accounting(build: Build) -> Panel | None:
    """Rows received are rows loaded, rows set aside and rows replaced."""
    rows = quality.row_accounting(build)
    if rows.is_empty():
        return None
    whole = (
        "add up for every kind of record" if rows["adds_up"].all() else "do not add up everywhere"
    )
    return _table_panel(
        build,
        rows,
        "rows",
        f"Rows received, loaded, set aside and replaced {whole}",
        "Nothing is dropped: every row that arrived was loaded, set aside with its reason, or "
        "replaced by a newer delivery of the same force.",
        words.accounting_table(rows.to_dicts()),
    )


@shared
def inputs(build: Build) -> Panel | None:
    """Deliveries and files behind the build."""
    rows = quality.inputs(build)
    if rows.is_empty():
        return None
    title = "What went into this build"
    subtitle = (
        "Each delivery and file with its fingerprint, so that anyone can check that it is the same."
    )
    return _table_panel(build, rows, "inputs", title, subtitle, words.inputs_table(rows.to_dicts()))


def _own() -> pl.Expr:
    """Checks of the records and of what is published from them, not of official files."""
    return ~pl.col("kind").is_in(["total", "headcount"])


def _held(held: bool) -> pl.Expr:
    return pl.col("result") == "passed" if held else pl.col("result") != "passed"


def _checks_panel(
    build: Build, rows: pl.DataFrame, name: str, title: str, subtitle: str
) -> Panel | None:
    if rows.is_empty():
        return None
    return _table_panel(build, rows, name, title, subtitle, words.checks_table(rows.to_dicts()))


def _table_panel(
    build: Build, rows: pl.DataFrame, name: str, title: str, subtitle: str, table: pl.DataFrame
) -> Panel:
    # Official files are nobody's invention: their rows carry no note on synthetic data.
    own = name not in ("totals", "headcounts", "inputs")
    return Panel(
        name=f"quality-{name}",
        title=title,
        subtitle=subtitle,
        alt="",
        figure=None,
        table=table,
        file=case_file(rows, build) if own else csv_bytes(rows),
        file_name=file_name("data-quality", name, synthetic=build.synthetic and own),
        about=ABOUT_CHECKS,
        source=source_words(build),
        rows=rows.height,
    )
