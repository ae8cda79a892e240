"""Figures of forces that call for a second look, in words."""

from collections.abc import Sequence

import polars as pl

from dashboard.text.figures import Row, interval_words, value_words
from dashboard.text.prose import prose


def further_title(rows: Sequence[Row], period: str) -> str:
    """How many figures; never whose is the highest."""
    words = prose("overview")["further"]
    if not rows:
        return words["none"].format(period=period)
    several = f"{len(rows)} figures of forces", "call"
    count, verb = ("1 figure of a force", "calls") if len(rows) == 1 else several
    return words["title"].format(count=count, verb=verb, period=period)


def further_table(rows: Sequence[Row]) -> pl.DataFrame:
    """Force, what it is about, the figure and its interval."""
    columns = {
        "Force": [row["area_name"] for row in rows],
        "What": [_what(row) for row in rows],
        "Figure": [value_words(row) for row in rows],
        "95% interval": [interval_words(row) for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _what(row: Row) -> str:
    named = row["category"] != "total"
    return row["measure_title"] + (f": {row['category_label']}" if named else "")
