"""What the demonstration should look like: published figures, and assumptions marked as such."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from etl.contracts.periods import year_name

FILE = "synthetic_calibration.csv"


@dataclass(frozen=True)
class Targets:
    """Rows of `data/reference/synthetic_calibration.csv`: quantity, period, category, value."""

    rows: pl.DataFrame

    def by_year(self, quantity: str, years: range) -> np.ndarray:
        """One value per financial year, given by its first calendar year."""
        values = dict(self._of(quantity).select("period", "value").iter_rows())
        return np.array([values[year_name(year)] for year in years])

    def shares(self, quantity: str, period: str | None = None) -> dict[str, float]:
        """Category → value, of one period, or of all years where the period has none."""
        rows = self._of(quantity)
        own = rows.filter(pl.col("period") == (period or ""))
        chosen = own if own.height else rows.filter(pl.col("period") == "")
        return dict(chosen.select("category", "value").iter_rows())

    def one(self, quantity: str, category: str) -> float:
        return self.shares(quantity)[category]

    def series(self, quantity: str, category: str) -> dict[str, float]:
        """Period → value of one category."""
        rows = self._of(quantity).filter(pl.col("category") == category)
        return dict(rows.select("period", "value").iter_rows())

    def _of(self, quantity: str) -> pl.DataFrame:
        return self.rows.filter(pl.col("quantity") == quantity)


def load_targets(reference_dir: Path) -> Targets:
    rows = pl.read_csv(reference_dir / FILE, infer_schema=False).with_columns(
        pl.col("period", "category").fill_null(""), pl.col("value", "tolerance").cast(pl.Float64)
    )
    return Targets(rows)
