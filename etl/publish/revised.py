"""Mark figures that are other than in the release in use."""

from pathlib import Path

import duckdb
import polars as pl

from etl.errors import DamagedReleaseError
from etl.warehouse.connection import open_read_only

KEY = ("measure", "area_code", "period_type", "period", "breakdown", "category")
NUMBERS = ("numerator", "denominator", "value", "lower", "upper")
FORMER = "_before"
# Another version of a library may give another last digit: that corrects nothing.
CLOSE = 1e-9


def release_in_use(link: Path) -> str | None:
    """The version that the link to the release in use leads to."""
    return link.resolve().name if link.exists() else None


def mark_revised(values: pl.DataFrame, former: pl.DataFrame | None) -> pl.DataFrame:
    """The measure values with `revised` true where the former ones have another figure or symbol.

    What the former release did not have is new, not revised.
    """
    if former is None:
        return values
    before = former.select(*KEY, *NUMBERS, "symbol", there=pl.lit(True))
    return (
        values.join(
            before, on=KEY, how="left", suffix=FORMER, validate="1:1", maintain_order="left"
        )
        .with_columns(revised=pl.col("there").is_not_null() & differs())
        .select(values.columns)
    )


def differs() -> pl.Expr:
    """Whether a row and the one before it tell another figure."""
    return pl.any_horizontal(
        *(_moved(pl.col(name), pl.col(f"{name}{FORMER}")) for name in NUMBERS),
        pl.col("symbol").ne_missing(pl.col(f"symbol{FORMER}")),
    )


def released_values(release: Path, synthetic: bool) -> pl.DataFrame | None:
    """Measure values of the release in use, if there is one of the same kind of records."""
    public = release / "public.duckdb"
    if not release.exists():
        return None
    try:
        with open_read_only(public) as connection:
            (was,) = connection.sql("select synthetic from published.build").fetchone()
            values = connection.sql("select * from published.measure_values").pl()
    except (OSError, duckdb.Error) as error:
        raise DamagedReleaseError(
            f"{public} cannot be read ({type(error).__name__}), so nobody could tell what was "
            "revised since. Restore the release from a copy, then build again."
        ) from None
    return values if was == synthetic else None


def _moved(now: pl.Expr, before: pl.Expr) -> pl.Expr:
    near = (now - before).abs() <= CLOSE * pl.max_horizontal(now.abs(), before.abs())
    return now.ne_missing(before) & ~near.fill_null(False)
