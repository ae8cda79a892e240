"""`conduct tidy`: one published file as tidy CSV, one row per cell, or a refusal by cell."""

import csv
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from etl.config import Settings
from etl.errors import OfficialFileError, OutputFolderError
from etl.sources.official import read_record_layouts
from etl.sources.workbook import read_sheets
from etl.transforms.record import (
    TIDY_COLUMNS,
    Places,
    RecordLayout,
    choose_layout,
    parse_record_layout,
    read_record,
)
from etl.warehouse.reference import read_strings

MOST_FAULTS = 20


@dataclass(frozen=True)
class Tidied:
    """What was written; `unread` lists titles of tables that the layout does not know."""

    layout: str
    edition: str
    rows: int
    tables: int
    totals_met: int
    unread: list[str]
    faults: list[str]
    verified: bool


def tidy(
    path: Path, settings: Settings, layout: str | None, out: Path | None, partial: bool = False
) -> Tidied:
    """Write a published file as TIDY_COLUMNS to `out` or standard output.

    Raises OfficialFileError, and writes nothing, where no single layout fits or any table is
    refused, naming sheet and cell; with `partial`, tables that could be read are written all the
    same. Raises OutputFolderError where `out` cannot be written, and what reading a file raises.
    """
    layouts, places = record_layouts(settings), known_places(settings)
    sheets = read_sheets(path)
    chosen = _named(layout, layouts) or choose_layout(sheets, layouts, path.name)
    reading = read_record(sheets, chosen, path.name, places)
    if reading.faults and not (partial and reading.figures):
        raise OfficialFileError(refusal(reading.faults))
    _write(reading.rows(chosen.source), out)
    return Tidied(
        chosen.source,
        reading.edition,
        len(reading.figures),
        reading.tables,
        reading.totals_met,
        reading.unread,
        reading.faults,
        chosen.verified,
    )


def record_layouts(settings: Settings) -> dict[str, RecordLayout]:
    return {
        source: parse_record_layout(written)
        for source, written in read_record_layouts(settings).items()
    }


def known_places(settings: Settings) -> Places:
    forces = read_strings(settings.reference_dir / "forces.csv")
    aliases = read_strings(settings.reference_dir / "force_aliases.csv")
    return Places(forces.to_dicts(), aliases.to_dicts())


def refusal(faults: list[str]) -> str:
    """All faults, one a line."""
    more = len(faults) - MOST_FAULTS
    rest = [f"… and {more} more."] if more > 0 else []
    return "\n".join([*faults[:MOST_FAULTS], *rest])


def _named(name: str | None, layouts: dict[str, RecordLayout]) -> RecordLayout | None:
    if name is None:
        return None
    # The name of the file in data/layouts/ is as good.
    for layout in layouts.values():
        if name in (layout.source, Path(layout.layout_file).stem, Path(layout.layout_file).name):
            return layout
    raise OfficialFileError(f"No layout is called {name}. Known are {', '.join(sorted(layouts))}.")


def _write(rows: Iterable[tuple[str, ...]], out: Path | None) -> None:
    if out is None:
        _write_rows(rows, sys.stdout)
        return
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            _write_rows(rows, file)
    except OSError as error:
        raise OutputFolderError(f"{out} cannot be written: {error.strerror}.") from None


def _write_rows(rows: Iterable[tuple[str, ...]], file: TextIO) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(TIDY_COLUMNS)
    writer.writerows(rows)
