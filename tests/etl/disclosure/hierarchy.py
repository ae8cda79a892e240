"""Small hierarchies of counts, and a reader who tries to work the hidden ones out."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, milp

from etl.disclosure.cells import Cells, Line

COUNTRY, TOTAL = "all forces", "total"
MORE_THAN_ANYBODY_NEEDS = 1000


@dataclass(frozen=True)
class Hierarchy:
    """Forces add up to regions, regions to all forces, parts to a total, in every area.

    `counts` maps (force, part) to a count; `region_of` a force to its region. Forces and regions
    have the threshold, all forces together none.
    """

    counts: dict[tuple[str, str], int]
    region_of: dict[str, str]
    threshold: int

    @property
    def parts(self) -> list[str]:
        return sorted({part for _, part in self.counts})

    def cells(self) -> Cells:
        counts = {
            (area, part): sum(
                self.counts[force, leaf]
                for force in self._forces(area)
                for leaf in (self.parts if part == TOTAL else [part])
            )
            for area, part in self._keys()
        }
        return Cells(
            counts,
            {key: 0 if key[0] == COUNTRY else self.threshold for key in counts},
        )

    def lines(self) -> list[Line]:
        regions = sorted(set(self.region_of.values()))
        columns = [TOTAL] if len(self.parts) == 1 else [TOTAL, *self.parts]
        found = [Line((COUNTRY, part), tuple((name, part) for name in regions)) for part in columns]
        for region, part in product(regions, columns):
            inside = tuple((force, part) for force in self._forces(region))
            found.append(Line((region, part), inside))
        if len(self.parts) > 1:
            areas = [COUNTRY, *regions, *self.region_of]
            found += [
                Line((area, TOTAL), tuple((area, part) for part in self.parts)) for area in areas
            ]
        return found

    def _keys(self) -> Iterator[tuple[str, str]]:
        areas = [COUNTRY, *sorted(set(self.region_of.values())), *self.region_of]
        return product(areas, [TOTAL] if len(self.parts) == 1 else [TOTAL, *self.parts])

    def _forces(self, area: str) -> list[str]:
        return [
            force for force, region in self.region_of.items() if area in (force, region, COUNTRY)
        ]


@st.composite
def hierarchies(draw, most_forces: int = 4, most_parts: int = 3, most: int = 12) -> Hierarchy:
    sizes = draw(st.lists(st.integers(2, most_forces), min_size=1, max_size=3))
    region_of = {
        f"force {number}{letter}": f"region {number}"
        for number, size in enumerate(sizes)
        for letter in "abcd"[:size]
    }
    parts = [f"part {number}" for number in range(draw(st.integers(1, most_parts)))]
    few = st.integers(0, 3) | st.integers(0, most)
    counts = {(force, part): draw(few) for force in region_of for part in parts}
    return Hierarchy(counts, region_of, draw(st.sampled_from([1, 2, 4])))


def largest(cells: Cells, lines: list[Line], key: tuple) -> int:
    """The largest that a hidden cell could be, to a reader of everything that is shown.

    Counts are whole, a hidden one is at least 1 (zeroes are shown), and every line adds up.
    """
    unknown = sorted(cells.hidden)
    place = {name: column for column, name in enumerate(unknown)}
    rows, sums = [], []
    for line in lines:
        row, shown = np.zeros(len(unknown)), 0
        for name, sign in [(line.total, -1), *((part, 1) for part in line.parts)]:
            if name in place:
                row[place[name]] += sign
            else:
                shown += sign * cells.counts[name]
        if row.any():
            rows.append(row)
            sums.append(-shown)
    wanted = np.zeros(len(unknown))
    wanted[place[key]] = -1
    solved = milp(
        wanted,
        integrality=np.ones(len(unknown)),
        bounds=(1, MORE_THAN_ANYBODY_NEEDS),
        constraints=LinearConstraint(np.array(rows), sums, sums) if rows else (),
    )
    assert solved.success, solved.message
    return round(-solved.fun)


def completions(cells: Cells, lines: list[Line], most: int) -> list[dict[tuple, int]]:
    """Every way to fill the hidden cells with whole numbers from 1 so that all lines add up.

    By trying 1 to `most` for each cell that is no total: slow, and plainly right.
    """
    # Totals of small parts come before totals of larger ones.
    upwards = sorted(lines, key=lambda line: cells.counts[line.total])
    unknown = sorted(cells.hidden - {line.total for line in lines})
    found = []
    for values in product(range(1, most + 1), repeat=len(unknown)):
        guess = cells.counts | dict(zip(unknown, values, strict=True))
        for _ in lines:
            for line in upwards:
                if line.total in cells.hidden:
                    guess[line.total] = sum(guess[part] for part in line.parts)
        if all(guess[line.total] == sum(guess[part] for part in line.parts) for line in lines):
            found.append(guess)
    return found
