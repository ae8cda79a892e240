"""Published files of other bodies, copied as strings; nothing is typed or corrected here.

A file that ships with the code must be the very one that a layout in `data/layouts/` names, so that
no figure is shown under another edition's name.
"""

import gzip
import hashlib
import io
import json
import tomllib
from functools import cache
from pathlib import Path

import polars as pl

from etl.config import Settings
from etl.contracts.grid import Sheet
from etl.errors import MissingFileError, OfficialFileError
from etl.sources.csv_file import LINE
from etl.sources.workbook import sheets_of

RECORD, BOUNDARIES, POPULATION = "record", "boundaries", "population"
RECORD_KEYS = {"source", "kind", "publication", "tables"}
PINNED_KEYS = {"source", "kind", "file", "sha256", "columns", "publication"}
KEYS = {
    RECORD: RECORD_KEYS,
    BOUNDARIES: PINNED_KEYS - {"columns"},
    POPULATION: (PINNED_KEYS | {"lookup"}) - {"columns"},
}

INPUT_COLUMNS = {
    "name": pl.String,
    "kind": pl.String,
    "path": pl.String,
    "sha256": pl.String,
    "supplier": pl.String,
    "extracted_on": pl.Date,
    "coverage_from": pl.Date,
    "coverage_to": pl.Date,
}


def read_official(settings: Settings) -> dict[str, pl.DataFrame]:
    """One frame per layout, by source name: the file's columns as strings, and `source_line`.

    Blank cells are null; the header is line 1. Raises MissingFileError for an absent file and
    OfficialFileError for one that is not the file of its layout.
    """
    return {
        source: _read_strings(_checked_bytes(settings.official_dir / layout["file"], layout))
        for source, layout in read_layouts(settings).items()
    }


def read_layouts(settings: Settings) -> dict[str, dict]:
    """The layouts of `data/layouts/` that are pinned to one file, by source name."""
    return {
        source: layout
        for source, layout in _all_layouts(settings).items()
        if layout["kind"] not in (RECORD, BOUNDARIES, POPULATION)
    }


def read_record_layouts(settings: Settings) -> dict[str, dict]:
    """The layouts that find tables by their words, of any edition, by source name."""
    return _of_kind(settings, RECORD)


def read_boundary_layouts(settings: Settings) -> dict[str, dict]:
    """The layouts of files that hold the outlines of areas, by source name."""
    return _of_kind(settings, BOUNDARIES)


def read_population_layouts(settings: Settings) -> dict[str, dict]:
    """The layouts of residents by district and the lookup beside them, by source name."""
    return _of_kind(settings, POPULATION)


def _of_kind(settings: Settings, kind: str) -> dict[str, dict]:
    layouts = _all_layouts(settings)
    return {source: layout for source, layout in layouts.items() if layout["kind"] == kind}


def read_districts(settings: Settings, layout: dict) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Residents by district, and the lookup from districts to forces, both as strings."""
    lookup = {**layout["lookup"], "layout_file": layout["layout_file"]}
    districts, names = (
        _read_strings(_checked_bytes(settings.official_dir / each["file"], each))
        for each in (layout, lookup)
    )
    return districts, names.drop(LINE)


def read_outlines(settings: Settings, layout: dict) -> list[dict]:
    """The features of a GeoJSON file; raises OfficialFileError where it is none."""
    content = _checked_bytes(settings.official_dir / layout["file"], layout)
    try:
        return json.loads(content)["features"]
    except (ValueError, KeyError):
        raise OfficialFileError(f"{layout['file']}: not a GeoJSON file.") from None


def read_bundled(settings: Settings, layout: dict, bundled: dict) -> list[Sheet]:
    """The sheets of one file that ships under a record layout; it must be the file named there."""
    path = settings.official_dir / bundled["file"]
    content = _checked_bytes(path, {**bundled, "layout_file": layout["layout_file"]})
    return sheets_of(content, path.name.removesuffix(".gz"))


def _all_layouts(settings: Settings) -> dict[str, dict]:
    layouts: dict[str, dict] = {}
    for path in sorted(settings.layouts_dir.glob("*.toml")):
        layout = _parsed(path)
        if layout["source"] in layouts:
            raise OfficialFileError(f"{path.name}: another layout has the same `source`.")
        layouts[layout["source"]] = layout
    return layouts


def official_inputs(layouts: dict[str, dict]) -> pl.DataFrame:
    """One row per official file in the shape of published.build_inputs.

    The hash is the layout's, which `read_official` has compared with the file.
    """
    rows = [
        {
            "name": source,
            "kind": "official",
            "path": file["file"],
            "sha256": file["sha256"],
            "supplier": layout["publication"]["publisher"],
            "coverage_from": file.get("coverage_from"),
            "coverage_to": file.get("coverage_to"),
        }
        for source, layout in layouts.items()
        for file in _files(layout)
    ]
    return pl.DataFrame(rows, schema=INPUT_COLUMNS)


def _files(layout: dict) -> list[dict]:
    """Every file of a layout that ships, with its hash."""
    if layout["kind"] == RECORD:
        return list(layout.get("files", ()))
    return [layout, *([layout["lookup"]] if "lookup" in layout else [])]


def _parsed(path: Path) -> dict:
    try:
        layout = _tables(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise OfficialFileError(f"{path.name}: not a readable layout: {error}.") from None
    wanted = KEYS.get(layout.get("kind"), PINNED_KEYS)
    missing = wanted - layout.keys()
    if missing:
        raise OfficialFileError(f"{path.name}: no `{min(missing)}`, which every layout names.")
    return {**layout, "layout_file": f"data/layouts/{path.name}"}


@cache
def _tables(text: str) -> dict:
    """What a layout says; nobody may write into it. A build reads all of them several times."""
    return tomllib.loads(text)


def _checked_bytes(path: Path, layout: dict) -> bytes:
    if not path.is_file():
        raise MissingFileError(
            f"data/official/{path.name} is not there; {layout['layout_file']} describes it."
        )
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != layout["sha256"]:
        raise OfficialFileError(
            f"data/official/{path.name} is not the file that {layout['layout_file']} describes: "
            "its SHA-256 differs. Put the file back, or give the new edition a layout of its own."
        )
    return gzip.decompress(content) if path.suffix == ".gz" else content


def _read_strings(content: bytes) -> pl.DataFrame:
    # The hash has pinned the content: every record of these files stands on one line.
    frame = pl.read_csv(io.BytesIO(content.removeprefix(b"\xef\xbb\xbf")), infer_schema=False)
    return frame.with_columns(pl.int_range(2, pl.len() + 2, dtype=pl.Int64).alias(LINE))
