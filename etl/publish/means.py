"""Mean times, of cells that are shown: a mean gives back the sum, so its base is guarded apart."""

import polars as pl

from etl.disclosure.policy import Policy
from etl.measures.definitions import MEASURES, Measure
from etl.publish.values import CELL, FigureRow, described, gravest, paired


def mean_values(cells: pl.DataFrame, waits: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Rows of `published.measure_values` for means of days, without dataset and break marks.

    `waits` has `kind`, the columns of a cell, `days` and `number`. A mean has no interval: times
    are too skewed for the normal one, and any other would need single times.
    """
    measures = [item for item in MEASURES.values() if item.statistic == "mean_days"]
    return pl.concat(
        [_values(item, cells, waits.filter(kind=item.curve), policy) for item in measures]
    )


def _values(
    measure: Measure, cells: pl.DataFrame, waits: pl.DataFrame, policy: Policy
) -> pl.DataFrame:
    means = waits.group_by(CELL).agg(
        mean=(pl.col("days") * pl.col("number")).sum() / pl.col("number").sum()
    )
    rows = paired(measure, cells).join(
        means, on=CELL, how="left", validate="1:1", maintain_order="left"
    )
    columns = rows.select("count", "denominator", "symbol", "base_symbol", "mean")
    figures = [_figure(*row, policy.uncertain_below) for row in columns.iter_rows()]
    return described(measure, rows.drop("mean"), figures)


def _figure(
    count: float | None,
    base: float | None,
    symbol: str | None,
    base_symbol: str | None,
    mean: float | None,
    uncertain_below: int,
) -> FigureRow:
    reason = gravest(symbol, base_symbol)
    if reason or not base:
        return None, None, None, None, reason or "z"
    return mean, None, None, None, "u" if base < uncertain_below else None
