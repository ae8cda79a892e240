"""How long things take: from coming to attention to the decision and, if it comes to that, notice.

Days are log-normal: most matters are quick, some take years. Every case ends within five years.
"""

import numpy as np
import polars as pl

from etl.synthesise.calendar import NEVER, Calendar
from etl.synthesise.draws import chance, days
from etl.synthesise.forces import Forces
from etl.synthesise.world import World

# Median days and spread of an investigation, by case type and by mode.
BY_TYPE = {
    "CONDUCT": (24, 1.2),
    "RECORDABLE_CONDUCT": (192, 0.85),
    "COMPLAINT": (115, 0.7),
    "DSI": (140, 0.6),
}
BY_MODE = {"INDEPENDENT": (262, 0.3), "DIRECTED": (240, 0.45), "MANAGED": (240, 0.45)}
DECISION, NOTICE, ENDING = (14, 0.9), (22, 0.9), (11, 0.8)
# Matters that are not investigated, in days: outside Schedule 3, under it, after a referral.
OUTSIDE, UNDER, REFERRED_BACK = (12, 1.05), (88, 0.85), (35, 0.9)
REINVESTIGATED, TERMINATED, PROSECUTED = 0.012, 0.015, 0.05
CHARGE, TRIAL = (30, 0.6), (230, 0.5)
LONGEST_ENDING = 45
# Five years are 1,826 days; what follows the notice needs room too.
LONGEST_TO_NOTICE = 1080


def add_timeline(cases: pl.DataFrame, world: World) -> pl.DataFrame:
    """Add started, report, second investigation, trial, decided, notice and a plain ending.

    All are whole days; NEVER where a step does not happen. `notice` is the day on which notice
    would be given if the matter went to proceedings.
    """
    rng = world.stream("timeline")
    forces, calendar = world.forces, world.calendar
    cases = cases.with_columns(**_drawn(cases, forces, rng))
    room = (LONGEST_TO_NOTICE - calendar.longest_gap)[cases["force"].to_numpy()]
    room = (room * rng.uniform(0.75, 1, cases.height)).astype(np.int64)
    cases = cases.with_columns(**_squeezed(cases, room, calendar))
    return cases.with_columns(plain_ending=_plain_ending(cases, forces, calendar, rng))


def _drawn(cases: pl.DataFrame, forces: Forces, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Lags in days, before they are put on the calendar."""
    size = cases.height
    pace = forces.pace[cases["force"].to_numpy()]
    median, spread = _typical(cases)
    # The IOPC's own investigations take as long whatever the force.
    own = cases["mode"].is_in(list(BY_MODE)).fill_null(False).to_numpy()
    inquiry_pace = np.where(own, 1.0, pace)
    again = chance(rng, REINVESTIGATED, size)
    trial = cases["disciplinary"].to_numpy() & chance(rng, PROSECUTED, size)
    return {
        "lag_start": rng.integers(0, 6, size),
        "lag_report": days(rng, median * inquiry_pace, spread, size) + 1,
        "lag_again": np.where(again, days(rng, 60 * pace, 0.6, size) + 8, 0),
        "lag_charge": np.where(trial, days(rng, *CHARGE, size) + 1, 0),
        "lag_trial": np.where(trial, days(rng, *TRIAL, size) + 1, 0),
        "lag_decision": days(rng, DECISION[0] * pace, DECISION[1], size),
        "lag_notice": days(rng, NOTICE[0] * pace, NOTICE[1], size),
    }


def _typical(cases: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    median, spread = pl.lit(100.0), pl.lit(0.7)
    for name, (middle, width) in BY_TYPE.items():
        chosen = pl.col("case_type") == name
        median = pl.when(chosen).then(float(middle)).otherwise(median)
        spread = pl.when(chosen).then(width).otherwise(spread)
    for name, (middle, width) in BY_MODE.items():
        chosen = pl.col("mode") == name
        median = pl.when(chosen).then(float(middle)).otherwise(median)
        spread = pl.when(chosen).then(width).otherwise(spread)
    both = cases.select(median.alias("median"), spread.alias("spread"))
    return both["median"].to_numpy(), both["spread"].to_numpy()


def _squeezed(cases: pl.DataFrame, room: np.ndarray, calendar: Calendar) -> dict[str, np.ndarray]:
    """Put the lags on the calendar; where they add to too much, all shrink alike."""
    force, aware = cases["force"].to_numpy(), cases["aware"].to_numpy()
    held = cases["mode_decided"].to_numpy()
    is_referred = held < NEVER
    # Managed and supervised investigations begin with the decision, while the mode still exists.
    at_once = cases["mode"].is_in(["MANAGED", "SUPERVISED"]).fill_null(False).to_numpy()
    wait = np.where(at_once, 0, cases["lag_start"].to_numpy())
    begin = np.maximum(cases["recorded"].to_numpy(), np.where(is_referred, held, aware)) + wait
    steps = ["lag_report", "lag_again", "lag_charge", "lag_trial", "lag_decision", "lag_notice"]
    reached = np.cumsum(np.column_stack([cases[step].to_numpy() for step in steps]), axis=1)
    shrink = np.minimum(1, (room - (begin - aware)) / reached[:, -1])
    reached = np.floor(reached * shrink[:, None]).astype(np.int64)
    report, again, charge, trial, decided, notice = (
        calendar.at_work(force, begin + column) for column in reached.T
    )
    investigated = cases["investigated"].to_numpy()
    disciplinary = cases["disciplinary"].to_numpy()
    has_again = investigated & (cases["lag_again"].to_numpy() > 0)
    has_trial = disciplinary & (cases["lag_trial"].to_numpy() > 0)
    return {
        "started": np.where(investigated, calendar.at_work(force, begin), NEVER),
        "report": np.where(investigated, report, NEVER),
        "second_report": np.where(has_again, again, NEVER),
        "charged": np.where(has_trial, charge, NEVER),
        "tried": np.where(has_trial, trial, NEVER),
        "decided": np.where(disciplinary, decided, NEVER),
        "notice": np.where(disciplinary, notice, NEVER),
    }


def _plain_ending(
    cases: pl.DataFrame, forces: Forces, calendar: Calendar, rng: np.random.Generator
) -> np.ndarray:
    """The day on which the case ends if there are no proceedings."""
    size, force = cases.height, cases["force"].to_numpy()
    pace = np.sqrt(forces.pace[force])
    outside = (cases["handling"] == "OUTSIDE_SCH3").fill_null(False).to_numpy()
    is_referred = (cases["mode_decided"] < NEVER).to_numpy()
    lag = np.where(
        is_referred,
        days(rng, REFERRED_BACK[0] * pace, REFERRED_BACK[1], size),
        np.where(
            outside,
            days(rng, OUTSIDE[0] * pace, OUTSIDE[1], size),
            days(rng, UNDER[0] * pace, UNDER[1], size),
        ),
    )
    closing = np.minimum(days(rng, *ENDING, size) + 1, LONGEST_ENDING)
    recorded = cases["recorded"].to_numpy()
    held = np.where(is_referred, cases["mode_decided"].to_numpy(), recorded)
    closed = np.maximum(recorded, held) + np.minimum(lag, 1200) + 1
    again = cases["second_report"].to_numpy()
    last = np.where(again < NEVER, again, cases["report"].to_numpy())
    last = np.where(cases["disciplinary"].to_numpy(), cases["decided"].to_numpy(), last)
    ending = np.where(cases["investigated"].to_numpy(), last + closing, closed)
    return calendar.at_work(force, ending)
