"""Ways to fill hidden counts, by HiGHS: first in fractions, in whole numbers only where it matters.

Whatever is not settled within its limits counts as not protected.
"""

from dataclasses import dataclass
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from etl.disclosure.narrow import Group
from etl.disclosure.release import ROUNDING

MOST_NODES = 200
# A limit in nodes is the same on every machine; the one in seconds is for the unforeseen.
MOST_SECONDS = 60.0


@dataclass(frozen=True)
class Filled:
    """The largest weighted sum (no way of filling is beyond it), and whole numbers if any."""

    most: float
    values: np.ndarray | None


def filled(
    group: Group, weights: np.ndarray, caps: dict[int, float], whole: bool = False
) -> Filled:
    """The values of all members that meet every fact, with the largest weighted sum.

    `caps` keep a sum with positive weights finite. With `whole` numbers are sought as long as the
    limits allow; without, whole numbers come only where the solution in fractions is one.
    """
    highest = group.highest.copy()
    for place, cap in caps.items():
        highest[place] = min(highest[place], max(cap, group.truth[place]))
    solved = milp(
        -weights,
        integrality=np.full(group.members.size, int(whole)),
        bounds=Bounds(group.lowest, highest),
        constraints=LinearConstraint(group.matrix, group.least, group.most),
        options={"node_limit": MOST_NODES, "time_limit": MOST_SECONDS, "mip_rel_gap": 0.0},
    )
    if solved.x is None:
        return Filled(inf, None)
    values = np.round(solved.x)
    is_whole = whole or np.abs(solved.x - values).max() < ROUNDING
    return Filled(-solved.fun if solved.status == 0 else inf, values if is_whole else None)
