"""Words of the page on which a reader chooses what to see: names of choices, title, table, alt."""

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from dashboard.text.figures import SYMBOLS, Row, is_shown, notes, number_words, symbol_words
from dashboard.text.figures import value_words as long_words
from dashboard.text.tables import shared_notes

AXES = {"time": "Time", "forces": "Force", "regions": "Region", "nothing": "Nothing more"}
POOLED = {
    "financial_year": "Years",
    "three_years": "Three-year windows",
    "quarter": "Quarters",
}
DRAWN = {
    "together": "One in blue among the others",
    "multiples": "Small pictures on one scale",
}
EACH = {"time": "over time", "forces": "by force", "regions": "by region"}

Key = Callable[[Row], str]


def split_title(subject: str, axes: Sequence[str], where: str, names: Mapping[str, str]) -> str:
    """A title that states no finding, where none is published: what stands against what."""
    parts = [EACH.get(axis) or f"by {names.get(axis, axis).lower()}" for axis in axes]
    return f"{subject}, {' and '.join(parts)}, {where}"


def crosstab(rows: Sequence[Row], first: str, line: Key, column: Key) -> pl.DataFrame:
    """One line and one column for each name, in the order of the rows; a figure in each cell."""
    said = shared_notes(rows)
    columns = list(dict.fromkeys(map(column, rows)))
    at = {(line(row), column(row)): cell_words(row, said) for row in rows}
    lines = list(dict.fromkeys(map(line, rows)))
    cells = {first: lines} | {
        name: [at.get((each, name), "") for each in lines] for name in columns
    }
    return pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String))


def cell_words(row: Row, said: Sequence[str] = ()) -> str:
    """A figure without the unit that stands in the subtitle; the symbol where there is none."""
    if not is_shown(row):
        return symbol_words(row)
    own = [note for note in notes(row) if note not in said]
    after = "%" if row["per"] == 100 else ""
    return number_words(row["value"], row["per"]) + after + (f" ({'; '.join(own)})" if own else "")


def split_alt(kind: str, subject: str, rows: Sequence[Row], name: Key) -> str:
    """The kind of picture, and the lowest and highest figure in it with their names."""
    shown = sorted((row for row in rows if is_shown(row)), key=lambda row: row["value"])
    if not shown:
        return f"{kind} of {subject}. No figure can be shown."
    low, high = shown[0], shown[-1]
    hidden = sum(row["symbol"] == "c" for row in rows)
    return (
        f"{kind} of {subject}. From {long_words(low)}, {name(low)}, to {long_words(high)}, "
        f"{name(high)}." + (f" {hidden} {SYMBOLS['c'].removeprefix('[c] ')}." if hidden else "")
    )
