"""The different figures that are called a gross misconduct rate, beside their definitions."""

from collections.abc import Mapping, Sequence

import polars as pl

from dashboard.text.figures import Row, interval_words, value_words
from dashboard.text.markdown import plain


def meanings_table(rows: Sequence[Row], definitions: Mapping[str, Row]) -> pl.DataFrame:
    """One line per meaning: what it counts, out of what, and the figure."""
    columns = {
        "Out of": [definitions[row["measure"]]["denominator_words"] for row in rows],
        "Counted": [definitions[row["measure"]]["numerator_words"] for row in rows],
        "Figure": [_figure(row) for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def meanings_about(rows: Sequence[Row], definitions: Mapping[str, Row]) -> str:
    """Each meaning with its full definition."""
    each = [definitions[row["measure"]] for row in rows]
    return "\n".join(
        f"- **{plain(one['title'])}:** {plain(one['unit'])}. {plain(one['why_it_matters'])} "
        f"Left out: {plain(one['exclusions'])}."
        for one in each
    )


def _figure(row: Row) -> str:
    interval = interval_words(row)
    told = f"{value_words(row)} in {row['period']}"
    return told + (f" (95% interval {interval})" if interval else "")
