"""Published record: official figures under real names and with filters of their own."""

import polars as pl
import streamlit as st

from dashboard.charts.bars import bars_figure
from dashboard.charts.forces import forces_figure
from dashboard.charts.lines import lines_figure
from dashboard.components.files import file_name, official_file
from dashboard.components.filters import choose
from dashboard.components.official_panel import source_of
from dashboard.components.panel import Panel, show
from dashboard.components.shared import shared
from dashboard.components.words import say
from dashboard.queries import official
from dashboard.queries.connection import Build
from dashboard.text import official as words
from dashboard.text.markdown import plain
from dashboard.text.prose import prose, reading

WHOLE = "England and Wales"
WORKFORCE = ["Police officers", "Police staff", "Special constables"]
DAYS = "Average days to finalise a complaint case"


def record_heading(sentence: str) -> None:
    """The heading that sets official figures apart from the case records above."""
    st.divider()
    st.header("Published record", anchor=False)
    say(f"Real police forces, figures as their publishers print them. {sentence}")


def show_headlines(build: Build, topic: str) -> None:
    """Figures in the text of one publication of the reader's choice."""
    first = next(
        each["measure"] for each in prose("overview")["headlines"] if each["topic"] == topic
    )
    offered = official.publications(build, topic, first)
    if offered:
        show(headlines(build, topic, choose("Publication", "publication", list(offered), offered)))


def choose_force(build: Build, topic: str) -> str:
    """A real police force, or the whole. Areas of the case records are never offered here."""
    return choose("Police force", "published_force", [WHOLE, *official.forces(build, topic)])


def choose_category(build: Build, topic: str, measure: str) -> str | None:
    """A category of a measure that is printed by force."""
    offered = official.categories(build, topic, measure)
    return choose("Kind of case", "published_kind", offered) if offered else None


@shared
def headlines(build: Build, topic: str, url: str) -> Panel | None:
    """Figures of one publication on a topic: a table, since their units differ."""
    rows = official.headlines(build, topic, url)
    if rows.is_empty():
        return None
    title = f"{rows['publisher'][0]}: {rows['publication'][0]}"
    subtitle = f"For {rows['area_name'][0]}. Figures with different units do not compare."
    table = words.headline_table(rows.to_dicts())
    return _panel(rows, "headlines", title, subtitle, None, "", table)


@shared
def days_by_force(build: Build, category: str, force: str) -> Panel | None:
    """Published average days to finalise a complaint by real force."""
    rows = _worded(official.by_force(build, "time_to_hearing", DAYS, category))
    if rows.is_empty():
        return None
    chosen = set(rows.filter(area_name=force)["area_code"])
    title = f"Days to finalise a complaint, {rows['period'][0]}"
    subtitle = f"Time to finalise, not time to hearing. Mean days, complaint cases, {category}."
    return _panel(
        rows,
        "days",
        title,
        subtitle,
        forces_figure(rows, chosen, synthetic=False),
        f"Dot chart of {DAYS.lower()}, {category}, by police force. {_range(rows)}",
        words.force_table(rows.to_dicts()),
        "official_forces",
    )


@shared
def by_characteristic(build: Build) -> Panel | None:
    """Published discrimination allegations by characteristic."""
    measure = "Discrimination allegations finalised under Schedule 3"
    rows = _worded(official.by_category(build, "discrimination", measure))
    if rows.is_empty():
        return None
    rows = rows.with_columns(category_label="category")
    return _panel(
        rows,
        "characteristics",
        f"{measure}, {rows['period'][0]}",
        f"Allegations by characteristic, {rows['area_name'][0]}; each is counted once.",
        bars_figure(rows, synthetic=False),
        f"Bar chart of {measure.lower()}, by characteristic. {_range(rows)}",
        words.category_table(rows.to_dicts()),
        "official_bars",
    )


@shared
def workforce(build: Build, force: str) -> Panel | None:
    """Published workforce of a real force, or of England and Wales, over the years."""
    rows = _worded(official.over_time(build, "workforce", "headcount", force, WORKFORCE))
    if rows.is_empty():
        return None
    return _panel(
        rows,
        "workforce",
        f"Police workforce in post, {force}",
        "Headcount on 31 March. Referral rates rest on officers, specials and staff together.",
        lines_figure(rows),
        f"Line chart of police workforce in post, {force}, by group. {_range(rows)}",
        words.time_table(rows.to_dicts()),
        "official_lines",
    )


def _panel(
    rows: pl.DataFrame,
    name: str,
    title: str,
    subtitle: str,
    figure: object,
    alt: str,
    table: pl.DataFrame,
    kind: str = "",
) -> Panel | None:
    if rows.is_empty():
        return None
    made = {"words", "number", "category_label", "per"} & set(rows.columns)
    return Panel(
        name=f"published-{name}",
        title=title,
        subtitle=subtitle,
        alt=alt,
        figure=figure,
        table=table,
        file=official_file(rows.drop(made)),
        file_name=file_name("published", title),
        about=_about(rows),
        source=source_of(rows),
        reading=reading(kind) if kind else "",
        rows=rows.height,
    )


def _worded(rows: pl.DataFrame) -> pl.DataFrame:
    each = rows.to_dicts()
    said = pl.Series("words", [words.official_words(row) for row in each], dtype=pl.String)
    return rows.with_columns(
        said,
        pl.Series("number", [words.number_words(row) for row in each], dtype=pl.String),
        pl.lit(None).alias("per"),
    )


def _range(rows: pl.DataFrame) -> str:
    shown = rows.drop_nulls("value").sort("value")
    if shown.is_empty():
        return "No figure is printed."
    name = "category" if shown["area_name"].n_unique() == 1 else "area_name"
    low, high = shown.row(0, named=True), shown.row(-1, named=True)
    return f"From {low['words']}, {low[name]}, to {high['words']}, {high[name]}."


def _about(rows: pl.DataFrame) -> str:
    """Publication, table, units and notes of the figures shown."""
    lines = []
    columns = ["publisher", "publication", "edition", "table_name", "licence", "url"]
    for row in rows.select(columns).unique(maintain_order=True).to_dicts():
        table = f", {plain(row['table_name'])}" if row["table_name"] else ""
        lines.append(
            f"- **{plain(row['publisher'])}:** [{plain(row['publication'])}]({row['url']}), "
            f"edition {plain(row['edition'])}{table}. {plain(row['licence'])}."
        )
    lines.append(f"- **Units:** {plain(', '.join(rows['unit'].unique(maintain_order=True)))}")
    notes = rows["note"].drop_nulls().unique(maintain_order=True).to_list()
    lines += [f"- **Note:** {plain(note)}" for note in notes if note]
    return "\n".join(lines)
