"""Small frames, put together and searched where they are.

Polars hands a filter or a selection to threads of its own. Of a few rows the work takes no time,
but where many read at once those threads wait for a processor, and the page for them: up to three
milliseconds each, of which a page had forty.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import polars as pl


def put(rows: pl.DataFrame, *columns: pl.Series) -> pl.DataFrame:
    """The rows with these columns, in the place of those of the same name or after all others."""
    held = {column.name: column for column in (*rows.get_columns(), *columns)}
    return pl.DataFrame(list(held.values()))


def only(rows: pl.DataFrame, keep: Iterable[bool]) -> pl.DataFrame:
    """The rows for which it is said."""
    return rows[[place for place, kept in enumerate(keep) if kept]]


def ordered(rows: pl.DataFrame, by: Sequence[Any]) -> pl.DataFrame:
    """The rows in the order of what stands for each; those of the same stay as they were."""
    return rows[sorted(range(rows.height), key=by.__getitem__)]


def where(rows: pl.DataFrame, **asked: Any) -> pl.DataFrame:
    """The rows of which each of these columns is what is asked."""
    wanted = tuple(asked.values())
    return only(rows, (found == wanted for found in rowwise(rows, *asked)))


def rowwise(rows: pl.DataFrame, *names: str) -> Iterable[tuple]:
    """These columns of each row."""
    return zip(*(rows[name].to_list() for name in names), strict=True)


def without(rows: pl.DataFrame, *names: str) -> pl.DataFrame:
    """All columns but these; one that is not there is no error."""
    return rows[[name for name in rows.columns if name not in names]]


def stretches(of_each: Iterable[tuple]) -> dict[tuple, range]:
    """Where the rows of each are, in a frame that has the same beside one another."""
    found: dict[tuple, range] = {}
    start = 0
    for each, same in groupby(of_each):
        end = start + len(list(same))
        found[each] = range(start, end)
        start = end
    return found
