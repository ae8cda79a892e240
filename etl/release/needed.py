"""Which part of the version must rise, from what is in the two public files."""

import polars as pl

from etl.release.compare import ADDED
from etl.release.reasons import DEFINITION_CHANGE, policy_changed, redefined
from etl.release.snapshot import Snapshot
from etl.release.versions import Needed

NAMED = 5


def needed(before: Snapshot, after: Snapshot, changes: pl.DataFrame) -> Needed:
    """Major for a definition, minor for new figures or other hiding, patch for anything else."""
    major = _major(before, after, changes)
    if major:
        return Needed("major", major)
    minor = _minor(before, after)
    if minor:
        return Needed("minor", minor)
    corrected = changes.filter(pl.col("change") != ADDED).height
    if changes.height:
        return Needed("patch", (f"{corrected:,} figures were corrected and none is new",))
    return Needed("patch", ("no figure has changed",))


def _major(before: Snapshot, after: Snapshot, changes: pl.DataFrame) -> tuple[str, ...]:
    others = set(changes.filter(reason=DEFINITION_CHANGE)["measure"])
    gone = [
        f"{table}.{column}"
        for table, columns in before.columns.items()
        for column in sorted(columns - after.columns.get(table, set()))
    ]
    return (
        *_said("the definition changed of", sorted(others | set(redefined(before, after)))),
        *_said("the public file no longer has", gone),
    )


def _minor(before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    new = [
        _said(f"there is a new {words}:", _new(before, after, table, column))
        for words, table, column in (
            ("period", "measure_values", "period"),
            ("measure", "measures", "measure"),
            ("area", "areas", "area_code"),
            ("split", "measure_values", "breakdown"),
        )
    ]
    hiding = ("the disclosure policy changed",) if policy_changed(before, after) else ()
    return (*(reason for reasons in new for reason in reasons), *hiding)


def _new(before: Snapshot, after: Snapshot, table: str, column: str) -> list[str]:
    return sorted(set(after[table][column]) - set(before[table][column]))


def _said(words: str, names: list[str]) -> tuple[str, ...]:
    if not names:
        return ()
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return (f"{words} {', '.join(names[:NAMED])}{more}",)
