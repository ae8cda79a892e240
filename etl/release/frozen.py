"""What a release adds to its own copy of the public file: what changed, figure by figure, and why.

It lies in a schema of its own. The published tables stay as they were built.
"""

from pathlib import Path

import duckdb
import polars as pl

from etl.release.compare import ADDED

COLUMNS = (
    *("measure", "area_code", "period", "breakdown", "category"),
    *("change", "reason", "reason_label", "explanation"),
)


def keep_changes(public_file: Path, changes: pl.DataFrame) -> None:
    """Write `release.what_changed`: figures of measures that are not what they were; none added."""
    moved = changes.filter(pl.col("table") == "measure_values", pl.col("change") != ADDED)
    rows = moved.select(pl.col(name).cast(pl.String) for name in COLUMNS).sort(COLUMNS)
    with duckdb.connect(str(public_file)) as connection:
        connection.register("moved", rows.to_arrow())
        connection.execute("create schema release")
        connection.execute("create table release.what_changed as select * from moved")
