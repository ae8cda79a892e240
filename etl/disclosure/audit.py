"""Attack a release: does what is published leave every protected count open enough?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil, floor

import numpy as np

from etl.disclosure.bounds import Filled, filled
from etl.disclosure.narrow import Group, groups, narrowed
from etl.disclosure.release import ROUNDING, Demand, Release

# Ways of filling a group tried before each count is asked for by itself; the seed is fixed, so that
# the same release is audited the same way.
TRIALS = 12
SEED = 20260331
# Tried again only while it settles at least this share of what is left.
WORTH_IT = 0.1
BEYOND = 1e12
# In groups of so many, each count is first asked for among those so many facts away.
LARGE, NEARBY = 200, 2


@dataclass(frozen=True)
class Seen:
    """Between which values a protected count is known to be possible, and whether it is enough."""

    low: float
    high: float
    is_met: bool


@dataclass
class Auditor:
    """Attacks releases, and remembers groups it has seen: most stay as they are after a repair."""

    _known: dict[tuple, list[Seen]] = field(default_factory=dict)

    def audit(self, release: Release, demands: Mapping[tuple, Demand]) -> dict[tuple, Seen]:
        """What is possible of each protected hidden count, in whole numbers.

        A count that no fact speaks of is left out: nothing limits it. Where a demand is met, a
        count can be at least as low and as high as it says; where not, no further than it says, or
        it could not be settled in time.
        """
        low, high = narrowed(release)
        found = _at_a_glance(release, demands, low, high)
        for group in groups(release, low, high):
            keys = [release.keys[member] for member in group.members]
            asked = {
                place: demands[key]
                for place, key in enumerate(keys)
                if key in demands and key not in found
            }
            if asked:
                seen = self._settled(group, asked)
                found |= dict(zip((keys[place] for place in asked), seen, strict=True))
        return found

    def _settled(self, group: Group, asked: dict[int, Demand]) -> list[Seen]:
        name = _fingerprint(group, asked)
        if name not in self._known:
            reader = _Reader(group, asked)
            reader.try_several()
            self._known[name] = [reader.ask(place) for place in asked]
        return self._known[name]


def audit(release: Release, demands: Mapping[tuple, Demand]) -> dict[tuple, Seen]:
    """One attack; what is possible of each protected hidden count."""
    return Auditor().audit(release, demands)


def _at_a_glance(
    release: Release, demands: Mapping[tuple, Demand], low: np.ndarray, high: np.ndarray
) -> dict[tuple, Seen]:
    """The counts that single facts give away already."""
    found = {}
    for key, demand in demands.items():
        place = release.place(key)
        if place is not None and not demand.is_met(low[place], high[place]):
            found[key] = Seen(float(low[place]), float(high[place]), False)
    return found


def _fingerprint(group: Group, asked: dict[int, Demand]) -> tuple:
    parts = (group.least, group.most, group.lowest, group.highest, group.truth)
    shape = (group.matrix.indptr, group.matrix.indices, group.matrix.data)
    return (*(part.tobytes() for part in (*shape, *parts)), tuple(asked.items()))


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
        left = [place for place in self._asked if not self.is_met(place)]
        for _ in range(TRIALS):
            if len(left) < 3:
                return
            weights = np.zeros(self._group.members.size)
            weights[left] = random.choice([-1.0, 1.0, 2.0], len(left))
            self._learn(filled(self._group, weights, {place: self._caps[place] for place in left}))
            still = [place for place in left if not self.is_met(place)]
            if len(still) > (1 - WORTH_IT) * len(left):
                return
            left = still

    def ask(self, place: int) -> Seen:
        """Between which values one count can be, as far as its demand needs to know.

        In fractions first, which settles nearly all; in whole numbers where it does not.
        """
        self._ask_nearby(place)
        low, high = self._group.lowest[place], self._group.highest[place]
        for whole in (False, True):
            if not self.is_met(place):
                top = self._furthest(place, 1.0, whole)
                # Up to the cap is as high as anybody asked.
                high = min(high, floor(top + ROUNDING)) if top < self._caps[place] else high
            if not self.is_met(place):
                low = max(low, ceil(-self._furthest(place, -1.0, whole) - ROUNDING))
            if not self._asked[place].is_met(low, high):
                return Seen(float(low), float(high), False)
        return Seen(float(self.low[place]), float(self.high[place]), self.is_met(place))

    def _ask_nearby(self, place: int) -> None:
        """What can move with all that is far away as it is: quick, and mostly enough."""
        if self.is_met(place) or self._group.members.size < LARGE:
            return
        group, places = self._group.around(place, NEARBY)
        here = int(np.searchsorted(places, place))
        for sign in (1.0, -1.0):
            if not self.is_met(place):
                weights = np.where(places == place, sign, 0.0)
                found = filled(group, weights, {here: self._caps[place]}, whole=True)
                self._learn(found, places)

    def _furthest(self, place: int, sign: float, whole: bool) -> float:
        weights = np.zeros(self._group.members.size)
        weights[place] = sign
        found = filled(self._group, weights, {place: self._caps[place]}, whole)
        self._learn(found)
        return min(found.most, BEYOND)

    def _learn(self, found: Filled, places: np.ndarray | slice = slice(None)) -> None:
        if found.values is not None:
            self.low[places] = np.minimum(self.low[places], found.values)
            self.high[places] = np.maximum(self.high[places], found.values)
