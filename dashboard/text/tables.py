"""Tables in words: the same rows as the chart and the file, one line each."""

from collections.abc import Callable, Sequence

import polars as pl

from dashboard.text.comparisons import difference_words
from dashboard.text.figures import (
    SYMBOLS,
    Row,
    base_words,
    count_words,
    figure_words,
    interval_words,
    is_shown,
    notes,
    number_words,
    value_words,
)


def period_table(rows: Sequence[Row]) -> pl.DataFrame:
    return _table("Period", lambda row: row["period"], rows)


def area_table(rows: Sequence[Row]) -> pl.DataFrame:
    return _table("Area", lambda row: row["area_name"], rows)


def split_table(rows: Sequence[Row]) -> pl.DataFrame:
    """One line per period and category."""
    table = category_table(rows)
    return table.insert_column(0, pl.Series("Period", [row["period"] for row in rows], pl.String))


def funnel_table(rows: Sequence[Row]) -> pl.DataFrame:
    """Each force with its figure, raw and smoothed, its base and the limits there."""
    columns = {
        "Area": [row["area_name"] for row in rows],
        "Figure": [value_words(row) for row in rows],
        "How many": [base_words(row) for row in rows],
        "Smoothed": [_smoothed_words(row) for row in rows],
        "95% limits": [_limits_words(row, "95") for row in rows],
        "99.8% limits": [_limits_words(row, "998") for row in rows],
        "Where": [_where(row) for row in rows],
        "Signal": [SIGNALS.get(row["signal"], "") for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


SIGNALS = {
    "none": "none",
    "beyond_chance": "beyond chance, within the usual spread",
    "look_further": "look further",
}


def _smoothed_words(row: Row) -> str:
    if row["smoothed"] is None:
        return ""
    low, high = (number_words(row[f"smoothed_{end}"], row["per"]) for end in ("lower", "upper"))
    return f"{number_words(row['smoothed'], row['per'])} ({low} to {high})"


def _limits_words(row: Row, name: str) -> str:
    low, high = row[f"lower_{name}"], row[f"upper_{name}"]
    if low is None or high is None:
        return ""
    return f"{number_words(low, row['per'])} to {number_words(high, row['per'])}"


def _where(row: Row) -> str:
    if row["lower_998"] is None:
        return ""
    return "outside 99.8%" if row["is_outside"] else "within 99.8%"


def category_table(rows: Sequence[Row]) -> pl.DataFrame:
    return _table("Category", lambda row: row["category_label"], rows)


def shared_notes(rows: Sequence[Row]) -> list[str]:
    """Notes that hold for every figure: said once, they need not stand in each row."""
    each = [notes(row) for row in rows if is_shown(row)]
    return [note for note in each[0] if all(note in others for others in each)] if each else []


def _table(first: str, name: Callable[[Row], str], rows: Sequence[Row]) -> pl.DataFrame:
    said = shared_notes(rows)
    columns = {
        first: [name(row) for row in rows],
        "Figure": [value_words(row) for row in rows],
        "95% interval": [interval_words(row) for row in rows],
        "How many": [base_words(row) for row in rows],
        "Note": [_own_notes(row, said) for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _own_notes(row: Row, said: list[str]) -> str:
    return "; ".join(note for note in notes(row) if is_shown(row) and note not in said)


def extract_table(rows: Sequence[Row], with_measure: bool = False) -> pl.DataFrame:
    """The first rows of a file, in words where the file has codes; of which measure, on request."""
    columns: dict[str, list[str]] = {
        "Area": [row["area_name"] for row in rows],
        "Period": [row["period"] for row in rows],
        # A column more would be too wide for a phone.
        "Category": [
            (f"{row['measure_title']}: " if with_measure else "") + row.get("category_label", "All")
            for row in rows
        ],
        "Figure": [_figure(row) for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _figure(row: Row) -> str:
    if "difference" in row:
        return difference_words(row)
    if "p_adjusted" in row:
        return _signal_words(row)
    if "limit_name" in row:
        return f"{LIMITS[row['limit_name']]}: {row['value']:,.2f} at a base of {row['base']:,.0f}"
    if "count" in row:
        shown = row["count"] is not None
        return (
            f"{row['count_name']}: {count_words(row['count']) if shown else SYMBOLS[row['symbol']]}"
        )
    return figure_words(row)


def _signal_words(row: Row) -> str:
    look = f"signal: {SIGNALS[row['signal']]}"
    words = _smoothed_words(row)
    return f"{look}; smoothed {words}" if words else look


LIMITS = {
    "centre": "All forces",
    "centre_without_largest": "All forces without the largest",
    "lower_95": "Lower 95% limit",
    "upper_95": "Upper 95% limit",
    "lower_998": "Lower 99.8% limit",
    "upper_998": "Upper 99.8% limit",
    "adjusted_lower_95": "Lower 95% limit, usual spread allowed for",
    "adjusted_upper_95": "Upper 95% limit, usual spread allowed for",
    "adjusted_lower_998": "Lower 99.8% limit, usual spread allowed for",
    "adjusted_upper_998": "Upper 99.8% limit, usual spread allowed for",
}
