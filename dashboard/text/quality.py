"""Checks, returns, rows and inputs as tables in words."""

from collections.abc import Sequence

import polars as pl

from dashboard.text.figures import Row
from dashboard.text.periods import day_words

KINDS = {
    "delivery": "case records",
    "earlier delivery": "case records of before, where not replaced",
    "official": "official file",
}
RESULTS = {"passed": "Passed", "flagged": "Flagged", "failed": "Failed"}


def checks_table(rows: Sequence[Row]) -> pl.DataFrame:
    """Words first, numbers second."""
    columns = {
        "Result": [RESULTS[row["result"]] for row in rows],
        "Check": [row["title"] for row in rows],
        "Rows that do not hold": [_rows_words(row) for row in rows],
        "What the supplier can do": [row["mend"] or "" for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _rows_words(row: Row) -> str:
    # A total is one sum: the rows that went into it are not each right or wrong.
    if row["kind"] == "total":
        return ""
    return f"{row['rows_hit']:,} of {row['rows_checked']:,}"


def accounting_table(rows: Sequence[Row]) -> pl.DataFrame:
    columns = {
        "Records": [row["entity"].replace("_", " ") for row in rows],
        "Received": [f"{row['rows_received']:,}" for row in rows],
        "Loaded": [f"{row['rows_loaded']:,}" for row in rows],
        "Set aside": [f"{row['rows_quarantined']:,}" for row in rows],
        "Replaced": [f"{row['rows_replaced']:,}" for row in rows],
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
        "Input": [f"{row['name'].replace('_', ' ')} ({KINDS[row['kind']]})" for row in rows],
        "From": [_supplier_words(row) for row in rows],
        # In pieces, so that it can be read out and breaks on a narrow screen.
        "SHA-256": [" ".join(_pieces(row["sha256"])) for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _supplier_words(row: Row) -> str:
    day = row["extracted_on"]
    return row["supplier"] + (f", extracted on {day_words(day)}" if day else "")


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


def _pieces(text: str) -> list[str]:
    return [text[start : start + 8] for start in range(0, len(text), 8)]
