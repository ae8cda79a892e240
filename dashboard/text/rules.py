"""Rules in words: one line for each, though a rule may be tried on many fields."""

from collections.abc import Sequence

import polars as pl

from dashboard.text.figures import Row
from dashboard.text.rows import grouped

# What the words of a check call its own field or table, and what those of its rule call any.
ANY_FIELD = "any field"
ANY_TABLE = "any table"
# Promises on published tables share this name instead of a rule's number.
PROMISE = "promise"
SEVERITIES = {
    "error": "the row is set aside",
    "warning": "the row is kept and flagged",
    "info": "for information",
    "stop": "nothing is published",
}


def rules_table(rows: Sequence[Row]) -> pl.DataFrame:
    """One line per rule."""
    each = grouped(rows, lambda row: row["rule"])
    columns = {
        "Rule": list(each),
        "What is promised": [promises(checks) for checks in each.values()],
        "Checks": [f"{len(checks):,}" for checks in each.values()],
        "If not": [_severities(checks) for checks in each.values()],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def held_table(rows: Sequence[Row]) -> pl.DataFrame:
    """Checks that held: one line per rule, and one per published table for the promises on it."""
    each = grouped(rows, lambda row: (row["rule"], row["entity"] * (row["rule"] == PROMISE)))
    columns = {
        "Rule": [_named(*key) for key in each],
        "What holds for every row": [promises(checks) for checks in each.values()],
        "Checks": [f"{len(checks):,}" for checks in each.values()],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def checks_table(rows: Sequence[Row]) -> pl.DataFrame:
    """Every check by itself, with the field or table that it is about."""
    columns = {
        "Rule": [row["rule"] for row in rows],
        "What is promised": [row["title"] for row in rows],
        "If not": [SEVERITIES[row["severity"]] for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def promises(checks: Sequence[Row]) -> str:
    """What a rule promises, each promise once whichever field it is tried on."""
    if len(checks) == 1 or checks[0]["rule"] == PROMISE:
        return ". ".join(row["title"] for row in checks)
    return ". ".join(dict.fromkeys(_general(row) for row in checks))


def _named(rule: str, table: str) -> str:
    return f"promise on published {table.replace('_', ' ')}" if table else rule


def _general(row: Row) -> str:
    """The title of a check without the field or table it is about, if it is named as in a file."""
    _, entity, *rest = f"{row['check_name']}...".split(".")
    title = row["title"].replace(f"{entity}.{rest[0]}", ANY_FIELD)
    # An entity of one plain word, such as cases, is also a word of the field.
    for before in ("row of ", "key of ", "force code in "):
        title = title.replace(f"{before}{entity} ", f"{before}{ANY_TABLE} ")
    return title


def _severities(checks: Sequence[Row]) -> str:
    said = [SEVERITIES[row["severity"]] for row in checks]
    return ", or ".join(dict.fromkeys(said))
