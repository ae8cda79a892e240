"""How figures come about: built from what is published, so that it cannot drift."""

from collections.abc import Callable
from functools import cache

import polars as pl
import streamlit as st

from dashboard.components.breakdown import NAMES
from dashboard.components.files import csv_bytes, file_name
from dashboard.components.filters import choose
from dashboard.components.panel import Panel, show, show_table
from dashboard.components.real_table import table_html
from dashboard.components.shared import shared
from dashboard.components.sources import about_measure, source_words
from dashboard.components.words import say
from dashboard.queries import methods, published
from dashboard.queries.connection import Build
from dashboard.queries.contact import contact
from dashboard.queries.quality import inputs
from dashboard.text import methods as words
from dashboard.text import rules
from dashboard.text.access import statement
from dashboard.text.contact import contact_lines
from dashboard.text.markdown import plain
from dashboard.text.periods import day_words
from dashboard.text.prose import prose
from etl.config import Settings

RULES = "A rule is tried on every field or table that it concerns: {checks:,} checks in all."
NO_INTERVAL = pl.DataFrame({"interval_method": []}, schema={"interval_method": pl.String})


def show_steps() -> None:
    """From a delivery to a page, and one real case that went this way."""
    steps = prose("methods")["steps"]
    say("\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1)))
    st.header("A worked example", anchor=False)
    say(
        "One case that the independent body described in public. Nobody is named here, and "
        "nothing is added to what was published."
    )
    show_table(*_of_words(words.example_table, "One case step by step, and how each step counts"))


def show_measures(build: Build) -> None:
    """One definition in full, and all of them in a table."""
    rows = published.measures(build)
    titles = {row["measure"]: f"{row['title']} ({row['measure']})" for row in rows.to_dicts()}
    if titles:
        name = choose("Definition of", "definition", list(titles), words=titles)
        say(about_measure(build, published.measure(build, name), NO_INTERVAL))
        show(all_measures(build))


def show_rules(build: Build) -> None:
    """What is checked, in words, and when the rules of the field changed."""
    show(breaks(build))
    show(all_rules(build))
    rows = methods.rules(build)
    details = st.expander(f"All {rows.height:,} checks one by one", on_change="rerun", key="checks")
    if details.open:
        with details:
            show_table(rules.checks_table(rows.to_dicts()), "Every check of every rule")


def show_disclosure(build: Build) -> None:
    """What is hidden, why, and up to which count."""
    say(prose("methods")["disclosure"])
    hidden = methods.hidden(build)
    if hidden:
        say(prose("methods")["hidden"].format(**hidden))
    if limits := thresholds(build):
        show(limits)


@shared
def all_measures(build: Build) -> Panel:
    """Every measure with its unit and who checked it."""
    rows = published.measures(build)
    return _panel(build, rows, "measures", "All measures", words.measures_table(rows.to_dicts()))


@shared
def breaks(build: Build) -> Panel:
    """When the rules of the field changed."""
    rows = methods.breaks(build)
    table = words.breaks_table(rows.to_dicts())
    rows = rows.with_columns(pl.col("applies_to").list.join(", "))
    return _panel(build, rows, "breaks", "Breaks in the series", table)


@shared
def all_rules(build: Build) -> Panel:
    """What is checked of records, in words."""
    rows = methods.rules(build)
    title = f"{rows['rule'].n_unique()} rules for records"
    table = rules.rules_table(rows.to_dicts())
    return _panel(build, rows, "rules", title, table, RULES.format(checks=rows.height))


@shared
def thresholds(build: Build) -> Panel | None:
    """Up to which count what is hidden; None of a build that hides nothing."""
    rows = methods.policy(build)
    if rows.is_empty():
        return None
    title = f"What is hidden in the {build.tier} file"
    return _panel(build, rows, "thresholds", title, words.policy_table(rows.to_dicts()))


def show_glossary(build: Build) -> None:
    """Terms of the field, and the words for the codes in files."""
    show_table(*_of_words(words.glossary_table, "Terms and their meaning"))
    offered = methods.code_lists(build)
    if offered:
        name = choose("Code list", "codes", offered, words=NAMES)
        rows = methods.codes(build, name)
        show_table(words.codes_table(rows.to_dicts()), f"Codes: {NAMES.get(name, name)}")


def show_whom_to_ask(build: Build) -> None:
    """How to query a figure, who can read the pages, and who publishes them."""
    st.header("How to query a figure", anchor=False)
    show_query(build)
    st.header(prose("access")["heading"], anchor=False)
    show_access()
    st.header(prose("contact")["heading"], anchor=False)
    show_contact()


def show_query(build: Build) -> None:
    """Whom to ask about a figure, and what to quote."""
    suppliers = inputs(build, "delivery")["supplier"].unique(maintain_order=True)
    filled = {
        "suppliers": plain(", ".join(suppliers)) or "no case records in this build",
        "version": plain(build.code_version),
        "build": plain(build.id),
        "day": day_words(build.built_on),
    }
    lines = [line.format(**filled) for line in prose("methods")["query"]]
    say("\n".join(f"- {line}" for line in lines))


def show_access() -> None:
    """What was done so that everybody can read the pages, and what still stops some."""
    say("\n\n".join(statement()))


def show_contact() -> None:
    """Who publishes, how an error is reported and corrected, who may reply."""
    say("\n\n".join(contact_lines(contact(Settings.from_environment()))))


def show_unknown() -> None:
    """What no figure here can say."""
    say("\n".join(f"- {line}" for line in prose("methods")["unknown"]))


@cache
def _of_words(table: Callable[[], pl.DataFrame], name: str) -> tuple[pl.DataFrame, str, str]:
    """A table that is the same in every build, its name, and the cells that are sent of it."""
    made = table()
    return made, name, table_html(made, name)


def _panel(
    build: Build,
    rows: pl.DataFrame,
    name: str,
    title: str,
    table: pl.DataFrame,
    subtitle: str = "As published with this build.",
) -> Panel:
    return Panel(
        name=f"methods-{name}",
        title=title,
        subtitle=subtitle,
        alt="",
        figure=None,
        table=table,
        file=csv_bytes(rows),
        file_name=file_name("methods", name),
        about="Built from the published file, which the figures come from, too.",
        source=source_words(build),
        rows=rows.height,
    )
