"""Large deliveries are drawn and written a block of cases at a time, so that memory stays flat.

What there is once (forces, headcounts, returns, changes of a records system) comes with the first
block; the identifiers of the others carry the number of their block.
"""

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from etl.synthesise.contracted import Tables
from etl.synthesise.plan import make_plan
from etl.synthesise.world import World

# About 2 GB at its height.
MOST_CASES = 400_000
# Identifiers of the whole delivery; the others are numbered within their case.
IDENTIFIERS = ("case_id", "proceeding_id")


def in_blocks(world: World, cases: int | None) -> Iterator[World]:
    """The world once for each block of cases; the first one draws what a small delivery draws."""
    if cases is None or cases <= MOST_CASES:
        yield world
        return
    number = -(-cases // MOST_CASES)
    for block in range(number):
        share = cases // number + (block < cases % number)
        yield replace(world, plan=make_plan(world.targets, world.years, share), block=block)


def of_block(tables: Tables, block: int) -> Tables:
    """The tables of a block under identifiers of its own; of a later one those of cases only."""
    if not block:
        return tables
    return {
        entity: frame.with_columns(_marked(name, block) for name in _identifiers(frame))
        for entity, frame in tables.items()
        if _identifiers(frame)
    }


def _identifiers(frame: pl.DataFrame) -> list[str]:
    return [name for name in IDENTIFIERS if name in frame.columns]


def _marked(name: str, block: int) -> pl.Expr:
    letter, number = pl.col(name).str.head(1), pl.col(name).str.slice(1)
    return pl.format("{}{}-{}", letter, pl.lit(block), number).alias(name)
