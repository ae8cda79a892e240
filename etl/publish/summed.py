"""Over which quarters of which forces each figure is summed: what adds up follows from this alone.

Never from the numbers: figures over different forces can add up by chance.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from etl.measures.definitions import COUNTS, Count

WAY = ("starts_on", "needs_open_cases", "follow_up_months", "is_stock")


@dataclass(frozen=True)
class Summed:
    """Sets of force-quarters as bits of whole numbers, by way of counting, area and period.

    `over` answers for a cell (count, area, kind of period, period, ...); a cell of which no force
    could be counted is over nothing.
    """

    sets: Mapping[tuple, int]

    @classmethod
    def of(cls, counted: pl.DataFrame, areas: pl.DataFrame) -> "Summed":
        """From marts.counted_quarters and staging.areas."""
        rows = counted.select(*WAY, "period_type", "period", "force_code", "quarter_start")
        bits = {
            pair: 1 << place
            for place, pair in enumerate(
                rows.select("force_code", "quarter_start").unique().sort(pl.all()).iter_rows()
            )
        }
        belongs = defaultdict(list)
        for area, force in areas.select("area_code", "force_code").iter_rows():
            belongs[force].append(area)
        sets: dict[tuple, int] = defaultdict(int)
        for *way, kind, period, force, quarter in rows.iter_rows():
            for area in belongs[force]:
                sets[tuple(way), area, kind, period] |= bits[force, quarter]
        return cls(dict(sets))

    def over(self, key: tuple) -> int:
        """The force-quarters of a cell."""
        return self.sets.get((WAYS[key[0]], *key[1:4]), 0)

    def adds_up(self, total: tuple, parts: Iterable[tuple]) -> bool:
        """True where the parts together are over just what the total is over."""
        return together(self.over(part) for part in parts) == self.over(total)

    def is_within(self, part: tuple, whole: tuple) -> bool:
        """True where all that the part is over belongs to the whole."""
        return not self.over(part) & ~self.over(whole)


def together(sets: Iterable[int]) -> int:
    """All force-quarters of several sets."""
    found = 0
    for item in sets:
        found |= item
    return found


def _way(count: Count) -> tuple:
    return (count.starts_on, count.needs_open_cases, count.follow_up_months, count.is_stock)


# Asked for hundreds of thousands of times in each build.
WAYS = {name: _way(count) for name, count in COUNTS.items()}
