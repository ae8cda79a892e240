"""An area's figures in one table, with what published differences show."""

from collections.abc import Mapping, Sequence

import polars as pl

from dashboard.text.comparisons import signed
from dashboard.text.figures import Row, base_words, interval_words, is_shown, value_words
from dashboard.text.findings import RULE
from dashboard.text.markdown import plain

SINCE = "Since the former window"


def glance_table(
    rows: Sequence[Row],
    topics: Mapping[str, str],
    others: Mapping[str, Row] | None,
    before: Mapping[str, Row],
) -> pl.DataFrame:
    """One line per measure: figure, interval, and how it stands to others and to before.

    Three columns, as more would not fit a phone. `others` is None where there are none.
    """
    beside = [_found(row, before.get(row["measure"])) for row in rows]
    if others is not None:
        with_whole = [_found(row, others.get(row["measure"])) for row in rows]
        beside = [f"{one}; {two}" for one, two in zip(with_whole, beside, strict=True)]
    columns = {
        "Measure": [f"{topics[row['measure']]}: {row['measure_title']}" for row in rows],
        "Figure": [_figure(row) for row in rows],
        SINCE if others is None else f"Beside all forces; {SINCE.lower()}": beside,
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def glance_about(measures: pl.DataFrame) -> str:
    """What each figure is, and when it is called higher or lower."""
    lines = [f"- **{plain(row['title'])}:** {plain(row['unit'])}" for row in measures.to_dicts()]
    return "\n".join([*lines, f"- **When we say higher or lower:** {RULE}"])


def _figure(row: Row) -> str:
    inside = [base_words(row), interval_words(row) and f"95% interval {interval_words(row)}"]
    inside = [part for part in inside if part]
    return value_words(row) + (f" ({'; '.join(inside)})" if is_shown(row) and inside else "")


def _found(row: Row, difference: Row | None) -> str:
    if difference is None:
        return "not compared"
    words = difference["finding"] if difference["finding"] != "no clear change" else "not clear"
    rules = "; rules changed" if difference["crosses_break"] else ""
    return f"{words} ({signed(difference['difference'], row['per'])}{rules})"
