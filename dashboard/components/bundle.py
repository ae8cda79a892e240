"""What goes with a file so that its rows can be cited, checked and understood by themselves."""

import hashlib
import json
import zipfile
from dataclasses import dataclass
from io import BytesIO

import polars as pl

from dashboard.components.citing import citation
from dashboard.components.files import case_rows, csv_bytes, parquet_bytes, safe
from dashboard.queries.connection import Build
from etl.files.codebook import codebook

LICENCE = "Open Government Licence v3.0"


@dataclass(frozen=True)
class Extract:
    """Rows of the published tables with the filter that made them, in words."""

    rows: pl.DataFrame
    words: str
    name: str

    @property
    def hidden(self) -> int:
        """Cells hidden to protect people; tables of comparisons hold none."""
        return self.rows.filter(symbol="c").height if "symbol" in self.rows.columns else 0


def csv_file(build: Build, extract: Extract) -> bytes:
    return csv_bytes(case_rows(extract.rows, build))


def parquet_file(build: Build, extract: Extract) -> bytes:
    return parquet_bytes(safe(case_rows(extract.rows, build)))


def manifest(build: Build, extract: Extract, name: str) -> bytes:
    """JSON that names the build, the filter, the rows and the fingerprint of the CSV file."""
    content = csv_file(build, extract)
    told = {
        "file": name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "rows": extract.rows.height,
        "hidden_cells": extract.hidden,
        "filter": extract.words,
        "build_id": build.id,
        "built_on": build.built_on.isoformat(),
        "code_version": build.code_version,
        "contract_version": build.contract_version,
        "tier": build.tier,
        "synthetic": build.synthetic,
        "note": build.areas_note,
        "citation": citation(build, extract.words),
        "licence": LICENCE,
    }
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def bundle(build: Build, extract: Extract, name: str) -> bytes:
    """A zip of CSV, codebook and manifest; the same choice gives the same bytes."""
    columns = case_rows(extract.rows.head(0), build).columns
    parts = {
        name: csv_file(build, extract),
        "codebook.csv": csv_bytes(codebook(columns)),
        "manifest.json": manifest(build, extract, name),
    }
    day = build.built_on
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, content in parts.items():
            info = zipfile.ZipInfo(part, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return packed.getvalue()
