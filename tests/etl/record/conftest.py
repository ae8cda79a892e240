"""Layouts, places and the bundled workbooks, each read once."""

import csv

import pytest

from etl.config import Settings
from etl.publish.tidy import known_places, record_layouts
from etl.sources.workbook import read_sheets
from etl.transforms.record import choose_layout, read_record

WORKFORCE = "police-workforce-tables-sep16.ods"
DEATHS = "Time_series_tables_2018-19.ods"


@pytest.fixture(scope="session")
def settings():
    return Settings()


@pytest.fixture(scope="session")
def layouts(settings):
    return record_layouts(settings)


@pytest.fixture(scope="session")
def places(settings):
    return known_places(settings)


@pytest.fixture(scope="session")
def bundled(settings):
    return {name: read_sheets(settings.official_dir / name) for name in (WORKFORCE, DEATHS)}


@pytest.fixture(scope="session")
def read(layouts, places):
    """Read sheets as a file of some name; the layout is chosen by their words."""

    def reading(sheets, name="a-file.ods"):
        return read_record(sheets, choose_layout(sheets, layouts, name), name, places)

    return reading


@pytest.fixture(scope="session")
def whole(bundled, read):
    """The bundled workbooks as read, by name."""
    return {name: read(sheets, name) for name, sheets in bundled.items()}


def figures(reading):
    """Every figure by what it is; where it stood and how it was marked left out."""
    found = {}
    for row in reading.rows("any"):
        key = (row[2], *row[3:5], row[6], *row[7:9])
        assert key not in found, key
        found[key] = (row[9], row[10])
    return found


def records(settings, name):
    with (settings.official_dir / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
