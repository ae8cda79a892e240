"""Rates and shares, worked out from shown count cells only."""

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from etl.disclosure.policy import Policy
from etl.measures.definitions import COUNTS, MEASURES, TOTAL, Measure, event_basis
from etl.measures.intervals import Figure, rate, share
from etl.publish.breaks import Breaks

CELL = ("area_code", "period_type", "period", "breakdown", "category")
# The gravest reason first: a period before the scheme is not applicable whatever else is missing.
REASONS = ("z", "x", "c")
FIGURE = {
    "value": pl.Float64,
    "lower": pl.Float64,
    "upper": pl.Float64,
    "interval_method": pl.String,
    "symbol": pl.String,
}
WORKED_OUT = ("rate", "share", "count", "mean")
FigureRow = tuple[float | None, float | None, float | None, str | None, str | None]


def measure_values(cells: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Rows of `published.measure_values` for rates and shares, without dataset and break marks."""
    measures = [item for item in MEASURES.values() if item.statistic in WORKED_OUT]
    return pl.concat([_values(item, cells, policy) for item in measures])


def paired(measure: Measure, cells: pl.DataFrame) -> pl.DataFrame:
    """Numerator cells of a measure, each with its base beside it."""
    upper = cells.filter(count_name=measure.numerator)
    if measure.breakdowns is not None:
        upper = upper.filter(pl.col("breakdown").is_in([TOTAL, *measure.breakdowns]))
    if measure.skip_total:
        upper = upper.filter(pl.col("breakdown") != TOTAL)
    base = cells.filter(count_name=measure.denominator).select(
        *CELL, denominator="count", base_symbol="symbol"
    )
    if not measure.base_is_total:
        return upper.join(base, on=CELL, how="inner", validate="1:1")
    total = base.filter(breakdown=TOTAL).drop("breakdown", "category")
    has_own = pl.col("breakdown").is_in(list(measure.own_base))
    columns = [*upper.columns, "denominator", "base_symbol"]
    return pl.concat(
        [
            upper.filter(~has_own).join(total, on=CELL[:3], how="inner", validate="m:1"),
            # Without a base of its own (officers not identified) there is no rate: [x].
            upper.filter(has_own)
            .join(base, on=CELL, how="left", validate="1:1")
            .with_columns(
                base_symbol=pl.when(pl.col("denominator").is_null())
                .then(pl.col("base_symbol").fill_null("x"))
                .otherwise("base_symbol")
            ),
        ],
        how="diagonal",
    ).select(columns)


def described(measure: Measure, rows: pl.DataFrame, figures: Sequence[FigureRow]) -> pl.DataFrame:
    """Published rows: what names each row, its counts, and its figure."""
    shown = pl.DataFrame(figures, schema=FIGURE, orient="row")
    return (
        rows.drop("symbol")
        .hstack(shown)
        .select(
            pl.lit(measure.id).alias("measure"),
            "area_code",
            "area_level",
            "period",
            "period_type",
            "period_start",
            "period_end",
            "breakdown",
            "category",
            pl.lit(measure.numerator).alias("numerator_count"),
            pl.lit(measure.denominator).alias("denominator_count"),
            pl.col("count").alias("numerator"),
            "denominator",
            pl.lit(measure.per, dtype=pl.Float64).alias("per"),
            "value",
            "lower",
            "upper",
            "interval_method",
            "symbol",
            pl.col("is_provisional").alias("provisional"),
            pl.lit(False).alias("revised"),
        )
    )


def gravest(*symbols: str | None) -> str | None:
    """The gravest reason for which there is no figure, if any."""
    return next((reason for reason in REASONS if reason in symbols), None)


def _values(measure: Measure, cells: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    rows = paired(measure, cells)
    figures = [
        _figure(measure, *row, policy)
        for row in rows.select("count", "denominator", "symbol", "base_symbol").iter_rows()
    ]
    return described(measure, rows, figures)


def _figure(
    measure: Measure,
    numerator: float | None,
    denominator: float | None,
    symbol: str | None,
    base_symbol: str | None,
    policy: Policy,
) -> FigureRow:
    reason = gravest(symbol, base_symbol)
    if measure.statistic == "count" and not reason:
        return numerator, None, None, None, None
    if reason or not denominator:
        return None, None, None, None, reason or "z"
    if measure.statistic == "mean":
        uncertain = "u" if denominator < policy.uncertain_below else None
        return numerator / denominator, None, None, None, uncertain
    figure: Figure = (rate if measure.statistic == "rate" else share)(
        numerator, denominator, measure.per
    )
    rests_on = numerator if measure.statistic == "rate" else denominator
    uncertain = "u" if rests_on < policy.uncertain_below else None
    return figure.value, figure.lower, figure.upper, figure.method, uncertain


def with_breaks(values: pl.DataFrame, breaks: Breaks) -> pl.DataFrame:
    """Add `break_within` and `break_before` by the event basis of each measure.

    Within: after the first day of the period, up to its last. Before: between the start of the
    former period and the start of this. An area without breaks of its own has those of everybody.
    """
    own = pl.col("area_code").is_in(sorted(breaks.areas))
    values = values.with_columns(breaks_of=pl.when(own).then("area_code").otherwise(pl.lit("")))
    periods = values.select(
        "measure", "breaks_of", "period_type", "period", "period_start", "period_end"
    ).unique()
    marks = [(*row[:4], *_marks(row, breaks)) for row in periods.iter_rows()]
    names = {
        "measure": pl.String,
        "breaks_of": pl.String,
        "period_type": pl.String,
        "period": pl.String,
        "break_before": pl.Boolean,
        "break_within": pl.Boolean,
    }
    frame = pl.DataFrame(marks, schema=names, orient="row")
    return values.join(
        frame,
        on=["measure", "breaks_of", "period_type", "period"],
        how="left",
        validate="m:1",
        maintain_order="left",
    ).drop("breaks_of")


def _marks(row: tuple, breaks: Breaks) -> tuple[bool, bool]:
    measure, area_code, period_type, _, start, end = row
    former = _former_start(start, period_type)
    days = breaks.days(event_basis(MEASURES[measure]), area_code)
    return any(former < day <= start for day in days), any(start < day <= end for day in days)


def _former_start(start: date, period_type: str) -> date:
    if period_type == "quarter":
        month = (start.month - 4) % 12 + 1
        return date(start.year - (month > start.month), month, 1)
    return start.replace(year=start.year - (3 if period_type == "three_years" else 1))


def additive_breakdowns() -> Iterator[tuple[str, str]]:
    """Every count and breakdown whose categories add up to the total."""
    for count in COUNTS.values():
        for breakdown in count.breakdowns:
            if breakdown not in count.not_additive:
                yield count.name, breakdown
