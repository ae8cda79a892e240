"""Hide neighbours of counts that an attack gives away, until it gives none away.

For each such count the cheapest way is sought to let it be as large as it must be able to be, every
other figure moving as little as possible: what has to move is hidden. Source: Kelly, Golden and
Assad (1992), Cell suppression: disclosure protection for sensitive tabular data, Networks 22.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import inf

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from etl.disclosure.audit import Auditor, Seen
from etl.disclosure.release import ROUNDING, Demand, Release, entries

Cost = Callable[[tuple], float | None]
# How far from a count to look, in facts; only where that is not enough, further.
REACHES = (2, 3, 5, 12)
# Hidden already: moving it costs next to nothing, but less moving is a simpler way out.
FREE = 1e-4


@dataclass
class Repaired:
    """What was hidden besides, how many counts had failed, and what is possible of each now."""

    added: list[tuple] = field(default_factory=list)
    failed_at_first: int = 0
    seen: dict[tuple, Seen] = field(default_factory=dict)

    @property
    def beyond_repair(self) -> list[tuple]:
        """Counts that no hiding protects."""
        return sorted(key for key, item in self.seen.items() if not item.is_met)


def repair(release: Release, demands: Mapping[tuple, Demand], cost: Cost) -> Repaired:
    """Audit, hide what lets each failing count vary, and audit again, until all is well.

    `cost` says how dear a shown cell is to readers; None where it cannot be hidden.
    """
    auditor, map_ = Auditor(), _Map(release, cost)
    done = Repaired(seen=auditor.audit(release, demands))
    failing = done.beyond_repair
    done.failed_at_first = len(failing)
    while failing:
        targets = {
            key: max(demands[key].reach, done.seen[key].low + demands[key].values - 1)
            for key in failing
        }
        added = map_.hide_for(targets)
        if not added:
            break
        done.added += added
        done.seen = auditor.audit(release, demands)
        failing = done.beyond_repair
    return done


class _Map:
    """The cells and facts of a release, with the price of moving each cell."""

    def __init__(self, release: Release, cost: Cost) -> None:
        self._release = release
        self._rows, self._columns = release.matrix, release.by_column
        self._told = release.matrix @ release.truth
        prices = (FREE if key in release.lowest else cost(key) for key in release.keys)
        self._prices = np.array([inf if price is None else price for price in prices])
        self._floor = np.array(
            [
                release.lowest.get(key, min(1.0, count))
                for key, count in zip(release.keys, release.truth, strict=True)
            ]
        )

    def hide_for(self, targets: Mapping[tuple, float]) -> list[tuple]:
        """Hide what has to move; where nothing would have to, simply the cheapest neighbours."""
        places = {self._release.place(key): target for key, target in targets.items()}
        added = [key for item in places.items() for key in self._hidden(self._way_out(*item))]
        return added or [key for place in places for key in self._hidden(self._neighbour(place))]

    def _hidden(self, columns: np.ndarray) -> list[tuple]:
        """Hide columns that are still shown; their keys."""
        shown = columns[self._prices[columns] > FREE]
        self._prices[shown] = FREE
        keys = [self._release.keys[column] for column in shown]
        self._release.lowest.update(zip(keys, self._floor[shown], strict=True))
        return keys

    def _way_out(self, place: int, target: float) -> np.ndarray:
        """Columns that move when a count is raised to the target; none if it cannot be."""
        before = 0
        for facts_away in REACHES:
            near = self._near(place, facts_away)
            if near.size == before:
                break
            before = near.size
            moved = self._moved(place, target, near)
            if moved is not None:
                return moved
        return np.arange(0)

    def _moved(self, place: int, target: float, near: np.ndarray) -> np.ndarray | None:
        """Columns that move, in fractions; whether it is enough the next audit says."""
        rows = np.unique(entries(self._columns, near))
        matrix = self._columns[:, near].tocsr()[rows]
        truth = self._release.truth[near]
        is_asked = near == place
        least_up = np.where(is_asked, np.maximum(target - truth, 0.0), 0.0)
        most_down = np.where(is_asked, 0.0, np.maximum(truth - self._floor[near], 0.0))
        prices = self._prices[near]
        told = self._told[rows]
        solved = milp(
            np.concatenate([prices, prices]),
            bounds=Bounds(
                np.concatenate([least_up, np.zeros(near.size)]),
                np.concatenate([np.full(near.size, inf), most_down]),
            ),
            constraints=LinearConstraint(
                sparse.hstack([matrix, -matrix]).tocsc(),
                self._release.least[rows] - told,
                self._release.most[rows] - told,
            ),
        )
        if solved.x is None:
            return None
        return near[np.abs(solved.x[: near.size] - solved.x[near.size :]) > ROUNDING]

    def _neighbour(self, place: int) -> np.ndarray:
        """The cheapest shown cell within the same facts, or further off where those have none."""
        for facts_away in range(1, max(REACHES) + 1):
            near = self._near(place, facts_away)
            shown = near[self._prices[near] > FREE]
            if shown.size:
                return shown[[np.argmin(self._prices[shown])]]
        return np.arange(0)

    def _near(self, place: int, facts_away: int) -> np.ndarray:
        """Columns that can move, up to so many facts away from one."""
        columns = np.array([place])
        for _ in range(facts_away):
            rows = np.unique(entries(self._columns, columns))
            beside = np.unique(entries(self._rows, rows))
            columns = np.union1d(columns, beside[np.isfinite(self._prices[beside])])
        return columns
