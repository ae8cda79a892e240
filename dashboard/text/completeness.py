"""How many forces are in a figure, as tables in words."""

from collections.abc import Sequence

import polars as pl

from dashboard.text.figures import Row
from dashboard.text.official import period_words

ABOUT = """\
- **What is shown:** each measure whose count of this area and period lacks a force, with how many
  forces are in it. What is not listed has all of them.
- **Left out:** a force without any return in the period, or with over 2% of its rows set aside.
- **Effect:** a count is too low by what that force would have sent; a rate or share is that of the
  forces that are in it.
"""
ABOUT_OFFICIAL = """\
- **What is shown:** each official figure by force that not all 43 territorial forces have, in its
  edition. A dash that a publisher prints for none is a figure.
- **Effect:** the publisher’s total holds the forces that gave one, and is too low by the others.
- **Groups without any figure** (such as full-time equivalents of special constables, which are not
  given) are not listed.
"""


def incomplete_table(rows: Sequence[Row]) -> pl.DataFrame:
    """One line for all measures that rest on as many forces; the file has a line for each."""
    alike: dict[str, list[str]] = {}
    for row in rows:
        forces = _of(row["forces_counted"], row["forces_expected"])
        alike.setdefault(forces, []).append(row["title"])
    columns = {
        "Forces in them": list(alike),
        "Figures": [f"{len(titles):,}: {'; '.join(titles)}" for titles in alike.values()],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def gaps_table(rows: Sequence[Row]) -> pl.DataFrame:
    """One line per figure, edition and period."""
    columns = {
        "Figure": [_what(row) for row in rows],
        "Unit": [row["unit"] for row in rows],
        "When": [period_words(row["period"]) for row in rows],
        "Forces with a figure": [_of(row["forces"], row["expected"]) for row in rows],
        "None for": [row["missing"] for row in rows],
        "Publisher": [f"[{row['publisher']}]({row['url']})" for row in rows],
        "Edition": [row["edition"] for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _what(row: Row) -> str:
    return row["measure"] if row["category"] == "total" else f"{row['measure']}: {row['category']}"


def _of(some: int, all_of_them: int) -> str:
    return f"{some} of {all_of_them}"
