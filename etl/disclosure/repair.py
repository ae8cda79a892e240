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

from etl.disclosure.audit import Seen, audit
from etl.disclosure.release import ROUNDING, Demand, Release

Cost = Callable[[tuple], float | None]
# How far from a count to look, in facts; only where that is not enough, further.
REACHES = (2, 3, 5)
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
        return [key for key, seen in self.seen.items() if not seen.is_met]


def repair(release: Release, demands: Mapping[tuple, Demand], cost: Cost) -> Repaired:
    """Audit, hide what lets each failing count vary, and audit again, until all is well.

    `cost` says how dear a shown cell is to readers; None where it cannot be hidden.
    """
    done = Repaired(seen=audit(release, demands))
    failing = _failing(done.seen)
    done.failed_at_first = len(failing)
    while failing:
        added = [key for name in failing for key in _hidden_for(release, name, done, demands, cost)]
        if not added:
            break
        done.added += added
        done.seen = audit(release, demands)
        failing = _failing(done.seen)
    return done


def _failing(seen: Mapping[tuple, Seen]) -> list[tuple]:
    return sorted(key for key, item in seen.items() if not item.is_met)


def _hidden_for(
    release: Release,
    key: tuple,
    done: Repaired,
    demands: Mapping[tuple, Demand],
    cost: Cost,
) -> list[tuple]:
    """Hide what has to move for a count to be large enough; the keys hidden."""
    target = max(demands[key].reach, done.seen[key].low + demands[key].values - 1)
    for facts_away in REACHES:
        moved = _way_out(release, key, target, facts_away, cost)
        if moved is not None:
            for name in moved:
                release.lowest[name] = min(1.0, release.counts[name])
            return moved
    return []


def _way_out(
    release: Release, key: tuple, target: float, facts_away: int, cost: Cost
) -> list[tuple] | None:
    """Shown cells that move when a count is raised to the target; None if it cannot be."""
    place = release.place(key)
    near = _near(release, place, facts_away)
    prices = np.array([_price(release, item, cost) for item in near])
    near, prices = near[np.isfinite(prices)], prices[np.isfinite(prices)]
    matrix = release.matrix[:, near].tocsr()
    rows = np.flatnonzero(np.diff(matrix.indptr))
    told = release.matrix[rows] @ release.truth
    truth = release.truth[near]
    floor = np.array([_floor(release, release.keys[item]) for item in near])
    is_asked = near == place
    least_up = np.where(is_asked, max(target - truth[is_asked].item(), 0.0), 0.0)
    most_down = np.where(is_asked, 0.0, np.maximum(truth - floor, 0.0))
    change = sparse.hstack([matrix[rows], -matrix[rows]]).tocsr()
    solved = milp(
        np.concatenate([prices, prices]),
        integrality=np.ones(2 * near.size),
        bounds=Bounds(
            np.concatenate([least_up, np.zeros(near.size)]),
            np.concatenate([np.full(near.size, inf), most_down]),
        ),
        constraints=LinearConstraint(change, release.least[rows] - told, release.most[rows] - told),
        options={"node_limit": 500, "mip_rel_gap": 0.05},
    )
    if solved.x is None:
        return None
    moved = np.abs(solved.x[: near.size] - solved.x[near.size :]) > ROUNDING
    names = [release.keys[item] for item in near[moved]]
    return [name for name in names if name not in release.lowest]


def _near(release: Release, place: int, facts_away: int) -> np.ndarray:
    """Columns up to so many facts away from one."""
    columns = np.array([place])
    for _ in range(facts_away):
        rows = np.unique(release.by_column[:, columns].indices)
        columns = np.unique(release.matrix[rows].indices)
    return columns


def _price(release: Release, column: int, cost: Cost) -> float:
    key = release.keys[column]
    if key in release.lowest:
        return FREE
    price = cost(key)
    return inf if price is None else price


def _floor(release: Release, key: tuple) -> float:
    return release.lowest.get(key, min(1.0, release.counts[key]))
