"""What each column of a file means, from the contract of the published tables."""

import json
from functools import cache

import polars as pl

from etl.config import Settings

# In this order, since several tables share column names.
TABLES = (
    "measure_values",
    "counts",
    "differences",
    "control_limits",
    "force_signals",
    "areas",
    "categories",
    "measures",
    "disparity",
)
OWN = {
    "dataset_note": "Whether the rows are synthetic",
    "build_id": "Build that published the row",
    "area_name": "Name of the area",
    "category_label": "The category in words",
    "measure_title": "The measure in words",
    "symbol_meaning": "The symbol in words",
    "other_area_name": "Name of the area it is compared with",
    "smoothed": "The figure drawn towards all forces, the more the less it rests on",
    "smoothed_lower": "Lower end of the 95% interval of the smoothed figure",
    "smoothed_upper": "Upper end of the 95% interval of the smoothed figure",
    "sort_order": "Order in which categories are shown",
}


def codebook(columns: list[str]) -> pl.DataFrame:
    """One line per column of a file."""
    meaning = _meanings() | OWN
    return pl.DataFrame({"Column": columns, "Meaning": [meaning.get(name, "") for name in columns]})


@cache
def _meanings() -> dict[str, str]:
    folder = Settings.from_environment().published_contract_dir
    tables = [json.loads((folder / f"{name}.schema.json").read_text()) for name in reversed(TABLES)]
    return {field["name"]: field["description"] for table in tables for field in table["fields"]}
