"""Attack a release: does what is published leave every protected count open enough?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from etl.disclosure.bounds import filled
from etl.disclosure.release import Demand, Group, Release

# Ways of filling a group tried before each count is asked for by itself; the seed is fixed, so that
# the same release is audited the same way.
TRIALS = 4
SEED = 20260331


@dataclass(frozen=True)
class Seen:
    """Between which values a protected count is known to be possible, and whether it is enough."""

    low: float
    high: float
    is_met: bool


def audit(release: Release, demands: Mapping[tuple, Demand]) -> dict[tuple, Seen]:
    """What is possible of each protected hidden count, in whole numbers.

    A count that no fact speaks of is left out: nothing limits it. Where a demand is met, a count
    can be at least as low and as high as it says; where not, these are the exact bounds.
    """
    found: dict[tuple, Seen] = {}
    for group in release.groups():
        found |= audit_group(release, group, demands)
    return found


def audit_group(
    release: Release, group: Group, demands: Mapping[tuple, Demand]
) -> dict[tuple, Seen]:
    """The same for one group of hidden counts."""
    asked = {
        place: demands[release.keys[item]]
        for place, item in enumerate(group.members)
        if release.keys[item] in demands
    }
    reader = _Reader(group, asked)
    reader.try_several()
    for place in asked:
        reader.ask(place)
    return {
        release.keys[group.members[place]]: Seen(
            float(reader.low[place]), float(reader.high[place]), reader.is_met(place)
        )
        for place in asked
    }


class _Reader:
    """Ways to fill the hidden counts found so far, the true one among them."""

    def __init__(self, group: Group, asked: Mapping[int, Demand]) -> None:
        self._group, self._asked = group, asked
        self.low, self.high = group.truth.copy(), group.truth.copy()
        self._caps = {
            place: max(demand.reach, group.truth[place]) + demand.values
            for place, demand in asked.items()
        }

    def is_met(self, place: int) -> bool:
        return self._asked[place].is_met(self.low[place], self.high[place])

    def try_several(self) -> None:
        """Push many counts up and down at once: most demands are met that way."""
        random = np.random.default_rng(SEED)
        for _ in range(TRIALS):
            left = [place for place in self._asked if not self.is_met(place)]
            if len(left) < 3:
                return
            weights = np.zeros(self._group.members.size)
            weights[left] = random.choice([-1.0, 1.0, 2.0], len(left))
            self._learn(weights, {place: self._caps[place] for place in left})

    def ask(self, place: int) -> None:
        """The largest, then the smallest value of one count."""
        for sign in (1.0, -1.0):
            if not self.is_met(place):
                weights = np.zeros(self._group.members.size)
                weights[place] = sign
                self._learn(weights, {place: self._caps[place]})

    def _learn(self, weights: np.ndarray, caps: dict[int, float]) -> None:
        found = filled(self._group, weights, caps)
        if found is not None:
            self.low, self.high = np.minimum(self.low, found), np.maximum(self.high, found)
