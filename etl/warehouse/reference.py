"""Load the reference files, and refuse ones that cannot be right."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl

from etl.errors import ReferenceDataError
from etl.warehouse import limits, working_days
from etl.warehouse.load import replace

FILES = ("code_lists", "forces", "force_aliases", "outcomes_allowed", "breaks", "rules")
FOREIGN_CODES = "foreign_codes"
DATES = ("date", "valid_from", "valid_to")
FLAGS = ("verified", "is_former_officer", "is_territorial", "publishes_staff")


def load_reference(
    connection: duckdb.DuckDBPyConnection, folder: Path, abroad: bool = False
) -> None:
    """`reference.<file>` for every file of rows, `reference.limits` and `.working_days`.

    Codes of other countries are known only where deliveries are of one.
    """
    for name in FILES:
        replace(connection, f"reference.{name}", read_reference(folder / f"{name}.csv"))
    if abroad:
        codes = [read_reference(folder / f"{name}.csv") for name in ("code_lists", FOREIGN_CODES)]
        replace(connection, "reference.code_lists", pl.concat(codes))
    replace(connection, "reference.limits", limits.one_row(read_strings(folder / limits.FILE)))
    holidays = read_reference(folder / working_days.FILE)
    replace(connection, "reference.working_days", working_days.numbered(holidays))


def sentinel_dates(folder: Path) -> list[str]:
    """Days that case systems write where there is none, as YYYY-MM-DD."""
    return read_strings(folder / "sentinel_dates.csv")["date"].to_list()


def read_reference(path: Path) -> pl.DataFrame:
    """One reference file, blank as null, dates and flags typed."""
    frame = read_strings(path)
    return _or_refuse(path, lambda: frame.with_columns(_typed(name) for name in frame.columns))


def read_strings(path: Path) -> pl.DataFrame:
    """One reference file as written, all strings."""
    return _or_refuse(path, lambda: pl.read_csv(path, infer_schema=False))


def _or_refuse(path: Path, read: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    try:
        return read()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise ReferenceDataError(
            f"data/reference/{path.name} cannot be read ({type(error).__name__}): check that it is "
            "there, that each line has as many columns as the header, and how its dates are "
            "written."
        ) from None


def _typed(name: str) -> pl.Expr:
    column = pl.col(name).replace("", None)
    if name in DATES:
        return column.str.to_date("%Y-%m-%d")
    if name in FLAGS:
        return column == "true"
    return column.cast(pl.Int64) if name == "sort_order" else column
