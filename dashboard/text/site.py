"""Words of the static pages: every figure of an area in one table, and what changed clearly."""

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from dashboard.text.comparisons import change_words
from dashboard.text.figures import Row, base_words, figure_words, interval_words, value_words
from dashboard.text.prose import prose

CLEAR = ("higher", "lower")


def windows_table(rows: Sequence[Row]) -> pl.DataFrame:
    """One line per measure and category, one column per window, each figure in full."""
    return _across(rows, lambda row: figure_words(row) + marks(row))


def short_table(rows: Sequence[Row], last: int = 2) -> pl.DataFrame:
    """As `windows_table` for the last windows, each figure as short as paper asks."""
    names = sorted({row["period"] for row in rows})[-last:]
    table = _across([row for row in rows if row["period"] in names], short_words)
    return table.with_columns(pl.Series("Measure", _shortened(table["Measure"].to_list())))


def short_words(row: Row) -> str:
    """The figure, its interval, how many of how many: 12.3 per 1,000 (9.0 to 16.7; 38 of 3,090)."""
    inside = [interval_words(row), base_words(row)]
    unsure = " [u]" if row["symbol"] == "u" else ""
    told = "; ".join(part for part in inside if part)
    inside = f" ({told})" if told and row["value"] is not None else ""
    return value_words(row) + unsure + inside + marks(row)


def marks(row: Row) -> str:
    """The shorthand of government statistics for provisional figures and breaks."""
    if row["value"] is None:
        return ""
    return (" [p]" if row["provisional"] else "") + (" [b]" if row["break_within"] else "")


def _shortened(names: list[str]) -> list[str]:
    """The categories of a measure by its id alone, after the first, which names it in full."""
    told: list[str] = []
    for at, name in enumerate(names):
        head, _, category = name.rpartition("): ")
        before = names[at - 1].rpartition("): ")[0] if at else ""
        told.append(f"{head.rpartition('(')[2]}: {category}" if head and head == before else name)
    return told


def measure_name(row: Row) -> str:
    """The measure with its id, by which the methods page knows it, and the category if any."""
    named = f"{row['measure_title']} ({row['measure']})"
    return named if row["category"] == "total" else f"{named}: {row['category_label']}"


def clear_changes(rows: Sequence[Row], differences: Mapping[str, Row]) -> list[str]:
    """A sentence for each figure whose published difference is clear."""
    told = []
    for row in rows:
        found = differences.get(row["measure"])
        if found is None or found["finding"] not in CLEAR:
            continue
        rules = "; the rules changed in between" if found["crosses_break"] else ""
        size = change_words(abs(found["difference"]), found)
        told.append(f"{row['measure_title']}: {value_words(row)}, {size} {found['finding']}{rules}")
    return told


def symbols_words(rows: Sequence[Row]) -> str:
    """How many of these figures are hidden, missing or unsure."""
    held = [row["symbol"] for row in rows]
    return prose("site")["area"]["hidden"].format(
        hidden=held.count("c"), all=len(held), missing=held.count("x"), unsure=held.count("u")
    )


def _across(rows: Sequence[Row], say: Callable[[Row], str]) -> pl.DataFrame:
    periods = sorted({row["period"] for row in rows})
    names = dict.fromkeys(measure_name(row) for row in rows)
    told = {(measure_name(row), row["period"]): say(row) for row in rows}
    columns = {"Measure": list(names)} | {
        period: [told.get((name, period), "") for name in names] for period in periods
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
