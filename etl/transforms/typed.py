"""Give each column of an entity its type; what does not fit is blank and listed.

One row in, one row out. Nothing is trimmed, corrected or guessed: a date is YYYY-MM-DD or it
does not fit, nor does one of `sentinels`: stand-ins for "no date", which a blank says honestly.
"""

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from etl.contracts import Entity, Field

ROW = "row_id"


@dataclass(frozen=True)
class Typed:
    """The typed rows, and the misfits: `check_name`, `row_id`."""

    rows: pl.DataFrame
    misfits: pl.DataFrame


def typed(entity: Entity, frame: pl.DataFrame, sentinels: Collection[str]) -> Typed:
    """Type every column of the contract; keep `row_id` and whatever else the frame carries."""
    rows = frame.with_columns(_typed(field, sentinels).alias(field.name) for field in entity.fields)
    misfits = [_misfits(entity.name, field, frame, rows) for field in entity.fields]
    return Typed(rows, pl.concat(misfits))


def _typed(field: Field, sentinels: Collection[str]) -> pl.Expr:
    raw = pl.col(field.name)
    match field.type:
        case "date":
            value = raw.str.to_date("%Y-%m-%d", strict=False)
            good = raw.str.contains(r"^\d{4}-\d{2}-\d{2}$") & ~raw.is_in(sentinels)
        case "integer":
            value, good = raw.cast(pl.Int64, strict=False), raw.str.contains(r"^\d{1,9}$")
        case "number":
            value, good = (
                raw.cast(pl.Float64, strict=False),
                raw.str.contains(r"^\d{1,12}(\.\d+)?$"),
            )
        case "boolean":
            value, good = raw == "true", raw.is_in(["true", "false"])
        case _:
            value, good = raw, raw.str.contains(field.pattern or "")
    if field.minimum is not None:
        good = good & (value >= field.minimum)
    return pl.when(good).then(value)


def _misfits(entity: str, field: Field, raw: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    unfit = rows[field.name].is_null()
    if not field.required:
        unfit = unfit & raw[field.name].is_not_null()
    return pl.DataFrame(
        {"check_name": f"R00.{entity}.{field.name}", ROW: raw.filter(unfit)[ROW]},
        schema={"check_name": pl.String, ROW: pl.Int64},
    )
