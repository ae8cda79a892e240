"""Cases: where and when they came to attention, what kind they are, and how they were handled."""

import numpy as np
import polars as pl

from etl.synthesise import plan as kinds
from etl.synthesise.calendar import Calendar, day
from etl.synthesise.draws import chance, choose, days
from etl.synthesise.forces import delivered_share
from etl.synthesise.targets import Targets
from etl.synthesise.world import World

NEW_RULES = day(np.datetime64("2020-02-01").item())
SEASON = (1.0, 1.02, 0.99, 0.99)
WEEKENDS_MOVED = 0.6
# Matters close to a missing return are set back, so that their referral falls before it.
GUARD_DAYS = 4

NOT_INVESTIGATED, INVESTIGATED = "SCH3_NOT_INVESTIGATED", "SCH3_INVESTIGATED"
SPECIAL, OUTSIDE = "SCH3_INVESTIGATED_SPECIAL_PROCEDURES", "OUTSIDE_SCH3"
HANDLING = {
    kinds.REFERRED: {NOT_INVESTIGATED: 38, INVESTIGATED: 22, SPECIAL: 40},
    kinds.SPECIAL_PROCEDURES: {SPECIAL: 100},
    kinds.DISCRIMINATION: {OUTSIDE: 12, NOT_INVESTIGATED: 66, INVESTIGATED: 16, SPECIAL: 6},
}
RECLASSIFIED_DSI = 0.04
TYPE_NOT_STATED = 0.004
RECORDABLE_TO_INVESTIGATE = 0.94
DSI_TO_INVESTIGATE = 0.2
# A later allegation connected to one before 1 February 2020 stays under the 2012 Regulations.
LINKED_AT_FIRST, LINKED_HALF_LIFE = 0.06, 240
LONGEST_INCIDENT_GAP = 1700


def make_cases(world: World) -> pl.DataFrame:
    """One row per case in the order of coming to attention; days are numbers."""
    cases = _arrivals(world, world.stream("arrivals"))
    cases = _types(cases, world.targets, world.stream("types"))
    cases = _handling(cases, world.targets, world.stream("handling"))
    return _first_days(cases, world.calendar, world.stream("first days"))


def _arrivals(world: World, rng: np.random.Generator) -> pl.DataFrame:
    plan, forces, calendar = world.plan, world.forces, world.calendar
    shares = delivered_share(forces, calendar)
    parts = []
    for row, kind in enumerate(kinds.STREAMS):
        weight = forces.size * forces.effect(kind)
        for column in range(len(plan.years)):
            quarters = slice(4 * column, 4 * column + 4)
            cells = weight[:, None] * shares[:, quarters] * SEASON
            drawn = rng.choice(cells.size, plan.counts[row, column], p=cells.ravel() / cells.sum())
            force, quarter = np.divmod(drawn, 4)
            aware = _days_in_quarter(calendar, 4 * column + quarter, rng)
            name = pl.lit(kind).alias("stream")
            parts.append(pl.DataFrame({"force": force, "aware": aware}).with_columns(name))
    cases = pl.concat(parts)
    cases = cases.with_columns(aware=_before_missing_returns(cases, calendar))
    return cases.sort("aware", maintain_order=True).with_row_index("case")


