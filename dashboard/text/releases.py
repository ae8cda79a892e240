"""Releases in words: which one is shown, what moved since, and what each of them changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from dashboard.text.figures import Row, base_words, symbol_words, value_words
from dashboard.text.markdown import plain
from dashboard.text.periods import day_words

KINDS = {
    "first": "First release",
    "major": "A definition changed",
    "minor": "New figures",
    "patch": "Correction",
}
CHANGES = {
    "changed": "changed",
    "hidden": "now hidden to protect people",
    "shown": "shown again",
    "removed": "no longer published",
    "added": "new",
}
NEW, GONE, NOW_HIDDEN = "not published", "no longer published", "[c] now hidden to protect people"
HIDDEN = "c"


@dataclass(frozen=True)
class Release:
    """One published release.

    `level` is first, major, minor or patch, `why` says why, `changes` counts figures by kind of
    change; `taken_back` is the reason, empty while it stands.
    """

    version: str
    published_on: date
    level: str
    why: tuple[str, ...]
    changes: tuple[tuple[str, int], ...]
    taken_back: str
    file: Path


@dataclass(frozen=True)
class Releases:
    """All published releases, newest first, and the one in use."""

    in_use: str
    all: tuple[Release, ...]

    def since(self, release: Release) -> tuple[Release, ...]:
        """Those published after a release, newest first, up to the one in use."""
        place = self.all.index(release)
        return tuple(each for each in self.all[:place] if not each.taken_back)

    def get(self, version: str | None) -> Release | None:
        return next((each for each in self.all if each.version == version), None)


@dataclass(frozen=True)
class Reply:
    """What a force says of its figures in one release."""

    version: str
    area_code: str
    on: date
    by: str
    text: str


def newer_words(shown: Release, releases: Releases) -> str:
    """What a reader of a link to another release than the one in use should know first."""
    opening = f"This is **release {shown.version}** of {day_words(shown.published_on)}."
    if shown.taken_back:
        opening += f" It was taken back: {plain(shown.taken_back)}."
    current = releases.get(releases.in_use)
    if current is None:
        return opening
    relation = "newer" if current.published_on >= shown.published_on else "in use"
    return (
        f"{opening} Release {current.version} of {day_words(current.published_on)} is {relation}."
    )


def moved_words(rows: Sequence[Row], area: str, period: str) -> str:
    """How many figures of the area and period moved."""
    if not rows:
        return f"No figure of {plain(area)}, {plain(period)} has moved since."
    figures = "1 figure" if len(rows) == 1 else f"{len(rows):,} figures"
    return f"{figures} of {plain(area)}, {plain(period)} moved since."


def moved_table(rows: Sequence[Row]) -> pl.DataFrame:
    """One line for each figure that moved: what it was, what it is now, and why."""
    columns = {
        "Measure": [row["measure_title"] or row["measure_title_old"] for row in rows],
        "Category": [_category(row) for row in rows],
        "Was": [_was(row) for row in rows],
        "Is now": [_is_now(row) for row in rows],
        "Why": [_why(row) for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def log_table(releases: Releases) -> pl.DataFrame:
    """One line for each release: its day, its kind, why, and how many figures changed."""
    columns = {
        "Release": [each.version for each in releases.all],
        "Published": [day_words(each.published_on) for each in releases.all],
        "Kind": [KINDS[each.level] for each in releases.all],
        "Why": ["; ".join(each.why) for each in releases.all],
        "Figures": [_changes(each) for each in releases.all],
        "Status": [_status(each, releases) for each in releases.all],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def reply_words(reply: Reply, area: str, shown: str | None) -> str:
    """A force's comment: whose it is, when, on which release, and that it is not ours."""
    on = f"on release {reply.version}" if reply.version != shown else "on this release"
    head = f"**Comment by {plain(reply.by)}** for {plain(area)}, {day_words(reply.on)}, {on}:"
    text = "\n\n".join(plain(part) for part in reply.text.split("\n\n"))
    return f"{head}\n\n“{text}”\n\nThe comment is the force’s own. It changes no figure."


def _category(row: Row) -> str:
    return row["category_label"] or row["category_label_old"] or "All"


def _was(row: Row) -> str:
    if row["area_code_old"] is None:
        return NEW
    # Its former figure would undo what is hidden now.
    if row["symbol"] == HIDDEN:
        return "shown" if row["symbol_old"] != HIDDEN else symbol_words(_old(row))
    return _figure(_old(row))


def _is_now(row: Row) -> str:
    if row["area_code"] is None:
        return GONE
    return NOW_HIDDEN if row["symbol"] == HIDDEN else _figure(row)


def _figure(row: Row) -> str:
    base = base_words(row)
    return value_words(row) + (f" ({base})" if base else "")


def _old(row: Row) -> Row:
    names = ("numerator", "denominator", "per", "value", "lower", "upper", "symbol", "category")
    return {name: row.get(f"{name}_old", row.get(name)) for name in names} | {
        "measure": row["measure"],
        "category": row["category"],
    }


def _why(row: Row) -> str:
    return ": ".join(part for part in (row["reason_label"], row["explanation"]) if part)


def _changes(release: Release) -> str:
    return "; ".join(f"{many:,} {CHANGES.get(kind, kind)}" for kind, many in release.changes)


def _status(release: Release, releases: Releases) -> str:
    if release.taken_back:
        return f"taken back: {release.taken_back}"
    return "in use" if release.version == releases.in_use else "replaced"


def planned_table(rows: Sequence[Row]) -> pl.DataFrame:
    """What is planned: when, what, over which periods, and what it depends on."""
    columns = {
        "Planned for": [month_words(row["planned_on"]) for row in rows],
        "What": [row["title"] for row in rows],
        "Covers": [row["covers"] for row in rows],
        "Note": [row["note"] for row in rows],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def month_words(planned: str) -> str:
    """A day or, while it is not fixed, a month: 14 January 2027, or January 2027."""
    if len(planned) > len("2027-01"):
        return day_words(date.fromisoformat(planned))
    return f"{date.fromisoformat(f'{planned}-01'):%B %Y}"
