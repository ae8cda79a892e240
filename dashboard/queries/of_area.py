"""Rows of one area, found in memory: what pages ask for again and again.

A query takes milliseconds however little it finds, a filter in Polars a tenth of one; to look
through a list takes a hundredth.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from sys import intern

import polars as pl

from dashboard.queries.connection import OPEN_FILES, Build, read_large

# Queries that are kept of each open file: values, differences, curves.
KEPT = 3
NO_AREA = ""
PACKED = pl.selectors.categorical()


def read_of_area(
    build: Build,
    query: str,
    area_code: str,
    asked: Mapping[str, str | Sequence[str]],
    is_packed: bool = False,
) -> pl.DataFrame:
    """Rows of one area of which columns are what is asked, in the order of the query.

    The query, which has a column `measure`, is read once for all areas. Several measures may be
    asked for: their rows follow in that order. `is_packed`: text is kept as numbers, in a third of
    the room.
    """
    by_area = _by_area(build, query, is_packed)
    rows = by_area.get(area_code, by_area[NO_AREA]).asked(asked)
    return rows.with_columns(PACKED.cast(pl.String)) if is_packed else rows


@lru_cache(maxsize=OPEN_FILES * KEPT)
def _by_area(build: Build, query: str, is_packed: bool) -> dict[str, "_Rows"]:
    rows = read_large(build, query)
    parts = rows.partition_by("area_code", as_dict=True)
    pack = pl.selectors.string().cast(pl.Categorical) if is_packed else []
    by_area = {NO_AREA: rows.clear()} | {code: part for (code,), part in parts.items()}
    return {code: _Rows(part.with_columns(pack)) for code, part in by_area.items()}


class _Rows:
    """Rows of one area, with the columns that they were asked by as lists."""

    def __init__(self, rows: pl.DataFrame) -> None:
        self._rows = rows
        self._columns: dict[str, list[str]] = {}
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, measure in enumerate(rows["measure"]):
            self._places[intern(measure)].append(place)

    def asked(self, asked: Mapping[str, str | Sequence[str]]) -> pl.DataFrame:
        """Those that are what is asked."""
        places = self._of_measures(asked.get("measure"))
        for name in asked.keys() - {"measure"}:
            column, wanted = self._column(name), asked[name]
            places = [place for place in places if column[place] == wanted]
        first, many = (places[0], len(places)) if places else (0, 0)
        if places == list(range(first, first + many)):
            # Holds no copy.
            return self._rows.slice(first, many)
        return self._rows[places]

    def _of_measures(self, wanted: str | Sequence[str] | None) -> list[int]:
        if wanted is None:
            return list(range(self._rows.height))
        names = [wanted] if isinstance(wanted, str) else wanted
        return [place for name in names for place in self._places.get(name, ())]

    def _column(self, name: str) -> list[str]:
        if name not in self._columns:
            # The same few words in all areas.
            self._columns[name] = list(map(intern, self._rows[name].to_list()))
        return self._columns[name]
