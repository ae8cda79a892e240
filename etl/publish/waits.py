"""Waiting-time curves and what is read off them, from cohorts whose count cells are all shown."""

from collections.abc import Iterator

import polars as pl

from etl.disclosure.policy import Policy
from etl.measures.definitions import COUNTS, MEASURES, T2, Measure
from etl.measures.waiting import Curve, Reading, coarse_curve, quantile, reached_by
from etl.publish.values import CELL, FigureRow, described, gravest, paired

ENDING = "hearing"
READ_AT = tuple(int(item.at) for item in MEASURES.values() if item.statistic == "reached")
PARTS = (T2.numerator, T2.denominator, "hearings_not_begun")


def curves(cells: pl.DataFrame, waits: pl.DataFrame, policy: Policy) -> dict[tuple, Curve]:
    """The coarse curve of every cohort in which nothing is hidden, by cell key."""
    shown = _shown(cells)
    groups = waits.filter(
        pl.struct(CELL).is_in(shown.select(pl.struct(CELL)).to_series().implode())
    )
    thresholds = {
        row[:-2]: policy.hide_up_to(
            COUNTS[T2.numerator].sensitivity, "force" if row[-1] < 3 else row[-2]
        )
        for row in shown.select(*CELL, "area_level", "forces").iter_rows()
    }
    return {
        key: coarse_curve(
            rows["days"].to_numpy(), rows["has_begun"].to_numpy(), thresholds[key] + 1, READ_AT
        )
        for key, rows in groups.partition_by(CELL, as_dict=True, include_key=False).items()
    }


def curve_rows(cells: pl.DataFrame, drawn: dict[tuple, Curve]) -> pl.DataFrame:
    """Rows of `published.time_to_event` without dataset; a cohort without a curve keeps one row."""
    rows = [
        row
        for cell in cells.filter(count_name=T2.denominator).iter_rows(named=True)
        for row in _rows_of(cell, drawn.get(tuple(cell[name] for name in CELL)))
    ]
    return pl.DataFrame(rows, schema=_CURVE_SCHEMA, orient="row")


def wait_values(
    cells: pl.DataFrame, waits: pl.DataFrame, drawn: dict[tuple, Curve], policy: Policy
) -> pl.DataFrame:
    """Rows of `published.measure_values` for medians, percentiles and shares begun."""
    followed = {
        row[:-1]: row[-1]
        for row in waits.group_by(CELL)
        .agg(pl.when(pl.col("has_begun").all()).then(10**6).otherwise(pl.col("days").max()).max())
        .iter_rows()
    }
    measures = [item for item in MEASURES.values() if item.topic == T2.topic]
    return pl.concat([_values(item, cells, drawn, followed, policy) for item in measures])


_CURVE_SCHEMA = {
    "measure": pl.String,
    "area_code": pl.String,
    "area_level": pl.String,
    "cohort": pl.String,
    "breakdown": pl.String,
    "category": pl.String,
    "ending": pl.String,
    "day": pl.Int64,
    "at_risk": pl.Int64,
    "estimate": pl.Float64,
    "lower": pl.Float64,
    "upper": pl.Float64,
    "symbol": pl.String,
}


def _shown(cells: pl.DataFrame) -> pl.DataFrame:
    """Cohorts of which all three counts are shown and somebody was given notice."""
    parts = cells.filter(pl.col("count_name").is_in(PARTS), pl.col("symbol").is_null())
    complete = parts.group_by(CELL).len().filter(pl.col("len") == len(PARTS)).select(CELL)
    notices = parts.filter(pl.col("count_name") == T2.denominator, pl.col("count") > 0)
    return notices.join(complete, on=CELL, how="semi")


def _rows_of(cell: dict, curve: Curve | None) -> Iterator[tuple]:
    named = ("area_code", "area_level", "period", "breakdown", "category")
    head = (T2.id, *(cell[name] for name in named), ENDING)
    if curve is None:
        symbol = cell["symbol"] or ("z" if cell["count"] == 0 else "c")
        yield (*head, None, None, None, None, None, symbol)
        return
    if not curve.points or curve.points[0].day > 0:
        yield (*head, 0, curve.cohort, 0.0, 0.0, 0.0, None)
    for point in curve.points:
        yield (*head, point.day, point.at_risk, point.estimate, point.lower, point.upper, None)


def _values(
    measure: Measure,
    cells: pl.DataFrame,
    drawn: dict[tuple, Curve],
    followed: dict[tuple, int],
    policy: Policy,
) -> pl.DataFrame:
    rows = paired(measure, cells)
    figures = []
    for row in rows.iter_rows(named=True):
        key = tuple(row[name] for name in CELL)
        figures.append(_figure(measure, row, drawn.get(key), followed.get(key, 0), policy))
    return described(measure, rows, figures)


def _figure(
    measure: Measure, row: dict, curve: Curve | None, followed: int, policy: Policy
) -> FigureRow:
    reason = gravest(row["symbol"], row["base_symbol"])
    if reason or curve is None:
        return None, None, None, None, reason or ("c" if row["denominator"] else "z")
    reading = _read(measure, curve)
    if reading.value is None:
        # Not reached, or not followed so long: there is no such figure. Otherwise it is hidden.
        hidden = (
            followed >= measure.at
            if measure.statistic == "reached"
            else (row["count"] and not curve.points)
        )
        return None, None, None, None, "c" if hidden else "z"
    scale = measure.per or 1
    lower, upper = (None if end is None else end * scale for end in (reading.lower, reading.upper))
    uncertain = "u" if row["denominator"] < policy.uncertain_below else None
    return reading.value * scale, lower, upper, "curve", uncertain


def _read(measure: Measure, curve: Curve) -> Reading:
    if measure.statistic == "quantile":
        return quantile(curve, measure.at)
    return reached_by(curve, int(measure.at))
