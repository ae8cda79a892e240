"""Official figures in words, as their publishers print them."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from dashboard.text.figures import Row
from dashboard.text.periods import day_words

PERCENT = ("percent", "%")


def official_words(row: Row) -> str:
    """A printed figure with its unit: 1,312 officers."""
    if row["value"] is None:
        return row["symbol"] or "not published"
    unit = "%" if row["unit"] in PERCENT else f" {row['unit']}"
    return number_words(row) + unit


def number_words(row: Row) -> str:
    """The bare number; decimals only where one is printed."""
    value = row["value"]
    if value is None:
        return ""
    return f"{value:,.0f}" if value == round(value) else f"{value:,.1f}"


def period_words(period: str) -> str:
    """Dates as people write them; years and anything else as printed."""
    try:
        return day_words(date.fromisoformat(period))
    except ValueError:
        return period


def source_link(row: Row) -> str:
    """The publisher, as a link to the publication."""
    return f"[{row['publisher']}]({row['url']})"


def headline_table(rows: Sequence[Row], with_source: bool = False) -> pl.DataFrame:
    """One line per figure: what is counted, how many, when."""
    columns = {
        "What": [_what(row) for row in rows],
        "Figure": [official_words(row) for row in rows],
        "When": [period_words(row["period"]) for row in rows],
    }
    if with_source:
        columns["Source"] = [source_link(row) for row in rows]
    return _with_cells(columns, rows)


def force_table(rows: Sequence[Row]) -> pl.DataFrame:
    columns = {
        "Police force": [row["area_name"] for row in rows],
        "Figure": [official_words(row) for row in rows],
        "Note": [(row["note"] or "") if own_note(row, rows) else "" for row in rows],
    }
    return _with_cells(columns, rows)


def own_note(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a row's note is not that of most rows, which stands in the About tab."""
    return sum(other["note"] == row["note"] for other in rows) * 2 <= len(rows)


def category_table(rows: Sequence[Row]) -> pl.DataFrame:
    columns = {
        "Category": [row["category"] for row in rows],
        "Figure": [official_words(row) for row in rows],
    }
    return _with_cells(columns, rows)


def time_table(rows: Sequence[Row]) -> pl.DataFrame:
    columns = {
        "Group": [row["category"] for row in rows],
        "Date": [period_words(row["period"]) for row in rows],
        "Figure": [official_words(row) for row in rows],
    }
    return _with_cells(columns, rows)


def _with_cells(columns: dict[str, list[str]], rows: Sequence[Row]) -> pl.DataFrame:
    """The table with the cell of each figure; publication and table stand in the About tab."""
    cells = [row["cell"] or "" for row in rows]
    shown = columns | ({"Cell": cells} if any(cells) else {})
    return pl.DataFrame(shown, schema=dict.fromkeys(shown, pl.String))


def _what(row: Row) -> str:
    name = row["measure"] if row["category"] == "total" else f"{row['measure']}: {row['category']}"
    return f"{name}. {row['note']}" if row["note"] else name
