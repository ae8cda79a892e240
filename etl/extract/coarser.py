"""Make the rows of an extract coarser, stratum by stratum, until the policy's demands hold."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from etl.disclosure.anonymity import Demand, Ladder, Node, finest, ladder, reached
from etl.disclosure.research import NOT_TOLD, Column, Research
from etl.errors import ExtractRefusedError
from etl.extract.rows import Records


@dataclass(frozen=True)
class Stratum:
    """The rows of one stratum: at which level each column is told, and how much that tells."""

    name: str
    rows: int
    told: int
    levels: dict[str, int]
    shares: dict[str, float]

    @property
    def share_left_out(self) -> float:
        return 1 - self.told / self.rows


@dataclass(frozen=True)
class Coarser:
    """The finished rows, without ids, and how they came about."""

    frame: pl.DataFrame
    strata: tuple[Stratum, ...]
    columns: tuple[Column, ...]
    k: int
    l: int | None  # noqa: E741 - the literature's name


def coarser(records: Records, research: Research, k: int, least: int) -> Coarser:
    """Rows of which each class comes from at least k cases and people.

    Raises an ExtractRefusedError where more rows of a stratum would be left out than the policy
    allows.
    """
    by_name = {column.name: column for column in records.columns}
    strata = by_name[research.strata].levels[-1][1]
    member = records.frame[research.strata].replace_strict(strata, return_dtype=pl.String)
    parts, cases, people, made = [], [], [], []
    for name in member.unique().sort().to_list():
        inside = (member == name).to_numpy()
        stratum, node, frame = _stratum(name, inside, records, research, k, least)
        made.append(stratum)
        parts.append(frame.filter(pl.Series(node.kept)))
        cases.append(records.cases[inside][node.kept])
        people.append(records.people[inside][node.kept])
    if not parts:
        raise ExtractRefusedError("There are no allegations against a person in this build.")
    whole = pl.concat(parts)
    found = reached(
        whole, np.concatenate(cases), np.concatenate(people), _sensitive(records, research)
    )
    if found[0] < k or (found[1] or least) < least:
        raise RuntimeError("the finished rows do not hold what was asked for")
    return Coarser(whole, tuple(made), records.columns, *found)


def _stratum(
    name: str, inside: np.ndarray, records: Records, research: Research, k: int, least: int
) -> tuple[Stratum, Node, pl.DataFrame]:
    rows = records.frame.filter(pl.Series(inside))
    ladders = [_ladder(column, rows, research) for column in records.columns]
    most = int(research.most_left_out * rows.height)
    node = finest(ladders, records.cases[inside], records.people[inside], Demand(k, least, most))
    if node is None:
        raise ExtractRefusedError(
            f"No extract is made: with k of {k} and l of {least}, over "
            f"{research.most_left_out:.0%} of the rows under {research.strata} {name} would have "
            "to be left out even if nothing else were told of them. Deliver more years or forces "
            "together, or ask for tables instead (data/policy/access.md)."
        )
    frame = rows.select(
        pl.col(column.name).replace_strict(
            column.levels[node.levels[column.name]][1], return_dtype=pl.String
        )
        for column in records.columns
    )
    shares = {item.name: _share(item, node.levels[item.name]) for item in ladders}
    told = int(node.kept.sum())
    return Stratum(name, rows.height, told, node.levels, shares), node, frame


def _ladder(column: Column, rows: pl.DataFrame, research: Research) -> Ladder:
    return ladder(
        column.name,
        column.weight,
        rows[column.name],
        [level for _, level in column.levels],
        research.sensitive.get(column.name),
    )


def _share(item: Ladder, level: int) -> float:
    return item.entropy[level] / item.entropy[0] if item.entropy[0] else 1.0


def _sensitive(records: Records, research: Research) -> dict[str, frozenset[str]]:
    """Every value, of whatever level, that stands for a sensitive code."""
    return {
        column.name: frozenset(
            level[code] for _, level in column.levels for code in research.sensitive[column.name]
        )
        - {NOT_TOLD}
        for column in records.columns
        if column.name in research.sensitive
    }
