"""Answers to a query of everything, found in memory: a query takes milliseconds, however small.

Pages ask the same few queries for another measure, area or period each time.
"""

from collections.abc import Mapping
from functools import lru_cache

import polars as pl

from dashboard.frames import rowwise, stretches
from dashboard.queries.connection import OPEN_FILES, Build, read_large

# Queries that are kept of each open file, of up to sixty thousand short rows.
KEPT = 10


def read_at(build: Build, query: str, **asked: str) -> pl.DataFrame:
    """Rows of a query of which these columns are what is asked, in its order, without the columns.

    The query is read once for each build. None where there are no such rows.
    """
    rows, places = _kept(build, query, tuple(asked))
    found = places.get(tuple(asked.values()), range(0))
    # Holds no copy.
    return rows.slice(found.start, len(found))


@lru_cache(maxsize=OPEN_FILES * KEPT)
def _kept(
    build: Build, query: str, names: tuple[str, ...]
) -> tuple[pl.DataFrame, Mapping[tuple, range]]:
    """All rows, those asked for together beside one another; by what is asked, where they are."""
    rows = read_large(build, query).sort(names, maintain_order=True)
    return rows.drop(names), stretches(rowwise(rows, *names))
