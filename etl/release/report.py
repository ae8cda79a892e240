"""The report of a release: how its checks came out, and what is hidden in it."""

import polars as pl

from etl.files.origin import Origin
from etl.release.contents import topic_title
from etl.release.notes import SYNTHETIC_WORDS
from etl.release.page import table
from etl.release.snapshot import Snapshot

LEVELS = {"force": "Forces", "region": "Regions", "country": "All forces"}
KINDS = {
    "row": "Rules for single rows",
    "share": "Rules for shares of rows",
    "promise": "Promises on the published tables",
    "total": "Printed totals of official files",
}
AUDIT = "disclosure"
MOST_ROWS = 500


def quality_report(snapshot: Snapshot, origin: Origin) -> str:
    """Validation and disclosure control in words and tables, as Markdown."""
    parts = [
        f"# Checks and disclosure control of release {origin.release}",
        SYNTHETIC_WORDS if origin.synthetic else "",
        "## Checks",
        _counted(snapshot["validation"]),
        "### Not passed",
        *_not_passed(snapshot["validation"]),
        "## What is hidden",
        "A figure that could say something about a person is hidden, with as many others as are "
        "needed so that it cannot be subtracted out. Share of the listed figures that are hidden:",
        _hidden(snapshot),
        "## Policy",
        _policy(snapshot["policy"]),
        "## Audit of the whole release",
        *_audit(snapshot),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _counted(validation: pl.DataFrame) -> str:
    counts = validation.group_by("kind", "result").len().pivot("result", index="kind", values="len")
    results = [name for name in ("passed", "flagged", "failed") if name in counts.columns]
    rows = [
        (KINDS.get(row["kind"], row["kind"]), *(f"{row[name] or 0:,}" for name in results))
        for row in counts.sort("kind").iter_rows(named=True)
    ]
    return table(["Checks", *results], rows)


def _not_passed(validation: pl.DataFrame) -> list[str]:
    rows = validation.filter(pl.col("result") != "passed").sort("check_name")
    if rows.is_empty():
        return ["All checks passed."]
    columns = ["check_name", "title", "result", "rows_checked", "rows_hit"]
    said = ["Check", "What is promised", "Result", "Rows checked", "Rows hit"]
    return [table(said, rows.select(columns).iter_rows())]


def _hidden(snapshot: Snapshot) -> str:
    counted = (
        snapshot["measure_values"]
        .join(snapshot["measures"].select("measure", "topic"), on="measure")
        .group_by("topic", "area_level")
        .agg(
            pl.len().alias("listed"),
            (pl.col("symbol") == "c").fill_null(False).sum().alias("hidden"),
        )
        .sort("topic", "area_level")
    )
    rows = [
        (topic_title(topic), LEVELS[level], f"{listed:,}", f"{hidden:,}", f"{hidden / listed:.1%}")
        for topic, level, listed, hidden in counted.iter_rows()
    ]
    return table(["Topic", "Areas", "Figures listed", "Hidden", "Share"], rows)


def _policy(policy: pl.DataFrame) -> str:
    rows = policy.select("title", "hide_up_to", "hide_group_up_to").iter_rows()
    return table(["Counts of", "Hidden from 1 to", "Whole group hidden from 1 to"], rows)


def _audit(snapshot: Snapshot) -> list[str]:
    """The audit's own table where the build has one."""
    rows = snapshot.tables.get(AUDIT)
    if rows is None or rows.is_empty():
        return [
            "This build holds no audit of the whole release: figures are protected line by line, "
            "and the whole was not attacked."
        ]
    return [table(rows.columns, rows.head(MOST_ROWS).iter_rows())]
