"""The words of the published record: titles, alternative texts, tables."""

import re
from collections.abc import Sequence

import polars as pl

from dashboard.text.figures import Row
from dashboard.text.official import official_words, period_words

FEW = 3
MOST_NAMES = 8
# Words of a measure by which it belongs to a topic; what has none of them is on conduct.
TOPICS = {
    "Complaints and reviews": ("complaint", "allegation", "review"),
    "Misconduct and cases of the IOPC": (),
    "Deaths and serious incidents": ("death", "suicide", "fatal", "traffic incident"),
    "Workforce and residents": ("workforce", "in post", "resident"),
}


def title(row: Row) -> str:
    """What is counted, of which category."""
    return row["measure"] if row["category"] == "total" else f"{row['measure']}: {row['category']}"


def source_table(rows: Sequence[Row]) -> pl.DataFrame:
    """One line per figure, in the unit of all, with what is needed to find it again."""
    columns = {
        "Period": [period_words(row["period"]) for row in rows],
        "Area": [row["area_label"] for row in rows],
        "Figure": [exact_words(row["value"]) for row in rows],
        "Symbol": [row["symbol"] or "" for row in rows],
        "Note": [row["note"] or "" for row in rows],
        "Edition": [row["edition"] for row in rows],
        "Table": [short_table(row["table_name"]) for row in rows],
        "Cell": [row["cell"] or "" for row in rows],
        "Sentence": [row["quote"] or "" for row in rows],
        "Source": [f"[{row['publisher']}]({row['url']})" for row in rows],
    }
    table = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    # What is one and the same in all lines stands in the title.
    return table.drop(name for name in ("Period", "Area") if _is_same(table[name]))


def _is_same(column: pl.Series) -> bool:
    return len(column) > 1 and column.n_unique() == 1


def short_table(name: str | None) -> str:
    """The number of a table where it has one; its full name stands in the About tab."""
    number = re.match(r"Table \w+(?=:)", name or "")
    return number.group() if number else name or ""


def restated_table(rows: Sequence[Row]) -> pl.DataFrame:
    """One line per edition of each figure that was restated."""
    columns = {
        "Period": [period_words(row["period"]) for row in rows],
        "Area": [row["area_label"] for row in rows],
        "Edition": [row["edition"] for row in rows],
        "Published": [
            period_words(row["published_on"].isoformat()) if row["published_on"] else ""
            for row in rows
        ],
        "Figure": [exact_words(row["value"]) for row in rows],
        "Change": [_change(row["change"]) for row in rows],
        "Table": [short_table(row["table_name"]) for row in rows],
        "Cell": [row["cell"] or "" for row in rows],
        "Source": [f"[{row['publisher']}]({row['url']})" for row in rows],
    }
    table = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return table.drop(name for name in ("Area",) if _is_same(table[name]))


def triangle_table(rows: Sequence[Row]) -> pl.DataFrame:
    """One line per period, one column per edition in the order of the days of publication."""
    ordered = sorted(rows, key=lambda row: row["published_on"])
    editions = list(dict.fromkeys(row["edition"] for row in ordered))
    cells: dict[str, dict[str, str]] = {}
    for row in rows:
        changed = " (restated)" if _change(row["change"])[0] in "+−" else ""
        cells.setdefault(row["period"], {})[row["edition"]] = exact_words(row["value"]) + changed
    lines = [
        {"Period": period_words(period)} | {name: line.get(name, "") for name in editions}
        for period, line in cells.items()
    ]
    return pl.DataFrame(lines, schema=dict.fromkeys(["Period", *editions], pl.String))


def exact_words(value: float | None) -> str:
    """A figure to as many decimals as it has in the publisher's file, at most four."""
    if value is None:
        return ""
    words = f"{value:,.4f}".rstrip("0").rstrip(".")
    return words.replace("-", "−") if words != "-0" else "0"


def _change(change: float | None) -> str:
    if change is None:
        return "first printed"
    words = exact_words(change)
    if words == "0":
        return "as before"
    return words if change < 0 else f"+{words}"


def trend_alt(rows: Sequence[Row]) -> str:
    """First and last figure of a series over time."""
    ends = [f"{period_words(row['period'])}: {official_words(row)}" for row in (rows[0], rows[-1])]
    absent = sum(row["value"] is None for row in rows)
    told = f" {absent} without a figure." if absent else ""
    return (
        f"Line chart of {title(rows[0])}, {rows[0]['area_label']}, {len(rows)} periods. "
        f"{ends[0]}. {ends[1]}.{told}"
    )


def forces_alt(rows: Sequence[Row], kind: str = "Dot chart") -> str:
    """Smallest and largest figure of one period, and how many are missing."""
    shown = sorted(
        (row for row in rows if row["value"] is not None and row["area_level"] != "country"),
        key=lambda row: row["value"],
    )
    told = "No figure is printed."
    if shown:
        low, high = shown[0], shown[-1]
        told = (
            f"From {official_words(low)}, {low['area_name']}, "
            f"to {official_words(high)}, {high['area_name']}."
        )
    absent = sum(row["value"] is None for row in rows)
    told += f" {absent} without a figure." if absent else ""
    return f"{kind} of {title(rows[0])} by area, {period_words(rows[0]['period'])}. {told}"


def coverage_words(gaps: Sequence[Row], with_period: bool) -> str:
    """From how many forces figures come, where some give none; empty where none is missing."""
    told = []
    for gap in gaps[:FEW]:
        when = f"{period_words(gap['period'])}: " if with_period else ""
        told.append(
            f"{when}{gap['forces']} of {gap['expected']} forces have a figure; "
            f"none for {gap['missing']}."
        )
    if len(gaps) > FEW:
        told.append(f"Forces are missing in {len(gaps) - FEW} more periods.")
    return " ".join(told)


def topic_words(row: Row) -> str:
    """The topic that a measure belongs to."""
    name = row["measure"].lower()
    found = (topic for topic, parts in TOPICS.items() if any(part in name for part in parts))
    return next(found, "Misconduct and cases of the IOPC")


def profile_table(rows: Sequence[Row]) -> pl.DataFrame:
    """One line per figure of one area, by topic."""
    columns = {
        "Topic": [row["topic_words"] for row in rows],
        "What": [title(row) for row in rows],
        "Figure": [exact_words(row["value"]) for row in rows],
        "Unit": [row["unit"] for row in rows],
        "Symbol": [row["symbol"] or "" for row in rows],
        "When": [period_words(row["period"]) for row in rows],
        "Publisher": [row["publisher"] for row in rows],
        "Edition": [row["edition"] for row in rows],
        "Table": [short_table(row["table_name"]) for row in rows],
        "Cell": [row["cell"] or "" for row in rows],
        "Source": [f"[Open]({row['url']})" for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def map_coverage_words(shown: int, missing: Sequence[str]) -> str:
    """How many of the forces on a map have a figure, and which have none where those are few."""
    total = shown + len(missing)
    if not missing:
        return f"All {total} forces have a figure."
    names = f": {'; '.join(missing)}" if len(missing) <= MOST_NAMES else ""
    return f"{shown} of {total} forces have a figure; the hatched have none{names}."
