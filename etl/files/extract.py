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
    """A CSV file of a release, in the layout of tidy files: its name and its SHA-256."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Extract:
    """Rows whose cells are in `keep`, which `words` says in words.

    `name` is that of the CSV file, `released` the file of which it holds the header and some lines;
    None where the rows are not released, or not in that layout.
    """

    rows: pl.DataFrame
    keep: Keep
    words: str
    name: str
    released: Released | None = None

    @property
    def hidden(self) -> int:
        """Cells hidden to protect people; tables of comparisons hold none."""
        return self.rows.filter(symbol="c").height if "symbol" in self.rows.columns else 0


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def extract_csv(extract: Extract) -> bytes:
    """CSV: of a release, the header and some lines of its file, byte for byte."""
    return csv_bytes(one_line(extract.rows))


def extract_parquet(extract: Extract) -> bytes:
    return parquet_bytes(safe(one_line(extract.rows)))


def told(extract: Extract, origin: Origin) -> dict:
    """What proves an extract and says how it was made: for people and for programs."""
    content, source = extract_csv(extract), extract.released
    origin_file = {"from_file": source.name, "from_sha256": source.sha256} if source else {}
    return {
        "file": extract.name,
        "sha256": sha256(content),
        "bytes": len(content),
        "rows": extract.rows.height,
        "hidden_cells": extract.hidden,
        "filter": extract.words,
        "filter_columns": {name: list(values) for name, values in extract.keep.items()},
        **origin_file,
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


def manifest(extract: Extract, origin: Origin) -> bytes:
    return (json.dumps(told(extract, origin), indent=2, ensure_ascii=False) + "\n").encode()


def packed(extract: Extract, origin: Origin) -> bytes:
    """A zip of the extract with all that explains it; the same choice gives the same bytes."""
    parts = {
        extract.name: extract_csv(extract),
        "codebook.csv": csv_bytes(codebook(extract.rows.columns)),
        "manifest.json": manifest(extract, origin),
        "citation.txt": f"{citation(origin, extract.words)}\n".encode(),
    }
    return zipped(parts | _snippets(extract), origin.built_on)


def _snippets(extract: Extract) -> dict[str, bytes]:
    source = extract.released
    if source is None:
        return {}
    content = sha256(extract_csv(extract))
    recipe = Recipe(source.name, source.sha256, extract.keep, extract.name, content)
    return {
        "reproduce.py": python_snippet(recipe).encode(),
        "reproduce.R": r_snippet(recipe).encode(),
    }


def zipped(parts: dict[str, bytes], day: date) -> bytes:
    """A zip whose bytes depend on its parts and the day of their build alone."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()
