"""What is known of every count cell of a release, and what the policy asks for it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import polars as pl

from etl.disclosure.cells import Cells, hide_groups, hide_single, hide_small
from etl.disclosure.policy import Policy, Sensitivity
from etl.disclosure.release import Demand
from etl.measures.definitions import COUNTS, TOTAL
from etl.publish.weights import weight

KEY = ("count_name", "area_code", "period_type", "period", "breakdown", "category")


class State:
    """The counts known, which are published, and what the policy asks of each."""

    def __init__(self, cells: pl.DataFrame, policy: Policy) -> None:
        known = cells.filter(pl.col("count").is_not_null())
        self.policy = policy
        self.counts = dict(zip(known.select(KEY).iter_rows(), known["count"], strict=True))
        rows = known.select(*KEY, "area_level", "forces_counted", "cases", "is_published")
        self.levels, self.unpublished, self.of_one_case = {}, set(), set()
        self.thresholds: dict[tuple, int] = {}
        for *key, level, forces, cases, is_published in rows.iter_rows():
            key = tuple(key)
            self.levels[key] = level
            # An area of which fewer than three forces are counted is as a force.
            strict = "force" if forces < 3 else level
            self.thresholds[key] = policy.hide_up_to(COUNTS[key[0]].sensitivity, strict)
            if not is_published:
                self.unpublished.add(key)
            if cases == 1 and strict != "country" and self._rule(key).hide_single_case:
                self.of_one_case.add(key)
        self.guards = dict(self.thresholds)
        self.in_small_group: set[tuple] = set()

    def listed(self, values: Mapping[tuple, float]) -> dict:
        """Of the cells that are published: single years of forces, among others, are not."""
        return {key: value for key, value in values.items() if key not in self.unpublished}

    def hide_what_is_small(self) -> set[tuple]:
        """Cells hidden for what they are: small, of a single case, or of a small group."""
        cells = Cells(self.listed(self.counts), self.guards)
        hide_small(cells)
        hide_single(cells, [key for key in self.of_one_case if key in cells.counts])
        for name, count in COUNTS.items():
            up_to = self.policy.sensitivity[count.sensitivity].hide_group_up_to
            groups = list(_groups(cells, name)) if up_to else []
            hide_groups(cells, groups, up_to)
            for base, members in groups:
                if 0 < cells.counts[base] <= up_to:
                    self.in_small_group.update(members)
        return set(cells.hidden)

    def demands(self) -> dict[tuple, Demand]:
        """What must stay possible of every count that the policy protects.

        It must be able to be larger than what the policy hides, and take as many values as lie up
        to there. Of a small group, a zero must be able to be one.
        """
        found = {}
        for key, count in self.counts.items():
            if count == 0:
                if key in self.in_small_group:
                    found[key] = Demand(reach=1, values=2)
            elif (
                count <= self.thresholds[key]
                or key in self.of_one_case
                or key in self.in_small_group
            ):
                found[key] = self._demand(key)
        return found

    def lowest(self, hidden: set[tuple]) -> dict[tuple, float]:
        """The least that a reader knows of each hidden or unpublished count: zeroes are shown."""
        return {
            key: 0.0 if key in self.unpublished or key in self.in_small_group or not count else 1.0
            for key, count in self.counts.items()
            if key in hidden or key in self.unpublished
        }

    def cost(self, key: tuple) -> float | None:
        """How dear a shown cell is; None where it is not published, or a zero that is shown."""
        if key not in self.counts or key in self.unpublished:
            return None
        rule = self._rule(key)
        is_zero = self.counts[key] == 0
        if is_zero and not (rule.hide_group_up_to and key[4] != TOTAL):
            return None
        return weight(key, self.levels[key], self.counts[key])

    def _demand(self, key: tuple) -> Demand:
        reach = values = self.thresholds[key] + 1
        # A category cannot be asked to be larger than a base that is rightly shown.
        base = (COUNTS[key[0]].base or key[0], *key[1:4], TOTAL, TOTAL)
        if key != base and self.counts.get(base, 0) > self.thresholds.get(base, 0):
            reach = min(reach, int(self.counts[base]))
        return Demand(max(reach, 1), min(values, reach + 1) if reach < values else values)

    def _rule(self, key: tuple) -> Sensitivity:
        return self.policy.sensitivity[COUNTS[key[0]].sensitivity]


def _groups(state: Cells, name: str) -> Iterator[tuple[tuple, tuple[tuple, ...]]]:
    """Each base cell of a count with the category cells that rest on it (forces and regions)."""
    base = COUNTS[name].base or name
    members = defaultdict(list)
    for key in state.counts:
        if key[0] == name and key[4] != TOTAL:
            members[base, *key[1:4], TOTAL, TOTAL].append(key)
    for key, group in members.items():
        # All forces together have no threshold, nor a group to hide.
        if key in state.counts and state.thresholds[group[0]]:
            yield key, tuple(group)
