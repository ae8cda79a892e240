"""Waiting-time curves and what is read off them, from cohorts whose count cells are all shown."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from etl.disclosure.policy import Policy
from etl.measures.definitions import COUNTS, ENDINGS, MEASURES, Measure
from etl.measures.incidence import Incidence, coarse_incidence
from etl.measures.waiting import Curve, Point, Reading, coarse_curve, quantile, reached_by
from etl.publish.values import CELL, FigureRow, described, gravest, paired

HEARING = "hearing"
FOREVER = 10**6


@dataclass(frozen=True)
class Kind:
    """A kind of curve: the counts of its cohort, and the days at which it is read."""

    id: str
    cohort: str
    reached: str
    parts: tuple[str, ...]
    endings: tuple[str, ...]

    @property
    def read_at(self) -> tuple[int, ...]:
        return tuple(
            int(item.at)
            for item in MEASURES.values()
            if item.curve == self.id and item.statistic == "reached"
        )


T2_CURVE = Kind(
    "T2",
    "hearing_notices",
    "hearings_begun",
    ("hearing_notices", "hearings_begun", "hearings_not_begun"),
    (HEARING,),
)
T1_CURVE = Kind(
    "T1",
    "assessed_matters",
    "assessed_heard",
    ("assessed_matters", "assessed_heard"),
    tuple(name.lower() for name in ENDINGS if name != "OPEN"),
)
KINDS = {kind.id: kind for kind in (T1_CURVE, T2_CURVE)}


@dataclass(frozen=True)
class Drawn:
    """The curves of one cohort: points by ending, days it can be read at, days it was followed."""

    cohort: int
    least: int
    points: dict[str, tuple[Point, ...]]
    fixed_days: frozenset[int]
    followed: int


def curves(
    kind: Kind, cells: pl.DataFrame, waits: pl.DataFrame, policy: Policy
) -> dict[tuple, Drawn]:
    """The coarse curves of every cohort in which nothing is hidden, by cell key."""
    shown = _shown(kind, cells)
    groups = waits.join(shown.select(CELL), on=CELL, how="semi")
    thresholds = {
        row[:-2]: policy.hide_up_to(
            COUNTS[kind.reached].sensitivity, "force" if row[-1] < 3 else row[-2]
        )
        for row in shown.select(*CELL, "area_level", "forces_counted").iter_rows()
    }
    return {
        key: _drawn(kind, rows, thresholds[key] + 1)
        for key, rows in groups.partition_by(CELL, as_dict=True, include_key=False).items()
    }


def curve_rows(kind: Kind, cells: pl.DataFrame, drawn: dict[tuple, Drawn]) -> pl.DataFrame:
    """Rows of `published.time_to_event` without dataset; a cohort without a curve keeps one row."""
    rows = [
        row
        for cell in _cohorts(kind, cells).iter_rows(named=True)
        for row in _rows_of(kind, cell, drawn.get(tuple(cell[name] for name in CELL)))
    ]
    return pl.DataFrame(rows, schema=_CURVE_SCHEMA, orient="row")


def wait_values(
    kind: Kind, cells: pl.DataFrame, drawn: dict[tuple, Drawn], policy: Policy
) -> pl.DataFrame:
    """Rows of `published.measure_values` for medians, percentiles and shares reached."""
    measures = [item for item in MEASURES.values() if item.curve == kind.id]
    return pl.concat([_values(item, cells, drawn, policy) for item in measures])


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


def _cohorts(kind: Kind, cells: pl.DataFrame) -> pl.DataFrame:
    """Cells for which a curve may be drawn: years and windows, in total and by Regulations."""
    return cells.filter(
        pl.col("count_name") == kind.cohort,
        pl.col("breakdown").is_in(["total", "regime"]),
        pl.col("period_type") != "quarter",
    )


def _shown(kind: Kind, cells: pl.DataFrame) -> pl.DataFrame:
    """Cohorts of which all counts are shown and that are not empty."""
    parts = cells.filter(pl.col("count_name").is_in(kind.parts), pl.col("symbol").is_null())
    complete = parts.group_by(CELL).len().filter(pl.col("len") == len(kind.parts)).select(CELL)
    cohort = _cohorts(kind, parts).filter(pl.col("count") > 0)
    return cohort.join(complete, on=CELL, how="semi")


def _drawn(kind: Kind, rows: pl.DataFrame, least: int) -> Drawn:
    ended = rows["ending"].is_not_null()
    # Once nobody waits any more the share stands: it can be read at any later day.
    followed = int(rows["days"].max()) if rows["is_waiting"].any() else FOREVER
    read_at = [day for day in kind.read_at if day <= followed]
    if kind.id == T2_CURVE.id:
        curve = coarse_curve(rows["days"].to_numpy(), ended.to_numpy(), least, read_at)
        return Drawn(curve.cohort, least, {HEARING: curve.points}, curve.fixed_days, followed)
    found: Incidence = coarse_incidence(
        rows["entered"].to_numpy(),
        rows["days"].to_numpy(),
        rows["ending"].to_list(),
        kind.endings,
        least,
        read_at,
    )
    fixed = found.fixed_days.get(HEARING, frozenset())
    return Drawn(found.cohort, least, found.points, fixed, followed)


def _rows_of(kind: Kind, cell: dict, drawn: Drawn | None) -> Iterator[tuple]:
    named = ("area_code", "area_level", "period", "breakdown", "category")
    head = (kind.id, *(cell[name] for name in named))
    if drawn is None:
        symbol = cell["symbol"] or ("z" if cell["count"] == 0 else "c")
        yield (*head, HEARING, None, None, None, None, None, symbol)
        return
    for ending in kind.endings:
        points = drawn.points[ending]
        if ending == HEARING and (not points or points[0].day > 0):
            yield (*head, ending, 0, drawn.cohort, 0.0, 0.0, 0.0, None)
        for point in points:
            line = (point.day, point.at_risk, point.estimate, point.lower, point.upper)
            yield (*head, ending, *line, None)


def _values(
    measure: Measure, cells: pl.DataFrame, drawn: dict[tuple, Drawn], policy: Policy
) -> pl.DataFrame:
    rows = paired(measure, cells).filter(
        pl.col("breakdown").is_in(["total", "regime"]), pl.col("period_type") != "quarter"
    )
    figures = [
        _figure(measure, row, drawn.get(tuple(row[name] for name in CELL)), policy)
        for row in rows.iter_rows(named=True)
    ]
    return described(measure, rows, figures)


def _figure(measure: Measure, row: dict, drawn: Drawn | None, policy: Policy) -> FigureRow:
    reason = gravest(row["symbol"], row["base_symbol"])
    if reason or drawn is None:
        return None, None, None, None, reason or ("c" if row["denominator"] else "z")
    reading = _read(measure, drawn)
    if reading.value is None:
        # Not reached, or not followed so long: there is no such figure. Otherwise it is hidden.
        is_hidden = measure.statistic == "reached" and drawn.followed >= measure.at
        return None, None, None, None, "c" if is_hidden else "z"
    scale = measure.per or 1
    lower, upper = (None if end is None else end * scale for end in (reading.lower, reading.upper))
    uncertain = "u" if row["denominator"] < policy.uncertain_below else None
    return reading.value * scale, lower, upper, "curve", uncertain


def _read(measure: Measure, drawn: Drawn) -> Reading:
    curve = Curve(drawn.cohort, drawn.points[HEARING], drawn.least, drawn.fixed_days)
    if measure.statistic == "quantile":
        return quantile(curve, measure.at)
    return reached_by(curve, int(measure.at))
