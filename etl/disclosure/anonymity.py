"""Make records coarser until each combination of values stands for at least k cases and people.

Top-down: nothing is told at first; then one column after the other is told one level finer, the
step first that is worth most beside the rows it costs, while the rows that have to be left out stay
within the budget. The more is told, the more a further step costs: one that is too dear is never
tried again, and costs counted earlier are the least that they can be now.
"""

import heapq
from dataclasses import dataclass

import numpy as np
import polars as pl

from etl.disclosure.research import NOT_TOLD


@dataclass(frozen=True)
class Ladder:
    """One column as numbers: for each level, fine to coarse, the number of each row's value.

    `entropy` is what each level tells, in bits; `is_sensitive` marks for each level of a sensitive
    column the numbers that stand for something sensitive.
    """

    name: str
    weight: float
    levels: tuple[np.ndarray, ...]
    entropy: tuple[float, ...]
    is_sensitive: tuple[np.ndarray, ...] | None = None

    def gain(self, level: int) -> float:
        """What telling this level instead of the next coarser one is worth.

        The first level that tells anything has the column's whole weight, each finer one half of
        the one before: ten regions matter more than the forces within them.
        """
        return self.weight / 2 ** (len(self.levels) - 2 - level)

    def at(self, level: int) -> np.ndarray:
        return self.levels[level]


@dataclass(frozen=True)
class Demand:
    """What must hold: k cases and people, l values of what is sensitive, rows left out at most."""

    k: int
    l: int  # noqa: E741 - the literature's name
    most_left_out: int


@dataclass(frozen=True)
class Node:
    """The level of each column, and which rows can be told so."""

    levels: dict[str, int]
    kept: np.ndarray

    @property
    def left_out(self) -> int:
        return int((~self.kept).sum())


def ladder(
    name: str,
    weight: float,
    codes: pl.Series,
    levels: list[dict[str, str]],
    sensitive: frozenset[str] | None = None,
) -> Ladder:
    """A column from the code of each row and the value of each code at each level."""
    known = codes.unique().sort().to_list()
    row = codes.replace_strict(known, range(len(known)), return_dtype=pl.Int64).to_numpy()
    counts = np.bincount(row, minlength=len(known))
    numbers, entropy, marks = [], [], []
    for level in levels:
        values = sorted({level[code] for code in known})
        place = np.array([values.index(level[code]) for code in known], dtype=np.int64)
        share = np.bincount(place, counts, len(values)) / max(counts.sum(), 1)
        numbers.append(place[row])
        entropy.append(float(-(share[share > 0] * np.log2(share[share > 0])).sum()))
        told = {level[code] for code in known if code in (sensitive or ())} - {NOT_TOLD}
        marks.append(np.array([value in told for value in values], dtype=bool))
    return Ladder(
        name, weight, tuple(numbers), tuple(entropy), None if sensitive is None else tuple(marks)
    )


def finest(
    ladders: list[Ladder], cases: np.ndarray, people: np.ndarray, demand: Demand
) -> Node | None:
    """The levels at which no single column could be told finer, or None where nothing can be.

    `cases` and `people` number for each row the case and the person it belongs to.
    """
    levels = {item.name: len(item.levels) - 1 for item in ladders}
    node = Node(levels, _kept(ladders, levels, cases, people, demand))
    if node.left_out > demand.most_left_out:
        return None
    while (finer := _told_more(node, ladders, cases, people, demand)) is not node:
        # Once more over all columns: values told meanwhile can make up for what was too few.
        node = finer
    return node


def _told_more(
    node: Node, ladders: list[Ladder], cases: np.ndarray, people: np.ndarray, demand: Demand
) -> Node:
    """The node after every step that can be afforded, or the same one where none can."""
    by_name = {item.name: item for item in ladders}
    # Priority: least first. Costs grow as more is told, so an old priority is never too low.
    most = demand.most_left_out
    waiting = [
        (-_worth(item, node, 0, most), item.name) for item in ladders if node.levels[item.name]
    ]
    heapq.heapify(waiting)
    tried: dict[str, Node] = {}
    while waiting:
        _, name = heapq.heappop(waiting)
        if name not in tried:
            levels = node.levels | {name: node.levels[name] - 1}
            tried[name] = Node(levels, _kept(ladders, levels, cases, people, demand))
        finer = tried[name]
        if finer.left_out > demand.most_left_out:
            continue
        worth = -_worth(by_name[name], node, finer.left_out - node.left_out, most)
        if waiting and worth > waiting[0][0]:
            heapq.heappush(waiting, (worth, name))
            continue
        node, tried = finer, {}
        if node.levels[name]:
            heapq.heappush(waiting, (-_worth(by_name[name], node, 0, most), name))
    return node


