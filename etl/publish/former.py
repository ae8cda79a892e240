"""What two releases tell together: a reader keeps the one before.

A figure that both show tells what has changed between them. A figure that only the former shows is
known all the same while it has not changed, so hiding it now covers nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from pathlib import Path

import duckdb

from etl.disclosure.release import Demand, Fact
from etl.errors import DamagedReleaseError
from etl.publish.state import KEY
from etl.warehouse.connection import open_read_only


@dataclass(frozen=True)
class Changes:
    """The changes of counts that both releases show, and the counts the former gives away."""

    counts: dict[tuple, float] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    lowest: dict[tuple, float] = field(default_factory=dict)
    demands: dict[tuple, Demand] = field(default_factory=dict)
    known: set[tuple] = field(default_factory=set)


def since(
    counts: Mapping[tuple, float],
    former: Mapping[tuple, float],
    thresholds: Mapping[tuple, int],
) -> Changes:
    """What a reader who kept the release before this learns from the two.

    `former` are the counts it showed. A change of 1 to the threshold, up or down, is somebody's
    case and protected as such.
    """
    found = Changes()
    for key in former.keys() & counts.keys():
        change = counts[key] - former[key]
        if not change:
            found.known.add(key)
            continue
        name, sign = ("change", *key), 1.0 if change > 0 else -1.0
        found.counts[name] = abs(change)
        before = former[key]
        found.facts.append(Fact(((key, 1.0), (name, -sign)), least=before, most=before))
        found.lowest[name] = -inf
        if abs(change) <= thresholds[key]:
            found.demands[name] = Demand(thresholds[key] + 1, thresholds[key] + 1)
    return found


def read_former(file: Path, dataset: str, tier: str, synthetic: bool) -> dict[tuple, float]:
    """The counts that the release before this shows, by key; none where there is no release.

    Real records are held against the former real ones whatever the delivery is called; invented
    ones only against those of the same name, since others are of other invented cases.
    """
    if not file.parent.exists():
        return {}
    try:
        with open_read_only(file) as connection:
            build = connection.sql(
                "select tier, synthetic, dataset from published.build"
            ).fetchone()
            is_alike = build[:2] == (tier, synthetic) and (not synthetic or build[2] == dataset)
            if not is_alike:
                return {}
            rows = connection.sql(
                f"select {', '.join(KEY)}, count from published.counts where count is not null"
            ).fetchall()
    except (OSError, duckdb.Error, TypeError) as error:
        raise DamagedReleaseError(
            f"{file}: the release before this cannot be read ({type(error).__name__}). What it "
            "shows belongs to what readers know, so nothing is published without it. Restore it "
            "from a copy, then build again."
        ) from None
    return {tuple(key): count for *key, count in rows}
