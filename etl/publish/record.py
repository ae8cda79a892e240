"""The published record that ships with the code: every file read by its layout."""

from pathlib import Path

import polars as pl

from etl.config import Settings
from etl.errors import OfficialFileError
from etl.publish.tidy import known_places, record_layouts, refusal
from etl.sources.official import read_bundled, read_record_layouts
from etl.transforms.official.record import record_figures
from etl.transforms.record import read_record

TOTALS = {
    "check_name": pl.String,
    "title": pl.String,
    "expected": pl.Float64,
    "found": pl.Float64,
    "ok": pl.Boolean,
    "url": pl.String,
}


def read_bundled_record(settings: Settings) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Figures of all bundled files in the columns of published.official_figures, and their totals.

    The totals have one row per file: how many printed totals it has and how many are met. Raises
    OfficialFileError, naming sheet and cell, where any table is refused.
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
            figures.append(record_figures(reading, layouts[source], name, bundled.get("published")))
            totals.append(_total(name, reading.totals_met, written))
    return pl.concat(figures), pl.DataFrame(totals, schema=TOTALS, orient="row")


def _total(name: str, met: int, written: dict) -> tuple:
    # A total that is not met stops the reading, so that all that remain are met.
    said = f"Printed totals and changes of {name} that follow from their parts"
    return (
        f"T05.record.{name.split('.')[0]}",
        said,
        float(met),
        float(met),
        True,
        written["publication"]["url"],
    )
