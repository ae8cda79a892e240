"""Waiting-time curves and what is read off them, from cohorts whose count cells are all shown."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from etl.disclosure.policy import Policy
from etl.measures.curve import Curve, Point, Reading, quantile, reached_by
from etl.measures.definitions import COUNTS, ENDINGS, MEASURES, TOTAL, Measure
from etl.measures.incidence import coarse_incidence
from etl.measures.restricted import time_lost, time_waited
from etl.measures.waiting import coarse_curve
from etl.publish.values import CELL, FigureRow, described, gravest, paired

FOREVER = 10**6


@dataclass(frozen=True)
class Kind:
    """A kind of curve, and the counts of its cohort.

    `parts` are counts that must all be shown; the first of the `endings` is the one that is read.
    With `enters_late` subjects come under observation after the clock has started. A curve that is
    not `is_drawn` is only read: beside another of the same waits it would tell how they differ.
    """

    id: str
    cohort: str
    reached: str
    parts: tuple[str, ...]
    endings: tuple[str, ...]
    enters_late: bool = False
    is_drawn: bool = True
    breakdowns: tuple[str, ...] = (TOTAL, "regime")


def _stage(id: str, cohort: str, reached: str, ending: str, *more: str, **other: object) -> Kind:
    return Kind(id, cohort, reached, (cohort, reached, *more), (ending,), **other)


_NOTICED = ("hearing_notices", "hearings_begun", "hearings_not_begun")
_INVESTIGATED = ("investigations_begun", "investigations_reported")
_ALL = (
    Kind(
        "T1",
        "assessed_matters",
        "assessed_heard",
        ("assessed_matters", "assessed_heard"),
        tuple(name.lower() for name in ENDINGS if name != "OPEN"),
        enters_late=True,
    ),
    Kind("T2", "hearing_notices", "hearings_begun", _NOTICED, ("hearing",)),
    _stage("R4", "referrals_followed", "referrals_decided", "decision"),
    _stage("T3", *_INVESTIGATED, "report"),
    _stage("T3_aware", *_INVESTIGATED, "report", enters_late=True),
    _stage("T3_net", *_INVESTIGATED, "report", "investigations_stopped", is_drawn=False),
    _stage("T4", "reports_made", "reports_decided", "decision"),
    _stage("T5", "hearings_directed", "hearings_notified", "notice"),
    Kind(
        "T2_net",
        "hearing_notices",
        "hearings_begun",
        (*_NOTICED, "hearings_stopped"),
        ("hearing",),
        is_drawn=False,
    ),
    Kind("T2_working", "hearing_notices", "hearings_begun", _NOTICED, ("hearing",), is_drawn=False),
    Kind(
        "T6_working",
        "matters_on_calendar",
        "matters_on_calendar",
        ("matters_on_calendar",),
        ("finalised",),
        is_drawn=False,
        breakdowns=(TOTAL, "case_type"),
    ),
    Kind(
        "T6",
        "matters_finalised",
        "matters_finalised",
        ("matters_finalised",),
        ("finalised",),
        is_drawn=False,
        breakdowns=(TOTAL, "case_type"),
    ),
)
KINDS = {kind.id: kind for kind in _ALL}


@dataclass(frozen=True)
class Drawn:
    """The curves of one cohort: points by ending, at risk just after day 0, days it was followed.

    `ending` is the one that is read; `finished` is the curve of those alone who reached it, as if
    nobody else had waited.
    """

    cohort: int
    least: int
    ending: str
    points: dict[str, tuple[Point, ...]]
    at_start: int
    followed: int
    finished: Curve


def curves(
    kind: Kind, cells: pl.DataFrame, waits: pl.DataFrame, policy: Policy
) -> dict[tuple, Drawn]:
    """The coarse curves of every cohort in which nothing is hidden, by cell key."""
    shown = _shown(kind, cells)
    waits = waits.filter(kind=kind.id)
    groups = waits.join(shown.select(CELL), on=CELL, how="semi")
    thresholds = {
        row[:-2]: policy.hide_up_to(
            COUNTS[kind.reached].sensitivity, "force" if row[-1] < 3 else row[-2]
        )
        for row in shown.select(*CELL, "area_level", "forces_counted").iter_rows()
    }
    rows = groups.select(pl.exclude("number").gather(_each("number")))
    return {
        key: _drawn(kind, alone, thresholds[key] + 1)
        for key, alone in rows.partition_by(CELL, as_dict=True, include_key=False).items()
    }


def _each(number: str) -> pl.Expr:
    """The place of each row, as often as it stands for somebody."""
    return pl.int_range(pl.len()).repeat_by(number).explode()


def curve_rows(kind: Kind, cells: pl.DataFrame, drawn: dict[tuple, Drawn]) -> pl.DataFrame:
    """Rows of `published.time_to_event` without dataset; a cohort without a curve keeps one row."""
    cells = cells if kind.is_drawn else cells.clear()
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
    """Cells for which a curve may be drawn: years and windows, in total and by few breakdowns."""
    return cells.filter(
        pl.col("count_name") == kind.cohort,
        pl.col("breakdown").is_in(kind.breakdowns),
        pl.col("period_type") != "quarter",
    )


def _shown(kind: Kind, cells: pl.DataFrame) -> pl.DataFrame:
    """Cohorts of which all counts are shown and that are not empty."""
    parts = cells.filter(pl.col("count_name").is_in(kind.parts), pl.col("symbol").is_null())
    complete = parts.group_by(CELL).len().filter(pl.col("len") == len(kind.parts)).select(CELL)
    cohort = _cohorts(kind, parts).filter(pl.col("count") > 0)
    return cohort.join(complete, on=CELL, how="semi")


def _drawn(kind: Kind, rows: pl.DataFrame, least: int) -> Drawn:
    ending = kind.endings[0]
    days, reached = rows["days"].to_numpy(), (rows["ending"] == ending).fill_null(False).to_numpy()
    finished = coarse_curve(days[reached], reached[reached], least)
    if not kind.enters_late:
        curve = coarse_curve(days, reached, least)
        cohort, at_start, points = curve.cohort, curve.cohort, {ending: curve.points}
    else:
        found = coarse_incidence(
            rows["entered"].to_numpy(), days, rows["ending"].to_list(), kind.endings, least
        )
        cohort, at_start, points = found.cohort, found.at_risk, found.points
    return Drawn(cohort, least, ending, points, at_start, _followed(rows, points, least), finished)


def _followed(rows: pl.DataFrame, points: dict[str, tuple[Point, ...]], least: int) -> int:
    """The day to which at least `least` were followed or a curve goes: one or two would show."""
    if not rows["is_waiting"].any():
        # Once nobody waits any more the share stands: it can be read at any later day.
        return FOREVER
    longest = rows["days"].sort(descending=True)
    seen = int(longest[least - 1]) if longest.len() >= least else 0
    return max(seen, *(part[-1].day if part else 0 for part in points.values()))


def _rows_of(kind: Kind, cell: dict, drawn: Drawn | None) -> Iterator[tuple]:
    named = ("area_code", "area_level", "period", "breakdown", "category")
    head = (kind.id, *(cell[name] for name in named))
    if drawn is None:
        symbol = cell["symbol"] or ("z" if cell["count"] == 0 else "c")
        yield (*head, kind.endings[0], None, None, None, None, None, symbol)
        return
    for ending in kind.endings:
        points = drawn.points[ending]
        if ending == drawn.ending and (not points or points[0].day > 0):
            yield (*head, ending, 0, drawn.at_start, 0.0, 0.0, 0.0, None)
        for point in points:
            line = (point.day, point.at_risk, point.estimate, point.lower, point.upper)
            yield (*head, ending, *line, None)


def _values(
    measure: Measure, cells: pl.DataFrame, drawn: dict[tuple, Drawn], policy: Policy
) -> pl.DataFrame:
    rows = paired(measure, cells).filter(
        pl.col("breakdown").is_in(KINDS[measure.curve].breakdowns),
        pl.col("period_type") != "quarter",
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
        # Not reached, or not followed so long: there is no such figure.
        return None, None, None, None, "z"
    scale = measure.per or 1
    lower, upper = (None if end is None else end * scale for end in (reading.lower, reading.upper))
    uncertain = "u" if row["denominator"] < policy.uncertain_below else None
    return reading.value * scale, lower, upper, "curve", uncertain


def _read(measure: Measure, drawn: Drawn) -> Reading:
    curve = Curve(drawn.cohort, drawn.points[drawn.ending], drawn.least)
    if measure.statistic == "finished":
        return quantile(drawn.finished, measure.at)
    if measure.statistic == "quantile":
        return quantile(curve, measure.at)
    if drawn.followed < measure.at:
        return Reading()
    if measure.statistic == "reached":
        return reached_by(curve, int(measure.at))
    if measure.statistic == "beyond":
        share = reached_by(curve, int(measure.at))
        # A rounding error must not make a share of less than none.
        return Reading(*(max(1 - end, 0.0) for end in (share.value, share.upper, share.lower)))
    mean = time_waited if measure.statistic == "restricted" else time_lost
    return mean(drawn.points, drawn.ending, drawn.cohort, drawn.least, int(measure.at))
