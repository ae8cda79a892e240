"""Definitions, breaks, thresholds and words as tables."""

from collections.abc import Sequence

import polars as pl

from dashboard.text.figures import Row
from dashboard.text.periods import day_words
from dashboard.text.prose import prose

APPLIES = {
    "received": "referrals received",
    "hearing": "hearings",
    "notice": "notices of hearings",
    "logged": "allegations logged",
    "aware": "matters come to attention",
    "decided": "decisions",
    "assessed": "severity assessments",
    "started": "investigations begun",
    "reported": "reports of investigations",
    "finalised": "cases finalised",
    "appeal": "appeals decided",
    "open": "open matters",
}


def example_table() -> pl.DataFrame:
    """The worked example, step by step."""
    lines = prose("methods")["example"]
    return _table(
        {
            "What is known": [line["step"] for line in lines],
            "How it counts": [line["counted"] for line in lines],
        }
    )


def measures_table(rows: Sequence[Row]) -> pl.DataFrame:
    return _table(
        {
            "Measure": [row["title"] for row in rows],
            "What it is": [row["unit"] for row in rows],
            "Checked by": [row["checked_by"] for row in rows],
            "Next review": [day_words(row["next_review"]) for row in rows],
        }
    )


def breaks_table(rows: Sequence[Row]) -> pl.DataFrame:
    return _table(
        {
            "Day": [day_words(row["date"]) for row in rows],
            "What changed": [f"{row['title']} ({row['source']})" for row in rows],
            "Concerns": [
                ", ".join(APPLIES.get(each, each) for each in row["applies_to"]) for row in rows
            ],
        }
    )


def policy_table(rows: Sequence[Row]) -> pl.DataFrame:
    return _table(
        {
            "Counts of": [row["title"] or row["sensitivity"].replace("_", " ") for row in rows],
            "Hidden by force and region": [_hidden(row["hide_up_to"]) for row in rows],
            "Small base": [_base(row["hide_group_up_to"]) for row in rows],
        }
    )


def glossary_table() -> pl.DataFrame:
    terms = prose("glossary")
    return _table({"Term": list(terms), "Meaning": list(terms.values())})


def codes_table(rows: Sequence[Row]) -> pl.DataFrame:
    return _table(
        {"In words": [row["label"] for row in rows], "In files": [row["category"] for row in rows]}
    )


def _hidden(threshold: int) -> str:
    if not threshold:
        return "none"
    return "1" if threshold == 1 else f"1 to {threshold}"


def _base(threshold: int) -> str:
    return f"a base of 1 to {threshold} hides the whole group" if threshold else ""


def _table(columns: dict[str, list[str]]) -> pl.DataFrame:
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
