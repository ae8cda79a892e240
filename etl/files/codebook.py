"""What each column of a file means, from the contract of the published tables."""

from functools import cache

import polars as pl

from etl.config import Settings
from etl.contracts import Field, load_published

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
    "time_to_event",
)
OWN = {
    "dataset_note": "Whether the rows are synthetic",
    "release": "Version of the release that the row belongs to",
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
    "table": "Published table that the figure is in",
    "detail": "Ending of a curve, or publisher and unit of an official figure",
    "change": "added, changed, hidden (no longer shown), shown (no longer hidden) or removed",
    "reason": "Why the figure is another, as a code (data/reference/change_reasons.csv)",
    "reason_label": "The reason in words",
    "explanation": "The reason in the words of who made the release",
    **{
        f"{when}_{name}": f"{words} {release}"
        for when, release in (
            ("old", "in the release before; blank where it is no longer shown"),
            ("new", "in this release"),
        )
        for name, words in (
            ("numerator", "Count above the line"),
            ("denominator", "Count below the line"),
            ("value", "Figure"),
            ("lower", "Lower end of its 95% interval"),
            ("upper", "Upper end of its 95% interval"),
            ("symbol", "Symbol"),
            ("edition", "Edition of the official figure"),
        )
    },
}


def codebook(columns: list[str]) -> pl.DataFrame:
    """One line per column of a file."""
    return pl.DataFrame({"Column": columns, "Meaning": [meaning(name) for name in columns]})


def meaning(column: str, table: str | None = None) -> str:
    """What a column means, in the words of its own table first."""
    field = described(column, table)
    return OWN.get(column) or (field.description if field else "")


def described(column: str, table: str | None = None) -> Field | None:
    """The contract's field of that name: of the table, else of the first that has one."""
    contract = _contract()
    named = [*([table] if table in contract else []), *TABLES, *contract]
    for name in named:
        if column in contract[name].columns:
            return contract[name].field(column)
    return None


@cache
def _contract() -> dict:
    return load_published(Settings().published_contract_dir)