def _days_in_quarter(
    calendar: Calendar, quarter: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    starts = np.array([day(period.start) for period in calendar.quarters])[quarter]
    ends = np.array([day(period.end) for period in calendar.quarters])[quarter]
    first = rng.integers(starts, ends + 1)
    again = rng.integers(starts, ends + 1)
    weekend = ~np.is_busday(first.astype("datetime64[D]"))
    return np.where(weekend & chance(rng, WEEKENDS_MOVED, len(first)), again, first)


def _before_missing_returns(cases: pl.DataFrame, calendar: Calendar) -> np.ndarray:
    force, aware = cases["force"].to_numpy(), cases["aware"].to_numpy()
    soon = aware + GUARD_DAYS - 1
    late = calendar.on_record(force, soon) > soon + 1
    early = np.maximum(aware - GUARD_DAYS, calendar.first)
    unmoved = calendar.on_record(force, aware) == aware
    return np.where(late & unmoved, early, aware)


def _types(cases: pl.DataFrame, targets: Targets, rng: np.random.Generator) -> pl.DataFrame:
    size = cases.height
    matter = choose(rng, targets.shares("matter_share"), size)
    reclassified = chance(rng, RECLASSIFIED_DSI, size)
    not_stated = chance(rng, TYPE_NOT_STATED, size)
    kind = pl.col("stream")
    return cases.with_columns(
        matter=pl.when(kind == kinds.REFERRED)
        .then(matter)
        .when(kind == kinds.CONDUCT)
        .then(pl.lit("CONDUCT"))
        .otherwise(pl.lit("COMPLAINT")),
        reclassified=pl.Series(reclassified),
        type_stated=~(pl.Series(not_stated) & (kind == kinds.REFERRED)),
    ).with_columns(
        case_type=pl.when((pl.col("matter") == "DSI") & pl.col("reclassified"))
        .then(pl.lit("RECORDABLE_CONDUCT"))
        .otherwise("matter")
    )


def _handling(cases: pl.DataFrame, targets: Targets, rng: np.random.Generator) -> pl.DataFrame:
    """Whether a matter is investigated, and whether it may lead to disciplinary proceedings."""
    size = cases.height
    shares = HANDLING | {kinds.COMPLAINT: targets.shares("complaint_status_share")}
    handling = pl.lit(None, dtype=pl.String)
    for kind, share in shares.items():
        drawn = choose(rng, share, size)
        handling = pl.when(pl.col("stream") == kind).then(drawn).otherwise(handling)
    lucky = pl.Series(rng.random(size))
    is_complaint = pl.col("case_type") == "COMPLAINT"
    return (
        cases.with_columns(handling=pl.when(is_complaint).then(handling))
        .with_columns(
            disciplinary=(pl.col("handling") == SPECIAL).fill_null(False)
            | (pl.col("case_type") == "CONDUCT")
            | ((pl.col("case_type") == "RECORDABLE_CONDUCT") & (lucky < RECORDABLE_TO_INVESTIGATE))
        )
        .with_columns(
            investigated=pl.col("disciplinary")
            | (pl.col("handling") == INVESTIGATED).fill_null(False)
            | ((pl.col("case_type") == "DSI") & (lucky < DSI_TO_INVESTIGATE))
        )
    )


def _first_days(cases: pl.DataFrame, calendar: Calendar, rng: np.random.Generator) -> pl.DataFrame:
    size, force, aware = cases.height, cases["force"].to_numpy(), cases["aware"].to_numpy()
    recorded = calendar.on_record(force, aware + rng.geometric(0.45, size) - 1)
    incident_to = aware - np.minimum(days(rng, 9, 1.6, size), LONGEST_INCIDENT_GAP // 2)
    length = np.where(chance(rng, 0.7, size), 0, days(rng, 30, 1.5, size))
    incident_from = np.maximum(incident_to - length, aware - LONGEST_INCIDENT_GAP)
    known = pl.Series(chance(rng, 0.9, size))
    linked = LINKED_AT_FIRST * 0.5 ** ((aware - NEW_RULES) / LINKED_HALF_LIFE)
    return cases.with_columns(
        recorded=recorded,
        recorded_known=pl.Series(chance(rng, 0.97, size)) | (pl.col("case_type") == "COMPLAINT"),
        incident_from=pl.when(known).then(pl.Series(incident_from)),
        incident_to=pl.when(known).then(pl.Series(incident_to)),
        linked=pl.Series((aware >= NEW_RULES) & chance(rng, linked, size)),
        staff_case=pl.Series(chance(rng, 0.24, size)),
    )
