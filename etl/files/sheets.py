"""Which sheets a workbook of measures has, and what must be known of each."""

import polars as pl

from etl.files.workbook import Sheet


def measure_sheets(rows: pl.DataFrame, measures: pl.DataFrame) -> list[Sheet]:
    """A sheet for each of these measures that has rows in the layout of tidy files."""
    return [
        Sheet(row["measure"], row["title"], row["unit"], found, _notes(row))
        for row in measures.sort("measure").iter_rows(named=True)
        if (found := rows.filter(measure=row["measure"])).height
    ]


def _notes(measure: dict) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            note.strip() for note in (measure["caveats"] or "").split("\n") if note.strip()
        )
    )
