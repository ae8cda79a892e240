"""Release notes and the table of what changed, in words."""

import polars as pl

from etl.files.origin import TITLE, Origin, citation, day_words
from etl.release.compare import ADDED, CHANGED, HIDDEN, REMOVED, SHOWN
from etl.release.page import plain, table
from etl.release.snapshot import Snapshot
from etl.release.versions import Needed

KINDS = {
    CHANGED: "changed",
    HIDDEN: "now hidden to protect people",
    SHOWN: "shown again",
    REMOVED: "no longer published",
    ADDED: "new",
}
TABLES = {
    "measure_values": "measures",
    "disparity": "officers compared by ethnicity and sex",
    "time_to_event": "waiting-time curves",
    "official_figures": "official figures",
}
# More would make a page that no browser likes; the CSV file holds them all.
MOST_ROWS = 2000
SYNTHETIC_WORDS = (
    "**Synthetic demonstration: invented cases of fictional forces.** No figure of the case "
    "records says anything about a real force. Official figures stand in files of their own."
)


def release_notes(
    origin: Origin,
    previous: str | None,
    needed: Needed | None,
    changes: pl.DataFrame,
    codes: dict[str, str],
    own: str,
    site: str,
) -> str:
    """The notes of a release as Markdown; `own` are the operator's words, `site` how pages went."""
    parts = [
        f"# {TITLE}: release {origin.release}",
        SYNTHETIC_WORDS if origin.synthetic else "",
        f"Made on {day_words(origin.built_on)} from build {plain(origin.build_id)}, code version "
        f"{plain(origin.code_version)}. Records: {plain(origin.supplied)}. {plain(origin.note)}",
        own.strip(),
        f"## What changed since {previous}" if previous else "## What changed",
        *_changed(previous, needed, changes, codes, origin),
        "## Files",
        "`manifest.json` lists every file with its size and SHA-256. `public.duckdb` holds all "
        "published tables. Each topic comes as CSV, as Parquet and as an accessible workbook; the "
        "codebook says what each column means.",
        site,
        "## How to cite",
        plain(citation(origin)),
        f"Licence: {origin.licence}. Official figures: the licence in each of their rows.",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def changed_page(changes: pl.DataFrame, origin: Origin, previous: str | None) -> str:
    """Every figure that is not what it was, as Markdown; new figures are counted in the notes."""
    moved = changes.filter(pl.col("change") != ADDED)
    listed = moved.head(MOST_ROWS)
    parts = [
        f"# What changed in release {origin.release}",
        SYNTHETIC_WORDS if origin.synthetic else "",
        _intro(previous, moved.height),
    ]
    if listed.height:
        columns = ["Measure", "Area", "Period", "Category", "Was", "Is now", "Why", "Explanation"]
        parts.append(table(columns, map(_line, listed.iter_rows(named=True))))
    return "\n\n".join(part for part in parts if part) + "\n"


def _intro(previous: str | None, moved: int) -> str:
    if previous is None:
        return "This is the first release; there is nothing to compare it with."
    more = f" The first {MOST_ROWS:,} stand here." if moved > MOST_ROWS else ""
    return (
        f"{moved:,} figures are other than in release {previous}.{more} The CSV file of the same "
        "name holds all of them with their counts and intervals, and new figures. What is hidden "
        "now, or no longer published, is not told again."
    )


def _changed(
    previous: str | None,
    needed: Needed | None,
    changes: pl.DataFrame,
    codes: dict[str, str],
    origin: Origin,
) -> list[str]:
    if previous is None or needed is None:
        return ["This is the first release."]
    why = [f"This is a {needed.level} version, because {plain('; '.join(needed.why))}."]
    if changes.is_empty():
        return [*why, "No figure has changed."]
    counted = changes.group_by("table", "change", "reason").len().sort("table", "change", "reason")
    rows = [
        (TABLES[row["table"]], KINDS[row["change"]], codes[row["reason"]], f"{row['len']:,}")
        for row in counted.iter_rows(named=True)
    ]
    return [*why, table(["Figures of", "What", "Why", "How many"], rows)]


def _line(row: dict) -> tuple:
    return (
        row["measure_title"] or row["measure"],
        row["area_name"],
        row["period"],
        "" if row["category"] == "total" else row["category_label"],
        _figure(row, "old"),
        _figure(row, "new"),
        row["reason_label"],
        row["explanation"],
    )


def _figure(row: dict, when: str) -> str:
    """The figure with its counts, which can move while it stays; or the symbol in its place."""
    value, symbol, numerator, denominator = (
        row[f"{when}_{name}"] for name in ("value", "symbol", "numerator", "denominator")
    )
    mark = f"[{symbol}]" if symbol else ""
    if value is None:
        told = {CHANGED: "redrawn", HIDDEN: "not told again"}
        return mark or told.get(row["change"], "")
    counted = numerator is not None and denominator is not None
    counts = f"({numerator:,.0f} of {denominator:,.0f})" if counted else ""
    return " ".join(part for part in (f"{value:,.6g}", mark, counts) if part)


def worded(
    changes: pl.DataFrame, before: Snapshot, after: Snapshot, codes: dict[str, str]
) -> pl.DataFrame:
    """The changes with names beside their codes, as they go into the file."""

    def names(table: str, key: list[str], **column: str) -> pl.DataFrame:
        both = pl.concat([after[table], before[table]], how="diagonal_relaxed")
        return both.select(*key, **column).unique(key, keep="first", maintain_order=True)

    return (
        changes.join(names("measures", ["measure"], measure_title="title"), "measure", "left")
        .join(names("areas", ["area_code"], area_name="area_name"), "area_code", "left")
        .join(
            names("categories", ["breakdown", "category"], category_label="label"),
            ["breakdown", "category"],
            "left",
        )
        .with_columns(
            pl.col("area_name").fill_null(pl.col("area_code")),
            pl.col("category_label").fill_null(pl.col("category")),
            reason_label=pl.col("reason").replace_strict(codes, return_dtype=pl.String),
        )
    )
