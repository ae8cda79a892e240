"""CSV on the Web: what each column of a CSV file is, for programs, in a JSON file beside it."""

import json

import polars as pl

from etl.files.codebook import described, meaning
from etl.files.origin import LICENCE_ADDRESSES, PUBLISHER, Origin, citation

TYPES = {
    pl.String: "string",
    pl.Boolean: "boolean",
    pl.Int64: "integer",
    pl.Float64: "double",
    pl.Date: "date",
}
ENDING = "-metadata.json"


def csvw(rows: pl.DataFrame, file: str, title: str, origin: Origin, table: str = "") -> bytes:
    """The metadata of the CSV `file` of these rows; `table` is the published table they are of."""
    told = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": file,
        "dc:title": title,
        "dc:publisher": PUBLISHER,
        "dc:issued": {"@value": origin.built_on.isoformat(), "@type": "xsd:date"},
        "dc:license": {"@id": LICENCE_ADDRESSES[origin.licence]},
        "dc:bibliographicCitation": citation(origin, f"{title}."),
        "dc:description": f"{origin.dataset_note}; {origin.version_words}. {origin.note}".strip(),
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\n"]},
        "tableSchema": {"columns": [_column(rows, name, table) for name in rows.columns]},
    }
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def _column(rows: pl.DataFrame, name: str, table: str) -> dict:
    field = described(name, table)
    kind = TYPES[rows.schema[name].base_type()]
    limits = {"enum": list(field.enum)} if field and field.enum and kind == "string" else {}
    return {
        "name": name,
        "titles": name,
        "datatype": kind,
        "dc:description": meaning(name, table),
        "null": "",
        # CSVW knows no list of allowed values; readers of the file still need them.
        **({"dc:format": ", ".join(limits["enum"])} if limits else {}),
    }
