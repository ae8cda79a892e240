"""Published files of other bodies, copied as strings; nothing is typed or corrected here.

A file must be the very one that its layout in `data/layouts/` describes: a new edition gets a
layout of its own, so that no figure is shown under another edition's name.
"""

import gzip
import hashlib
import io
import tomllib
from pathlib import Path

import polars as pl

from etl.config import Settings
from etl.errors import MissingFileError, OfficialFileError
from etl.sources.csv_file import LINE

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
    """The layouts of `data/layouts/` by source name, as written there."""
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
            "path": layout["file"],
            "sha256": layout["sha256"],
            "supplier": layout["publication"]["publisher"],
            "coverage_from": layout.get("coverage_from"),
            "coverage_to": layout.get("coverage_to"),
        }
        for source, layout in layouts.items()
    ]
    return pl.DataFrame(rows, schema=INPUT_COLUMNS)


def _parsed(path: Path) -> dict:
    try:
        layout = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise OfficialFileError(f"{path.name}: not a readable layout: {error}.") from None
    missing = {"source", "kind", "file", "sha256", "columns", "publication"} - layout.keys()
    if missing:
        raise OfficialFileError(f"{path.name}: no `{min(missing)}`, which every layout names.")
    return {**layout, "layout_file": f"data/layouts/{path.name}"}


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
