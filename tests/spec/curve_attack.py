"""A reader with a solver: what the curves of several areas, held against one another, tell.

A curve gives how many events fell between two of its steps. The forces of a region add up to it:
what is left is of the forces whose curves are hidden; all forces together had no more. Nothing here
comes from the code that protects.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from math import inf

import numpy as np
import polars as pl
from scipy.optimize import linprog
from scipy.sparse import csr_array

ALL_GONE, WHOLE = 1e-9, 1e-6
LAST = 10**6
UNBOUNDED = 3
# Of one cohort and kind of ending: (from, to] -> events, as a reader works them out.
Steps = list[tuple[int, int, int]]


def steps_of(curve: pl.DataFrame, enters_late: bool = False) -> dict[str, Steps]:
    """Events between the steps of a published curve, by ending, from at risk and shares alone."""
    found: dict[str, Steps] = {name: [] for name in curve["ending"].unique()}
    waiting, after, last = 1.0, None, dict.fromkeys(found, -1)
    share = dict.fromkeys(found, 0.0)
    for (day,), rows in curve.sort("day").group_by("day", maintain_order=True):
        rises = {r["ending"]: r["estimate"] - share[r["ending"]] for r in rows.to_dicts()}
        before, after = after, min(rows["at_risk"])
        left = 1.0 - sum(rises.values()) / waiting if waiting > ALL_GONE else 1.0
        for name, rise in rises.items():
            share[name] += rise
            # Where nobody is left, cut-offs may be among those who went: that tells no number.
            if rise > ALL_GONE and left > ALL_GONE:
                events = after / left * rise / waiting
                gone = events if enters_late or before is None else before - after
                # A few cut-offs, spread evenly, make it too large; then all who left had the event.
                is_whole = abs(events - round(events)) < WHOLE and events < gone + WHOLE
                found[name].append((last[name], day, round(events if is_whole else gone)))
                last[name] = day
        waiting -= sum(rises.values())
    return found


class Cohort:
    """The forces of one region and window, hidden and shown, for one kind of curve and ending.

    `known` are steps of forces, of the whole region, and of all forces; `totals` the events of a
    force or of the region where their count is shown.
    """

    def __init__(
        self,
        forces: list[str],
        known: dict[str, Steps],
        region: Steps,
        country: Steps,
        totals: dict[str, float],
    ) -> None:
        self.forces, self._known = forces, known
        edges = {-1, LAST} | {day for a, b, _ in region for day in (a, b)}
        edges |= {day for steps in known.values() for a, b, _ in steps for day in (a, b)}
        self.edges = sorted(edges)
        self.bins = list(pairwise(self.edges))
        self._country = country
        rows, low, high = [], [], []
        for terms, least, most in self._facts(region, totals):
            row = np.zeros(len(forces) * len(self.bins))
            row[terms] = 1.0
            rows.append(row)
            low.append(least)
            high.append(most)
        self._matrix, low, high = np.array(rows), np.array(low), np.array(high)
        equal = low == high
        self._limits = {"A_eq": csr_array(self._matrix[equal]), "b_eq": low[equal]}
        if not equal.all():
            self._limits |= {"A_ub": csr_array(self._matrix[~equal]), "b_ub": high[~equal]}

    def _facts(
        self, region: Steps, totals: dict[str, float]
    ) -> Iterator[tuple[list[int], float, float]]:
        for force, steps in self._known.items():
            for a, b, events in steps:
                yield self._places([force], a, b), events, events
        for a, b, events in region:
            yield self._places(self.forces, a, b), events, events
        for name, events in totals.items():
            of = self.forces if name == "region" else [name]
            yield self._places(of, -1, LAST), events, events
        if self._country:
            for a, b in self.bins:
                most = sum(number for _, day, number in self._country if a < day <= b)
                yield self._places(self.forces, a, b), 0, most

    def _places(self, forces: Iterable[str], a: int, b: int) -> list[int]:
        width = len(self.bins)
        inside = [n for n, (low, high) in enumerate(self.bins) if a <= low and high <= b]
        return [self.forces.index(force) * width + n for force in forces for n in inside]

    def told(self, force: str, up_to: int, every: bool = True) -> list[tuple[int, int]]:
        """Spans of days in which a force is known to have had one to so many events.

        Of `every` two days that a step names, or only of neighbours and of the whole time.
        """
        spans = combinations(self.edges, 2) if every else [*self.bins, (-1, LAST)]
        return [(a, b) for a, b in spans if self._is_told(force, a, b, up_to)]

    def _is_told(self, force: str, a: int, b: int, up_to: int) -> bool:
        places = self._places([force], a, b)
        return self._furthest(places, 1.0) >= 1 - WHOLE and self._furthest(places, -1.0) <= (
            up_to + WHOLE
        )

    def _furthest(self, places: list[int], sign: float) -> float:
        """The fewest (sign 1) or most (sign -1) events that there can be."""
        aim = np.zeros(self._matrix.shape[1])
        aim[places] = sign
        solved = linprog(aim, **self._limits, method="highs")
        if solved.status == UNBOUNDED:
            return inf
        assert solved.status == 0, "the published curves contradict one another"
        return sign * solved.fun
