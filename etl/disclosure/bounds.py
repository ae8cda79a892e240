"""The smallest and largest whole number that a hidden count can be, by HiGHS."""

from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from etl.disclosure.release import ROUNDING, Group

# Enough to settle any group met so far; what is not settled counts as not protected.
MOST_NODES = 2000


def interval(group: Group, place: int, up_to: float) -> tuple[float, float]:
    """Smallest and largest value of a member, in whole numbers; one above `up_to` counts as that.

    `place` is its place in the group. The bounds are exact: each is taken in some way of filling
    all hidden counts of the group with whole numbers.
    """
    weights = np.zeros(group.members.size)
    weights[place] = 1.0
    ends = []
    for sign in (-1.0, 1.0):
        found = filled(group, sign * weights, {place: up_to})
        ends.append(group.truth[place] if found is None else found[place])
    return ends[0], ends[1]


def filled(group: Group, weights: np.ndarray, caps: dict[int, float]) -> np.ndarray | None:
    """Whole numbers for all members that meet every fact, with the largest weighted sum.

    None where the search was given up. `caps` keep a sum with positive weights finite.
    """
    highest = np.full(group.members.size, inf)
    for place, cap in caps.items():
        highest[place] = max(cap, group.truth[place])
    solved = milp(
        -weights,
        integrality=np.ones(group.members.size),
        bounds=Bounds(group.lowest, highest),
        constraints=LinearConstraint(group.matrix, group.least, group.most),
        options={"node_limit": MOST_NODES, "mip_rel_gap": 0.0},
    )
    return None if solved.x is None else np.round(solved.x)


def binding(group: Group, place: int, sign: float) -> np.ndarray:
    """Rows of the group that hold a member down (sign 1) or up (sign -1): those with a price."""
    weights = np.zeros(group.members.size)
    weights[place] = -sign
    equal = np.isclose(group.least, group.most)
    # An inequality here has one side: the other is without limit.
    upper = np.where(np.isfinite(group.most), group.most, -group.least)[~equal]
    side = np.where(np.isfinite(group.most), 1.0, -1.0)[~equal]
    solved = linprog(
        weights,
        A_ub=group.matrix[~equal].multiply(side[:, None]).tocsr() if side.size else None,
        b_ub=upper if side.size else None,
        A_eq=group.matrix[equal] if equal.any() else None,
        b_eq=group.most[equal] if equal.any() else None,
        bounds=np.column_stack([group.lowest, np.full(group.members.size, inf)]),
        method="highs",
    )
    if solved.status != 0:
        return np.arange(0)
    price = np.zeros(group.least.size)
    price[~equal] = solved.ineqlin.marginals if side.size else 0.0
    price[equal] = solved.eqlin.marginals if equal.any() else 0.0
    return np.flatnonzero(np.abs(price) > ROUNDING)
