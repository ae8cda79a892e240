"""When cases end, and when and why subjects leave the force."""

import numpy as np
import polars as pl

from etl.synthesise.appeals import DISMISSALS
from etl.synthesise.calendar import NEVER
from etl.synthesise.draws import chance, choose, days
from etl.synthesise.timeline import ENDING, LONGEST_ENDING
from etl.synthesise.world import World

REASONS = {"RESIGNED": 62, "RETIRED": 30, "OTHER": 4, "DIED": 1.5, "NOT_KNOWN": 2.5}
OTHER_REASONS = {"RESIGNED": 50, "RETIRED": 30, "TRANSFERRED": 15, "OTHER": 3, "DIED": 2}
OTHER_LEAVERS = 0.015
NOTICE_OF_DISMISSAL = 28


def add_finalised(cases: pl.DataFrame, people: pl.DataFrame, world: World) -> pl.DataFrame:
    """Add the day on which everything was concluded: proceedings, appeals, trials."""
    rng = world.stream("endings")
    done = pl.max_horizontal(
        "concluded", pl.when(pl.col("appeal_decided") < NEVER).then("appeal_decided").otherwise(0)
    )
    last = people.group_by("case", maintain_order=True).agg(done.max().alias("done"))
    closing = np.minimum(days(rng, *ENDING, last.height) + 1, LONGEST_ENDING)
    force = cases["force"].gather(last["case"]).to_numpy()
    ended = world.calendar.at_work(force, last["done"].to_numpy() + closing)
    finalised = cases["plain_ending"].to_numpy().copy()
    finalised[last["case"].to_numpy()] = ended
    tried = cases["tried"].to_numpy()
    return cases.with_columns(finalised=np.maximum(finalised, np.where(tried < NEVER, tried, 0)))


def add_departures(subjects: pl.DataFrame, people: pl.DataFrame, world: World) -> pl.DataFrame:
    """Add the day and reason of leaving; dismissals follow from the outcome."""
    rng = world.stream("departures")
    dismissed = pl.col("outcome").is_in(DISMISSALS) & pl.col("outcome_after_appeal").is_null()
    notice = (people["outcome"] == "DISMISSAL_WITH_NOTICE").fill_null(False)
    last_day = people["concluded"] + notice.cast(pl.Int64) * NOTICE_OF_DISMISSAL
    last_day = world.calendar.on_record(people["force"].to_numpy(), last_day.to_numpy())
    left = pl.col("left") < NEVER
    ends = people.select(
        "case",
        "subject",
        left_day=pl.when(left)
        .then("left")
        .when(dismissed)
        .then(pl.Series(last_day))
        .otherwise(NEVER),
        leaving_reason=pl.when(~left & dismissed)
        .then(pl.lit("DISMISSED"))
        .otherwise(choose(rng, REASONS, people.height)),
        in_proceedings=pl.lit(True),
    )
    joined = subjects.join(ends, on=["case", "subject"], how="left", maintain_order="left")
    return _others(joined, world, rng)


def _others(subjects: pl.DataFrame, world: World, rng: np.random.Generator) -> pl.DataFrame:
    """A few of the rest leave too, for reasons of their own."""
    size = subjects.height
    leave = chance(rng, OTHER_LEAVERS, size)
    day = subjects["aware"].to_numpy() + rng.integers(10, 700, size)
    day = world.calendar.on_record(subjects["force"].to_numpy(), day)
    other = choose(rng, OTHER_REASONS, size)
    known = pl.col("in_proceedings").fill_null(False)
    return subjects.with_columns(
        left_day=pl.when(known).then("left_day").otherwise(pl.Series(np.where(leave, day, NEVER))),
        leaving_reason=pl.when(known).then("leaving_reason").otherwise(other),
        in_proceedings=known,
    )
