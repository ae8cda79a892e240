"""Panels of official figures: their words, their sources, the file of exactly their rows."""

import polars as pl

from dashboard.components.files import official_file
from dashboard.components.panel import Panel
from dashboard.text import official as words
from dashboard.text.markdown import plain
from dashboard.text.prose import reading

# What is made for the page and is no part of the published row.
MADE = ("words", "number", "period_words", "area_label", "topic_words", "per")


def worded(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with their figure and their period in words."""
    each = rows.to_dicts()
    said = {
        "words": [words.official_words(row) for row in each],
        "number": [words.number_words(row) for row in each],
        "period_words": [words.period_words(row["period"]) for row in each],
    }
    made = [pl.Series(name, column, dtype=pl.String) for name, column in said.items()]
    return rows.with_columns(*made, pl.lit(None).alias("per"))


def official_panel(
    rows: pl.DataFrame,
    name: str,
    kind: str = "",
    figure: object = None,
    alt: str = "",
    more: str = "",
    file: bytes | None = None,
    many: int | None = None,
    **said: object,
) -> Panel:
    """A panel of rows of `published.official_figures`; `more` is said in the tab About too.

    `file` and its number of rows `many` are given where the file holds more than these rows.
    """
    return Panel(
        name=f"published-{name}",
        figure=figure,
        alt=alt,
        file=file or official_file(rows.drop(set(MADE) & set(rows.columns))),
        about=_about(rows) + (f"\n- {more}" if more else ""),
        source=source_of(rows),
        reading=reading(kind) if kind else "",
        rows=many or rows.height,
        **said,
    )


def source_of(rows: pl.DataFrame) -> str:
    """Publications, editions and licence and, for a single figure, its table and cell."""
    columns = ["publisher", "publication", "edition", "table_name", "cell", "url"]
    licences = ", ".join(map(plain, rows["licence"].drop_nulls().unique(maintain_order=True)))
    if rows.height == 1:
        row = rows.row(0, named=True)
        cell = f", cell {plain(row['cell'])}" if row["cell"] else ""
        return f"Source: {_named(row)}{cell} · licence: {licences}"
    named: dict[str, list[str]] = {}
    for row in rows.select(columns).to_dicts():
        name = f"{plain(row['publisher'])}, [{plain(row['publication'])}]({row['url']})"
        named.setdefault(name, []).append(plain(row["edition"]))
    each = [f"{name}, edition {', '.join(dict.fromkeys(of))}" for name, of in named.items()]
    where = "Table and cell" if rows["cell"].count() else "Publisher and sentence"
    told = f"Source: {'; '.join(each)}. {where} of each figure: in its table"
    return f"{told} · licence: {licences}"


def _named(row: dict) -> str:
    table = f", {plain(row['table_name'])}" if row["table_name"] else ""
    return (
        f"{plain(row['publisher'])}, [{plain(row['publication'])}]({row['url']}), "
        f"edition {plain(row['edition'])}{table}"
    )


def _about(rows: pl.DataFrame) -> str:
    """Each publication and table with its licence, then units and notes."""
    columns = ["publisher", "publication", "edition", "table_name", "licence", "url"]
    each = rows.select(columns).unique(maintain_order=True).to_dicts()
    lines = [f"- {_named(row)}. {plain(row['licence'])}." for row in each]
    lines.append(f"- **Units:** {plain(', '.join(rows['unit'].unique(maintain_order=True)))}")
    notes = rows["note"].drop_nulls().unique(maintain_order=True).to_list()
    return "\n".join(lines + [f"- **Note:** {plain(note)}" for note in notes if note])
