"""A release as a reader meets it: every count, the facts that tie them together, what is hidden.

All that is published is taken together, as whole numbers: which values could a hidden count have?
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np
from scipy import sparse

ROUNDING = 1e-6


@dataclass(frozen=True)
class Fact:
    """What a reader knows: the terms (count times coefficient) add up to `least` to `most`."""

    terms: tuple[tuple[tuple, float], ...]
    least: float = 0.0
    most: float = 0.0


def adds_up(total: tuple, parts: Iterable[tuple]) -> Fact:
    """The parts add up to the total."""
    return Fact(((total, -1.0), *((part, 1.0) for part in parts)))


def within(whole: tuple, parts: Iterable[tuple]) -> Fact:
    """The parts together are at most the whole."""
    return Fact(((whole, -1.0), *((part, 1.0) for part in parts)), least=-inf)


@dataclass(frozen=True)
class Demand:
    """What must stay possible of a protected count: to reach so high, and so many values."""

    reach: int
    values: int

    def is_met(self, low: float, high: float) -> bool:
        """True if a count between these two is protected."""
        return high >= self.reach and high - low + 1 >= self.values

    def up_to(self, ceiling: float) -> "Demand":
        """No more than is possible of a count that others have published to be at most so high."""
        if ceiling >= self.reach:
            return self
        return Demand(int(ceiling), min(self.values, int(ceiling)))


@dataclass
class Release:
    """Every count with its value, the facts, and which are hidden.

    `lowest` maps each hidden key to the least that a reader knows it to be: 1 where zeroes are
    shown, 0 where a zero could be hidden, or where a figure is not published at all.
    """

    counts: Mapping[tuple, float]
    facts: Sequence[Fact]
    lowest: dict[tuple, float]
    _place: dict[tuple, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.keys = sorted({key for fact in self.facts for key, _ in fact.terms})
        self._place = {key: place for place, key in enumerate(self.keys)}
        self.truth = np.array([self.counts[key] for key in self.keys], dtype=float)
        rows, columns, values = [], [], []
        for number, fact in enumerate(self.facts):
            for key, coefficient in fact.terms:
                rows.append(number)
                columns.append(self._place[key])
                values.append(coefficient)
        shape = (len(self.facts), len(self.keys))
        self.matrix = sparse.csr_array((values, (rows, columns)), shape=shape)
        self.by_column = self.matrix.tocsc()
        self.least = np.array([fact.least for fact in self.facts])
        self.most = np.array([fact.most for fact in self.facts])

    def place(self, key: tuple) -> int | None:
        """Column of a key, None if no fact speaks of it."""
        return self._place.get(key)

    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        """Lowest and highest value of each count, as far as a reader sees at a glance."""
        low, high = self.truth.copy(), self.truth.copy()
        for key, least in self.lowest.items():
            if (place := self._place.get(key)) is not None:
                low[place], high[place] = least, inf
        return low, high


def entries(matrix: sparse.csr_array | sparse.csc_array, lines: np.ndarray) -> np.ndarray:
    """Indices of the entries on several lines (rows or columns) of a compressed matrix."""
    starts, sizes = matrix.indptr[lines], np.diff(matrix.indptr)[lines]
    offsets = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return matrix.indices[np.repeat(starts, sizes) + offsets]
