"""What was read of one file: figures, what was refused and what was left."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from etl.transforms.record.figures import Figure
from etl.transforms.record.values import plain

TIDY_COLUMNS = tuple(
    "source edition table area_code area_name name_as_printed period measure category value "
    "symbol note cell".split()
)


@dataclass
class Reading:
    """`faults` name what was refused, by sheet and cell; `unread` tables that no layout knows."""

    edition: str = ""
    figures: list[Figure] = field(default_factory=list)
    totals_met: int = 0
    tables: int = 0
    faults: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    held: set[str] = field(default_factory=set)

    def rows(self, source: str) -> Iterable[tuple[str, ...]]:
        """Rows of TIDY_COLUMNS; the measure says its unit, since figures in two units differ."""
        for figure in self.figures:
            yield (
                source,
                self.edition,
                figure.table,
                figure.place.code,
                figure.place.name,
                figure.printed,
                figure.period,
                _with_unit(figure),
                figure.category,
                plain(figure.value.number),
                figure.value.symbol,
                figure.note,
                figure.cell,
            )


def _with_unit(figure: Figure) -> str:
    said = figure.unit.casefold() in figure.measure.casefold()
    return figure.measure if said else f"{figure.measure} ({figure.unit})"
