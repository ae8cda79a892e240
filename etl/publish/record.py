"""The published record that ships with the code: every file read by its layout."""

from math import floor
from pathlib import Path

import polars as pl

from etl.config import Settings
from etl.errors import OfficialFileError
from etl.publish.tidy import known_places, record_layouts, refusal
from etl.sources.official import read_bundled, read_record_layouts
from etl.transforms.official.record import record_figures
from etl.transforms.official.totals import SCHEMA as TOTALS
from etl.transforms.record import read_record


def read_bundled_record(settings: Settings) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Figures of all bundled files in the columns of published.official_figures, and their totals.

    The totals have one row per file, how many printed totals it has and how many are met, and one
    per total that its layout gives from elsewhere. Raises OfficialFileError, naming sheet and cell,
    where any table is refused.
    """
    layouts, places = record_layouts(settings), known_places(settings)
    figures, totals = [], []
    for source, written in read_record_layouts(settings).items():
        for bundled in written.get("files", ()):
            name = bundled["file"]
            sheets = read_bundled(settings, written, bundled)
            reading = read_record(sheets, layouts[source], Path(name).name, places)
            if reading.faults:
                raise OfficialFileError(refusal(reading.faults))
            frame = record_figures(reading, layouts[source], name, bundled.get("published"))
            url = written["publication"]["url"]
            figures.append(frame)
            totals.extend(_totals(name, reading.totals_met, frame, bundled, url))
    return pl.concat(figures), pl.DataFrame(totals, schema=TOTALS, orient="row")


def _totals(name: str, met: int, frame: pl.DataFrame, bundled: dict, url: str) -> list[tuple]:
    # A total that is not met stops the reading, so that all that remain are met.
    stem = name.split(".")[0]
    said = f"Printed totals and changes that follow from their parts: {_named(frame)}"
    rows = [(f"T05.record.{stem}", said, float(met), float(met), True, url)] if met else []
    for declared in bundled.get("sums", ()):
        found = _sum(frame, declared)
        # Totals printed elsewhere are rounded to whole numbers.
        ok = found is not None and floor(found + 0.5) == declared["expected"]
        check = f"T05.record.{stem}.{declared['name']}"
        rows.append((check, declared["title"], float(declared["expected"]), found, ok, url))
    return rows


def _named(frame: pl.DataFrame) -> str:
    """Publication and edition; and the table, of a file that holds one alone."""
    first = frame.row(0, named=True)
    name = f"{first['publication']}, {first['edition']}"
    alone = frame["table_name"].n_unique() == 1
    return f"{name}, {first['table_name'].split(':')[0]}" if alone else name


def _sum(frame: pl.DataFrame, declared: dict) -> float | None:
    """A total printed elsewhere, as the layout gives it; null where a part is missing."""
    parts = frame.filter(
        pl.col("area_level") == declared["level"],
        *(pl.col(name) == declared[name] for name in ("measure", "category") if name in declared),
    )
    return None if parts["value"].has_nulls() or parts.is_empty() else float(parts["value"].sum())