def _worth(item: Ladder, node: Node, cost: int, most_left_out: int) -> float:
    """What a step adds, less by as much of the rows still to spare as it costs."""
    spare = most_left_out - node.left_out
    return item.gain(node.levels[item.name] - 1) * (1 - max(cost, 0) / (spare + 1))


def _kept(
    ladders: list[Ladder],
    levels: dict[str, int],
    cases: np.ndarray,
    people: np.ndarray,
    demand: Demand,
) -> np.ndarray:
    """Which rows can be told at these levels: their class has k cases and people, and l values."""
    plain = [item for item in ladders if item.is_sensitive is None]
    told = [item for item in ladders if item.is_sensitive is not None]
    group = _numbered(plain, levels, len(cases))
    row = group.copy()
    for item in told:
        row = row * (int(item.at(levels[item.name]).max(initial=0)) + 1) + item.at(
            levels[item.name]
        )
    kept = _large_enough(row, cases, people, demand.k)
    for item in told:
        level = levels[item.name]
        kept &= _varied_enough(group, item.at(level), item.is_sensitive[level], kept, demand.l)
    return kept


def _numbered(ladders: list[Ladder], levels: dict[str, int], rows: int) -> np.ndarray:
    """One number for each combination of values, numbered anew before it would grow too large."""
    number, most = np.zeros(rows, dtype=np.int64), 1
    for item in ladders:
        values = item.at(levels[item.name])
        size = int(values.max(initial=0)) + 1
        if most * size >= 2**40:
            number, most = _dense(number)
        number, most = number * size + values, most * size
    return _dense(number)[0]


def _dense(number: np.ndarray) -> tuple[np.ndarray, int]:
    dense = pl.Series(number).rank("dense").to_numpy().astype(np.int64) - 1
    return dense, int(dense.max(initial=0)) + 1


def _large_enough(row: np.ndarray, cases: np.ndarray, people: np.ndarray, k: int) -> np.ndarray:
    frame = pl.DataFrame({"row": row, "case": cases, "person": people})
    large = (
        frame.group_by("row")
        .agg(pl.col("case", "person").n_unique())
        .filter(pl.col("case") >= k, pl.col("person") >= k)["row"]
    )
    return frame["row"].is_in(large.implode()).to_numpy()


def _varied_enough(
    group: np.ndarray, values: np.ndarray, is_sensitive: np.ndarray, kept: np.ndarray, least: int
) -> np.ndarray:
    """False for rows of groups, alike but for what is sensitive, with fewer than `least` values."""
    frame = pl.DataFrame({"group": group, "value": values, "told": is_sensitive[values]})
    poor = (
        frame.filter(pl.Series(kept))
        .group_by("group")
        .agg(pl.col("value").n_unique(), pl.col("told").any())
        .filter(pl.col("told"), pl.col("value") < least)["group"]
    )
    return ~frame["group"].is_in(poor.implode()).to_numpy()


def reached(
    told: pl.DataFrame, cases: np.ndarray, people: np.ndarray, sensitive: dict[str, frozenset[str]]
) -> tuple[int, int | None]:
    """Counted from the finished rows: fewest cases or people of a class, and fewest values.

    `sensitive` holds values of the finished rows. The second number is None where nothing
    sensitive is told.
    """
    frame = told.with_columns(_case=pl.Series(cases), _person=pl.Series(people))
    classes = frame.group_by(told.columns).agg(pl.col("_case", "_person").n_unique())
    alike = [name for name in told.columns if name not in sensitive]
    varied = [
        frame.group_by(alike)
        .agg(pl.col(name).n_unique().alias("values"), pl.col(name).is_in(list(codes)).any())
        .filter(pl.col(name))["values"]
        .min()
        for name, codes in sensitive.items()
        if codes
    ]
    found = [number for number in varied if number is not None]
    return min(classes["_case"].min(), classes["_person"].min()), min(found, default=None)
