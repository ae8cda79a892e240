"""Published releases: frozen public files that links name, and what moved between two of them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import polars as pl

from dashboard.queries.connection import (
    Build,
    NothingPublishedError,
    current_build,
    read_large,
)
from dashboard.queries.published import figures_of
from dashboard.text.releases import Release, Releases, Reply

CALENDAR = "publication_calendar.csv"
INDEX, REPLIES, MANIFEST = "releases.json", "replies.jsonl", "manifest.json"
AT = ("area_code", "period")
KEY = ("measure", "breakdown", "category")
TOLD = ("numerator", "denominator", "value", "lower", "upper", "symbol")
# Indexes are a few lines long; each reader of one data folder asks for the same.
REMEMBERED = 4


def published_releases(folder: Path) -> Releases | None:
    """The releases of a data folder; None where none is published."""
    try:
        path = folder / INDEX
        return _read(path, path.stat().st_mtime_ns)
    except OSError:
        return None


def replies(folder: Path, area_code: str) -> tuple[Reply, ...]:
    """The comments of a force, newest first."""
    try:
        path = folder / REPLIES
        listed = _read_replies(path, path.stat().st_mtime_ns)
    except OSError:
        return ()
    return tuple(each for each in reversed(listed) if each.area_code == area_code)


def calendar_changed(folder: Path) -> int:
    """When the calendar of publication was last written, in nanoseconds; 0 where there is none."""
    try:
        return (folder / CALENDAR).stat().st_mtime_ns
    except OSError:
        return 0


def planned(folder: Path) -> pl.DataFrame:
    """What will be published and when (a day, or only a month), the next first."""
    try:
        rows = pl.read_csv(folder / CALENDAR, infer_schema=False).fill_null("")
    except OSError:
        return pl.DataFrame()
    return rows.select("planned_on", "title", "covers", "version", "note").sort("planned_on")


def open_release(release: Release) -> Build:
    """The public file that a release froze."""
    return replace(current_build(release.file), release=release.version)


def released_files(build: Build) -> dict[str, str]:
    """The SHA-256 of each file beside the public file of a release; none of a build."""
    if build.release is None:
        return {}
    try:
        content = json.loads((build.path.parent / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {each["path"]: each["sha256"] for each in content["files"]}


def can_open(release: Release) -> bool:
    """Whether the file of a release is still there and can be read."""
    try:
        open_release(release)
    except NothingPublishedError:
        return False
    return True


def moved(old: Build, new: Build, area_code: str, period: str) -> pl.DataFrame:
    """Figures of an area and period that are not the same in both: one row each, old beside new.

    What is hidden now is told as hidden only: its former figure would undo that.
    """
    former, present = (figures_of(build, area_code, period) for build in (old, new))
    both = present.join(former, on=KEY, how="full", coalesce=True, suffix="_old", nulls_equal=True)
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_old")) for name in TOLD)
    return both.filter(differs).sort("measure", "breakdown", "sort_order", "category")


def reasons(rows: pl.DataFrame, later: Sequence[Build]) -> pl.DataFrame:
    """The rows with `reason_label` and `explanation`, as the newest of these releases tells."""
    query = "select * from release.what_changed where area_code = ? and period = ?"
    if rows.is_empty() or not later:
        return rows.with_columns(reason_label=pl.lit(""), explanation=pl.lit(""))
    at = [rows.select(pl.coalesce(name, f"{name}_old")).item(0, 0) for name in AT]
    told = pl.concat([read_large(build, query, *at) for build in later])
    first = told.unique(KEY, keep="first", maintain_order=True)
    return rows.join(first.select(*KEY, "reason_label", "explanation"), on=KEY, how="left")


@lru_cache(maxsize=REMEMBERED)
def _read(path: Path, changed: int) -> Releases | None:
    content = json.loads(path.read_text(encoding="utf-8"))
    listed = tuple(_release(path.parent, row) for row in content["releases"])
    return Releases(content["in_use"], listed) if listed else None


def _release(folder: Path, row: dict) -> Release:
    return Release(
        version=row["version"],
        published_on=date.fromisoformat(row["published_at"][:10]),
        level=row["level"],
        why=tuple(row["why"]),
        changes=tuple(sorted(row["changes"].items())),
        taken_back=(row["taken_back"] or {}).get("why", ""),
        file=folder / row["version"] / "public.duckdb",
    )


@lru_cache(maxsize=REMEMBERED)
def _read_replies(path: Path, changed: int) -> tuple[Reply, ...]:
    # The last line may be half written: it ends without a line break and is left for later.
    *lines, _ = path.read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line) for line in lines]
    return tuple(
        Reply(row["version"], row["area_code"], date.fromisoformat(row["at"][:10]), row["by"],
              row["text"])
        for row in rows
    )  # fmt: skip
