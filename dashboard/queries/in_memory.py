"""Answers to a query of everything, found in memory: a query takes milliseconds, however small.

Pages ask the same few queries for another measure, area or period each time.
"""

from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby

import polars as pl

from dashboard.queries.connection import OPEN_FILES, Build, read_large

# Queries that are kept of each open file, of up to sixty thousand short rows.
KEPT = 10


def read_at(build: Build, query: str, **asked: str) -> pl.DataFrame:
    """Rows of a query of which these columns are what is asked, in its order, without the columns.

    The query is read once for each build. None where there are no such rows.
    """
    rows, places = _kept(build, query, tuple(asked))
    # Holds no copy.
    return rows.slice(*places.get(tuple(asked.values()), (0, 0)))


@lru_cache(maxsize=OPEN_FILES * KEPT)
def _kept(
    build: Build, query: str, names: tuple[str, ...]
) -> tuple[pl.DataFrame, Mapping[tuple, tuple[int, int]]]:
    """All rows, those asked for together beside one another; by what is asked, where they are."""
    rows = read_large(build, query).sort(names, maintain_order=True)
    asked = zip(*(rows[name].to_list() for name in names), strict=True)
    places, first = {}, 0
    for each, found in groupby(asked):
        many = sum(1 for _ in found)
        places[each] = (first, many)
        first += many
    return rows.drop(names), places
