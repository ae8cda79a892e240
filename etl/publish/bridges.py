"""Bridges between published figures, with a step for the case records where they are real."""

import tomllib
from collections.abc import Mapping

import polars as pl

from etl.config import Settings
from etl.errors import ReferenceDataError
from etl.transforms.official.bridges import CaseCount, build_bridges

FILE = "bridges.toml"


def bridges(
    settings: Settings, figures: pl.DataFrame, tables: Mapping[str, pl.DataFrame], synthetic: bool
) -> pl.DataFrame:
    """published.bridges; `tables` are the protected tables of the case records, if published.

    Invented counts never stand beside real figures: of synthetic records no step is made.
    """
    is_real = not synthetic and "counts" in tables
    return build_bridges(_written(settings), figures, _national(tables) if is_real else None)


def _written(settings: Settings) -> dict:
    path = settings.reference_dir / FILE
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ReferenceDataError(f"data/reference/{FILE}: not readable: {error}.") from None


def _national(tables: Mapping[str, pl.DataFrame]) -> dict[tuple[str, str], CaseCount]:
    """Counts of all forces by name and year, with how many forces are in them."""
    keys = ("dataset", "count_name", "area_code", "period")
    counts = tables["counts"].filter(
        area_level="country", breakdown="total", period_type="financial_year"
    )
    joined = counts.join(
        tables["coverage"].select(*keys, "forces_counted", "forces_expected"), on=keys, how="left"
    )
    return {
        (row["count_name"], row["period"]): CaseCount(row["count"], row["symbol"], _forces(row))
        for row in joined.to_dicts()
    }


def _forces(row: Mapping) -> str:
    if row["forces_counted"] is None:
        return "Forces of the case records"
    return f"{row['forces_counted']} of {row['forces_expected']} forces of the case records"
