"""A reader's own extract of a released file: rows, codebook, filter in words, snippets."""

import hashlib
import json
import zipfile
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import polars as pl

from etl.files.codebook import codebook
from etl.files.origin import Origin, citation
from etl.files.snippet import Keep, Recipe, python_snippet, r_snippet
from etl.files.tidy import csv_bytes, one_line, parquet_bytes, safe


@dataclass(frozen=True)
class Released:
    """A CSV file of a release: its rows in the layout of tidy files, its name and its SHA-256."""

    name: str
    sha256: str
    rows: pl.DataFrame


@dataclass(frozen=True)
class Extract:
    """Rows of a released file, those whose cells are in `keep`, which `words` says in words."""

    released: Released
    keep: Keep
    words: str
    name: str

    @property
    def rows(self) -> pl.DataFrame:
        return self.released.rows.filter(
            *(pl.col(name).is_in(list(values)) for name, values in self.keep.items())
        )

    @property
    def recipe(self) -> Recipe:
        content = sha256(extract_csv(self))
        return Recipe(self.released.name, self.released.sha256, self.keep, self.name, content)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def extract_csv(extract: Extract) -> bytes:
    """CSV: the header and some lines of the released file, byte for byte."""
    return csv_bytes(one_line(extract.rows))


def extract_parquet(extract: Extract) -> bytes:
    return parquet_bytes(safe(one_line(extract.rows)))


def told(extract: Extract, origin: Origin) -> dict:
    """What proves an extract and says how it was made: for people and for programs."""
    content, rows = extract_csv(extract), extract.rows
    return {
        "file": extract.name,
        "sha256": sha256(content),
        "bytes": len(content),
        "rows": rows.height,
        "hidden_cells": rows.filter(symbol="c").height if "symbol" in rows.columns else 0,
        "filter": extract.words,
        "filter_columns": {name: list(values) for name, values in extract.keep.items()},
        "from_file": extract.released.name,
        "from_sha256": extract.released.sha256,
        "release": origin.release,
        "build_id": origin.build_id,
        "built_on": origin.built_on.isoformat(),
        "code_version": origin.code_version,
        "contract_version": origin.contract_version,
        "tier": origin.tier,
        "synthetic": origin.synthetic,
        "note": origin.note,
        "citation": citation(origin, extract.words),
        "licence": origin.licence,
    }


def packed(extract: Extract, origin: Origin) -> bytes:
    """A zip of the extract with all that explains it; the same choice gives the same bytes."""
    manifest = json.dumps(told(extract, origin), indent=2, ensure_ascii=False) + "\n"
    return zipped(
        {
            extract.name: extract_csv(extract),
            "codebook.csv": csv_bytes(codebook(extract.rows.columns)),
            "manifest.json": manifest.encode(),
            "citation.txt": f"{citation(origin, extract.words)}\n".encode(),
            "reproduce.py": python_snippet(extract.recipe).encode(),
            "reproduce.R": r_snippet(extract.recipe).encode(),
        },
        origin.built_on,
    )


def zipped(parts: dict[str, bytes], day: date) -> bytes:
    """A zip whose bytes depend on its parts and the day of their build alone."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()
