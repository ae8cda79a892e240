"""Checks, returns, rows and inputs as tables in words."""

from collections.abc import Sequence

import polars as pl

from dashboard.text.figures import Row
from dashboard.text.periods import day_words

RESULTS = {"passed": "Passed", "flagged": "Flagged", "failed": "Failed"}
SEVERITIES = {
    "error": "rows set aside",
    "warning": "rows kept and flagged",
    "info": "for information",
    "stop": "nothing is published if it fails",
}


def checks_table(rows: Sequence[Row]) -> pl.DataFrame:
    """Words first, numbers second."""
    columns = {
        "Result": [RESULTS[row["result"]] for row in rows],
        "Check": [row["title"] for row in rows],
        "Not as promised": [f"{row['rows_hit']:,} of {row['rows_checked']:,}" for row in rows],
        "Then": [SEVERITIES[row["severity"]] for row in rows],
        "What the supplier can do": [row["mend"] or "" for row in rows],
        "Name": [row["check_name"] for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def accounting_table(rows: Sequence[Row]) -> pl.DataFrame:
    columns = {
        "Records": [row["entity"].replace("_", " ") for row in rows],
        "Received": [f"{row['rows_received']:,}" for row in rows],
        "Loaded": [f"{row['rows_loaded']:,}" for row in rows],
        "Set aside": [f"{row['rows_quarantined']:,}" for row in rows],
        "Adds up": ["yes" if row["adds_up"] else "no" for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def returns_table(rows: Sequence[Row]) -> pl.DataFrame:
    """One line per force: which quarters arrived, late or in part, and which did not."""
    names = list(dict.fromkeys(row["area_name"] for row in rows))
    lines = [
        _returns_line(name, [row for row in rows if row["area_name"] == name]) for name in names
    ]
    columns = ["Force", "Received", "Not received", "Late, in part or sent again"]
    return pl.DataFrame(lines, schema=dict.fromkeys(columns, pl.String), orient="row")


def inputs_table(rows: Sequence[Row]) -> pl.DataFrame:
    columns = {
        "Name": [row["name"] for row in rows],
        "Kind": ["case records" if row["kind"] == "delivery" else "official file" for row in rows],
        "Supplier": [row["supplier"] for row in rows],
        "Extracted on": [
            "" if (d := row["extracted_on"]) is None else day_words(d) for row in rows
        ],
        "File": [row["path"] for row in rows],
        # In fours, so that it can be read out and breaks on a narrow screen.
        "SHA-256": [" ".join(_fours(row["sha256"])) for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _returns_line(name: str, rows: Sequence[Row]) -> list[str]:
    arrived = [row for row in rows if row["is_received"]]
    missing = [row["quarter"] for row in rows if not row["is_received"]]
    odd = [
        f"{row['quarter']} ({row['status_label'].lower()})"
        for row in arrived
        if row["submission_status"] != "SUBMITTED"
    ]
    return [
        name,
        f"{len(arrived)} of {len(rows)}",
        ", ".join(missing) or "none",
        ", ".join(odd) or "none",
    ]


def _fours(text: str) -> list[str]:
    return [text[start : start + 8] for start in range(0, len(text), 8)]
