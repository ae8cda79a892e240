"""Narrow what each hidden count can be, one fact at a time, until nothing moves.

Interval propagation: quick, and never too narrow, so that only what stays open after it needs a
solver. Source: Davis (1987), Constraint propagation with interval labels, doi
10.1016/0004-3702(87)90091-9.
"""

from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from etl.disclosure.release import ROUNDING, Release, entries

MOST_ROUNDS = 200


@dataclass(frozen=True)
class Group:
    """Hidden counts that facts tie together: least <= matrix @ counts <= most."""

    members: np.ndarray
    matrix: sparse.csr_array
    least: np.ndarray
    most: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray
    truth: np.ndarray

    @cached_property
    def by_column(self) -> sparse.csc_array:
        """The matrix, quick to take columns from."""
        return self.matrix.tocsc()

    @cached_property
    def told(self) -> np.ndarray:
        """What each fact adds up to."""
        return self.matrix @ self.truth

    def around(self, place: int, facts_away: int) -> tuple["Group", np.ndarray]:
        """Those within so many facts of a member, all others as they are; and their places."""
        by_column = self.by_column
        near = np.array([place])
        for _ in range(facts_away):
            near = np.unique(entries(self.matrix, np.unique(entries(by_column, near))))
        rows = np.unique(entries(by_column, near))
        matrix = by_column[:, near].tocsr()[rows]
        told = self.told[rows] - matrix @ self.truth[near]
        parts = (self.lowest[near], self.highest[near], self.truth[near])
        least, most = self.least[rows] - told, self.most[rows] - told
        return Group(self.members[near], matrix, least, most, *parts), near


def narrowed(release: Release) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest whole number of each count that no single fact rules out."""
    low, high = release.ends()
    open_rows = abs(release.matrix) @ (low < high).astype(float) > 0
    matrix = release.matrix[open_rows].tocoo()
    row, column, factor = matrix.coords[0], matrix.coords[1], matrix.data
    least, most = release.least[open_rows], release.most[open_rows]
    for _ in range(MOST_ROUNDS):
        before = low.copy(), high.copy()
        up = np.where(factor > 0, factor * high[column], factor * low[column])
        down = np.where(factor > 0, factor * low[column], factor * high[column])
        # What the others of a fact leave for this one.
        most_left = most[row] - _others(row, down, least.size)
        least_left = least[row] - _others(row, up, least.size)
        top = np.where(factor > 0, most_left, least_left) / factor
        bottom = np.where(factor > 0, least_left, most_left) / factor
        np.minimum.at(high, column, np.floor(top + ROUNDING))
        np.maximum.at(low, column, np.ceil(bottom - ROUNDING))
        if np.array_equal(before[0], low) and np.array_equal(before[1], high):
            break
    return low, high


def _others(row: np.ndarray, values: np.ndarray, rows: int) -> np.ndarray:
    """For each term the sum of the other terms of its row, which may be without limit."""
    limited = np.isfinite(values)
    finite = np.where(limited, values, 0.0)
    endless = np.bincount(row, ~limited, rows)
    sums = np.bincount(row, finite, rows)
    sign = inf if np.any(values == inf) else -inf
    return np.where(endless[row] - ~limited > 0, sign, sums[row] - finite)


def groups(release: Release, low: np.ndarray, high: np.ndarray) -> list[Group]:
    """The counts that are still open, parted into groups that tell nothing of one another."""
    still_open = np.flatnonzero(low < high)
    if not still_open.size:
        return []
    told = release.matrix @ np.where(low < high, 0.0, low)
    unknown = release.matrix[:, still_open].tocsr()
    rows = np.flatnonzero(np.diff(unknown.indptr))
    unknown = unknown[rows]
    _, label = connected_components(abs(unknown).T @ abs(unknown), directed=False)
    of_row = label[unknown.indices[unknown.indptr[:-1]]]
    by_row, by_column = np.argsort(of_row, kind="stable"), np.argsort(label, kind="stable")
    numbers = np.arange(label.max() + 2)
    row_cuts = np.searchsorted(of_row[by_row], numbers)
    column_cuts = np.searchsorted(label[by_column], numbers)
    found = []
    for number in numbers[:-1]:
        its_rows = by_row[row_cuts[number] : row_cuts[number + 1]]
        its_columns = by_column[column_cuts[number] : column_cuts[number + 1]]
        members, facts = still_open[its_columns], rows[its_rows]
        found.append(
            Group(
                members,
                unknown[its_rows][:, its_columns].tocsr(),
                release.least[facts] - told[facts],
                release.most[facts] - told[facts],
                low[members],
                high[members],
                release.truth[members],
            )
        )
    return found
