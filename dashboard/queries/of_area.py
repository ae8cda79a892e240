"""Rows of one area, found in memory: what pages ask for again and again.

A query takes milliseconds however little it finds, a filter in Polars a tenth of one; to look
through a list takes a hundredth.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from sys import intern

import polars as pl

from dashboard.frames import put, stretches
from dashboard.queries.connection import OPEN_FILES, Build, read_large

# Queries that are kept of each open file: values, differences, curves.
KEPT = 3
WHOLE_AND_FORCES = ("country", "force")


def read_of_area(
    build: Build,
    query: str,
    area_code: str,
    asked: Mapping[str, str | Sequence[str]],
    is_packed: bool = False,
) -> pl.DataFrame:
    """Rows of one area of which columns are what is asked, by measure, else as the query has them.

    The query is read once for all areas. Several measures may be asked for: their rows follow in
    that order. `is_packed`: text is kept as numbers, in a third of the room.
    """
    rows = _kept(build, query, is_packed).asked(area_code, asked)
    return put(rows, *map(_unpacked, rows.get_columns())) if is_packed else rows


def read_across(build: Build, query: str, asked: Mapping[str, str]) -> pl.DataFrame:
    """Rows of all forces and of the whole before them, of which columns are what is asked.

    Forces follow one another by name. The query is the one that is read for single areas.
    """
    return _kept(build, query, False).across(asked)


def _unpacked(column: pl.Series) -> pl.Series:
    return column.cast(pl.String) if column.dtype == pl.Categorical else column


@lru_cache(maxsize=OPEN_FILES * KEPT)
def _kept(build: Build, query: str, is_packed: bool) -> "_Rows":
    rows = read_large(build, query)
    if is_packed:
        rows = rows.with_columns(pl.selectors.string().cast(pl.Categorical))
    return _Rows(rows.sort("area_code", "measure", maintain_order=True))


class _Rows:
    """Rows of all areas, those of one area and measure beside one another.

    The columns that they are asked by are kept as lists, too.
    """

    def __init__(self, rows: pl.DataFrame) -> None:
        self._rows = rows
        self._columns: dict[str, list[str]] = {}
        self._places: dict[str, dict[str, range]] = defaultdict(dict)
        self._by_name: dict[tuple[str, ...], dict[tuple[str, ...], list[int]]] = {}
        of_each = zip(self._column("area_code"), self._column("measure"), strict=True)
        for (area_code, measure), places in stretches(of_each).items():
            self._places[area_code][measure] = places

    def asked(self, area_code: str, asked: Mapping[str, str | Sequence[str]]) -> pl.DataFrame:
        """Those of an area that are what is asked."""
        places = self._of_measures(area_code, asked.get("measure"))
        for name in asked.keys() - {"measure"}:
            column, wanted = self._column(name), asked[name]
            places = [place for place in places if column[place] == wanted]
        first, many = (places[0], len(places)) if places else (0, 0)
        if places == list(range(first, first + many)):
            # Holds no copy.
            return self._rows.slice(first, many)
        return self._rows[places]

    def across(self, asked: Mapping[str, str]) -> pl.DataFrame:
        """Those of the whole and of each force that are what is asked."""
        return self._rows[self._across(tuple(asked)).get(tuple(asked.values()), [])]

    def _across(self, names: tuple[str, ...]) -> dict[tuple[str, ...], list[int]]:
        if names not in self._by_name:
            found = defaultdict(list)
            levels = self._column("area_level")
            wanted = [place for place, level in enumerate(levels) if level in WHOLE_AND_FORCES]
            named = list(zip(levels, self._column("area_name"), strict=True))
            asked = list(zip(*map(self._column, names), strict=True))
            for place in sorted(wanted, key=named.__getitem__):
                found[asked[place]].append(place)
            self._by_name[names] = found
        return self._by_name[names]

    def _of_measures(self, area_code: str, wanted: str | Sequence[str] | None) -> list[int]:
        by_measure = self._places.get(area_code, {})
        names = by_measure if wanted is None else [wanted] if isinstance(wanted, str) else wanted
        return [place for name in names for place in by_measure.get(name, ())]

    def _column(self, name: str) -> list[str]:
        if name not in self._columns:
            # The same few words again and again.
            self._columns[name] = list(map(intern, self._rows[name].to_list()))
        return self._columns[name]
