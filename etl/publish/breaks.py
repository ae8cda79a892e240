"""Breaks in the series: of the law for everybody, and of one force's own records for that force.

A change of one force's records marks that force's figures only. In those of its region and of all
forces it is one of many, most of them never declared: a mark there would say that all others were
kept alike. Beside such figures it stands in words.
"""

from collections.abc import Sequence
from datetime import date

import polars as pl

from etl.measures.definitions import COUNTS

ALL = "ALL"
DECLARED = "Declared by the supplier"
COLUMNS = ("break_id", "date", "title", "applies_to", "source", "area_code")


class Breaks(dict[str, list[date]]):
    """First days of new rules by event basis, and those of single areas besides (`local`)."""

    def __init__(
        self,
        everywhere: dict[str, list[date]],
        local: dict[tuple[str, str], list[date]] | None = None,
    ) -> None:
        super().__init__(everywhere)
        self.local = local or {}

    def days(self, basis: str, area_code: str) -> Sequence[date]:
        """All breaks that touch an area's figures on that event basis."""
        return [*self.get(basis, ()), *self.local.get((area_code, basis), ())]

    @property
    def areas(self) -> set[str]:
        """Areas with breaks of their own."""
        return {area for area, _ in self.local}


def break_rows(law: pl.DataFrame, changes: pl.DataFrame) -> pl.DataFrame:
    """Rows of `published.breaks`: those of the law, whose area is blank, and those declared.

    `changes` has force_code, force_name, date, event_basis and change. A change of everything is
    listed under each event basis that a count has.
    """
    declared = [
        (f"local-{code}-{day}", day, f"{name}: {change.lower()}", basis, DECLARED, code)
        for code, name, day, affected, change in changes.iter_rows()
        for basis in (_bases() if affected == ALL else [affected.lower()])
    ]
    schema = dict.fromkeys(COLUMNS, pl.String) | {"date": pl.Date}
    own = pl.DataFrame(declared, schema=schema, orient="row")
    own = own.unique(["break_id", "applies_to"], keep="first", maintain_order=True)
    return pl.concat([law.select(COLUMNS), own])


def days_by_basis(rows: pl.DataFrame) -> Breaks:
    """The breaks of `break_rows`, ready to be looked up."""
    everywhere: dict[str, list[date]] = {basis: [] for basis in _bases()}
    local: dict[tuple[str, str], list[date]] = {}
    for basis, day, area in rows.sort("date").select("applies_to", "date", "area_code").iter_rows():
        listed = everywhere if area is None else local
        listed.setdefault(basis if area is None else (area, basis), []).append(day)
    return Breaks(everywhere, local)


def _bases() -> list[str]:
    return sorted({count.event_basis for count in COUNTS.values()})
