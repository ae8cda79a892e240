"""Control limits over quarters: one segment between two breaks of a measure's event basis.

Years are too few for control limits and get none. Neither do stocks, of which each holds most of
the one before, so that the ranges between neighbours say nothing of what is usual.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from etl.measures.definitions import COUNTS, MEASURES, TOTAL, event_basis
from etl.measures.spc import Point, control_chart
from etl.publish.breaks import Breaks

KEY = ("measure", "area_code", "breakdown", "category")
MEASURES_WITH_CHART = tuple(
    item.id
    for item in MEASURES.values()
    if item.statistic in ("rate", "share")
    and item.topic != "data_quality"
    and not item.skip_total
    and not COUNTS[item.numerator].is_stock
)
LIMIT_NAMES = {"centre": "centre", "lower_natural": "lower", "upper_natural": "upper"}
Row = dict[str, object]


def control_chart_tables(values: pl.DataFrame, breaks: Breaks) -> dict[str, pl.DataFrame]:
    """Rows of control_limits and spc_points, without dataset.

    A chart begins anew at the breaks of its measure's event basis that touch its area.
    """
    quarters = values.filter(
        pl.col("measure").is_in(MEASURES_WITH_CHART),
        pl.col("period_type") == "quarter",
        pl.col("breakdown") == TOTAL,
    ).sort(*KEY, "period_start")
    points, limits = [], []
    for key, rows in quarters.group_by(KEY, maintain_order=True):
        measure = MEASURES[key[0]]
        segments = list(_segments(rows, breaks.days(event_basis(measure), key[1])))
        highest = measure.per if measure.statistic == "share" else None
        chart = control_chart(rows["value"].to_list(), segments, highest=highest)
        for period, point in zip(rows["period"], chart, strict=True):
            head = dict(zip(KEY, key, strict=True)) | {"period": period, "period_type": "quarter"}
            points.append(head | _point(point))
            limits += _limits(head, point)
    return {
        "control_limits": pl.DataFrame(limits, schema=LIMITS_SCHEMA),
        "spc_points": pl.DataFrame(points, schema=POINTS_SCHEMA),
    }


def _segments(rows: pl.DataFrame, breaks: Sequence[date]) -> Iterator[int | None]:
    """The place of each quarter between the breaks; None where new rules began inside it."""
    for start, end in rows.select("period_start", "period_end").iter_rows():
        is_mixed = any(start < day <= end for day in breaks)
        yield None if is_mixed else 1 + sum(day <= start for day in set(breaks))


def _point(point: Point) -> Row:
    return {
        "segment": point.segment,
        "moving_range": point.moving_range,
        "is_trial": point.is_trial,
        "outside_limits": point.outside_limits,
        "run_of_seven": point.run_of_seven,
        "trend_of_seven": point.trend_of_seven,
        "two_of_three": point.two_of_three,
        "is_signal": point.is_signal,
    }


def _limits(head: Row, point: Point) -> Iterator[Row]:
    for name, attribute in LIMIT_NAMES.items():
        value = getattr(point, attribute)
        if value is not None:
            yield head | {"chart": "spc", "method": "xmr", "limit_name": name, "value": value}


_HEAD = dict.fromkeys((*KEY, "period", "period_type"), pl.String)
LIMITS_SCHEMA = _HEAD | {
    "chart": pl.String,
    "method": pl.String,
    "limit_name": pl.String,
    "value": pl.Float64,
}
POINTS_SCHEMA = _HEAD | {
    "segment": pl.Int64,
    "moving_range": pl.Float64,
    **dict.fromkeys(
        "is_trial outside_limits run_of_seven trend_of_seven two_of_three is_signal".split(),
        pl.Boolean,
    ),
}
