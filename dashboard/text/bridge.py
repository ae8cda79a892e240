"""From one published figure to the next: what is printed in between, and what stays unexplained."""

from collections.abc import Sequence

import polars as pl

from dashboard.text.figures import Row
from dashboard.text.official import period_words
from dashboard.text.prose import prose
from dashboard.text.record import exact_words


def step_words(step: Row) -> str:
    """The figure of a step with its sign: −328, +187, 1,300."""
    if step["value"] is None:
        absent = prose("bridges")["words"]["missing"].lower()
        return absent if step["symbol"] in (None, "x") else f"[{step['symbol']}]"
    if step["role"] == "total":
        return exact_words(step["value"])
    change = step["value"] if step["role"] == "remainder" else -step["value"]
    return f"+{exact_words(change)}" if change > 0 else exact_words(change)


def bridge_table(steps: Sequence[Row]) -> pl.DataFrame:
    """One line per step: what it counts, in which unit, of whom and when, and where it stands."""
    columns = {
        "Step": [_label(step) for step in steps],
        "Figure": [step_words(step) for step in steps],
        "Unit": [step["unit"] or "" for step in steps],
        "Covers": [step["area_name"] or "" for step in steps],
        "Counted": [step["timing"] or _said("worked_out") for step in steps],
        "Year": [period_words(step["period"]) for step in steps],
        "Edition": [step["edition"] or "" for step in steps],
        "Table": [step["table_name"] or "" for step in steps],
        "Cell": [step["cell"] or "" for step in steps],
        "Sentence": [step["quote"] or "" for step in steps],
        "Source": [_source(step) for step in steps],
    }
    table = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return table.drop(name for name in ("Table", "Sentence") if not any(table[name]))


def bridge_alt(title: str, steps: Sequence[Row]) -> str:
    """Every step of the chart in words."""
    told = "; ".join(f"{_label(step)} {step_words(step)}" for step in steps)
    return f"Bridge chart, {title}. {told}."


def _label(step: Row) -> str:
    return f"less: {step['label']}" if step["role"] == "less" else step["label"]


def _source(step: Row) -> str:
    if step["origin"] == "case_records":
        return _said("cases")
    return f"[{step['publisher']}]({step['url']})" if step["url"] else ""


def _said(name: str) -> str:
    return prose("bridges")["words"][name]
