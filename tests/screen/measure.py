"""Hold the screen against the labelled set and the US files: what it finds, where it is wrong."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from etl.sources.personal import find, is_personal, read_screen
from tests.screen.labelled import (
    PERSONAL,
    REFERENCE,
    US,
    personal_columns,
    planted,
    sound_columns,
    us_columns,
)

SCREEN = read_screen(REFERENCE)
AMONG = 199
BY_NAME = "name of column"


@dataclass
class Measured:
    """Columns found of those to be found, by kind and set; sound columns refused, by name."""

    found: Counter = field(default_factory=Counter)
    labelled: Counter = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    sound: int = 0

    def recall(self, *key: str) -> float:
        keys = [item for item in self.labelled if item[: len(key)] == key]
        return sum(self.found[item] for item in keys) / sum(self.labelled[item] for item in keys)

    @property
    def precision(self) -> float:
        return self.found.total() / (self.found.total() + len(self.wrong))


def measure(times: int = 30, us: Sequence[Path] = (US,)) -> tuple[Measured, Measured]:
    """The made set, and the US files: as they are, and with one value planted in each column."""
    made, real = Measured(), Measured()
    for length, among, place in ((1, AMONG, "one"), (40, 0, "all")):
        drawn = personal_columns(length, among, times)
        _hold(made, (((place, kind), column) for kind, column in drawn))
    _hold(made, (((None, kind), column) for kind, column in sound_columns()))
    for file, column, personal in us_columns(us):
        by_name = is_personal(column.name, SCREEN)
        if personal:
            real.labelled[BY_NAME, file] += 1
            real.found[BY_NAME, file] += by_name
            continue
        _hold(real, [((None, file), column)])
        if by_name:
            real.wrong.append(f"{file}.{column.name}")
        with_one = (
            (("one", kind), planted(column, value, f"{file} {column.name} {kind}"))
            for kind, value in PERSONAL.items()
        )
        _hold(real, with_one)
    return made, real


def _hold(into: Measured, columns: Iterable[tuple[tuple[str | None, str], pl.Series]]) -> None:
    for (place, kind), column in columns:
        found = find(column.to_frame(), SCREEN)
        if place:
            into.labelled[place, kind] += 1
            into.found[place, kind] += bool(found)
        else:
            into.sound += 1
            into.wrong += [f"{kind}.{column.name} ({item.rule.name})" for item in found[:1]]


def lines(made: Measured, real: Measured) -> list[str]:
    """The table that is printed."""
    head = f"{'found of':28} {'one in 200':>10} {'whole column':>13} {'one in a US column':>19}"
    body = [
        f"{kind:28} {made.recall('one', kind):10.0%} {made.recall('all', kind):13.0%} "
        f"{real.recall('one', kind):19.0%}"
        for kind in PERSONAL
    ]
    sums = [*_precision("made set", made), *_precision("US files", real), _named(real)]
    return [head, *body, "", *sums]


def _precision(name: str, measured: Measured) -> list[str]:
    number = f"wrong in {len(measured.wrong)} of {measured.sound} sound columns"
    return [f"precision, {name}: {measured.precision:.1%}, {number}", *measured.wrong]


def _named(real: Measured) -> str:
    number = sum(times for (way, _), times in real.labelled.items() if way == BY_NAME)
    share = real.recall(BY_NAME)
    return f"US columns of places and officers' numbers, refused by name: {share:.0%} of {number}"
