"""Appeals, and the outcomes that they change."""

import numpy as np
import polars as pl

from etl.synthesise.calendar import NEVER
from etl.synthesise.draws import chance, choose, days
from etl.synthesise.findings import GROSS, MISCONDUCT
from etl.synthesise.selection import MEETING
from etl.synthesise.world import World

HEARING_APPEALS, MEETING_APPEALS = 0.07, 0.05
RESULTS = {"DISMISSED": 58, "ALLOWED": 12, "ALLOWED_IN_PART": 14, "WITHDRAWN": 16}
# Working days allowed to appeal, in calendar days; days to the decision.
TIME_TO_LODGE = (3, 13)
TRIBUNAL, INTERNAL = (115, 0.25), (25, 0.4)
LONGEST = 160
DISMISSALS = ("DISMISSAL_WITHOUT_NOTICE", "DISMISSAL_WITH_NOTICE")


def add_appeals(people: pl.DataFrame, world: World) -> pl.DataFrame:
    """Add lodged, decided (NEVER where there is no appeal), body, result and lesser outcome."""
    rng = world.stream("appeals")
    size, force = people.height, people["force"].to_numpy()
    concluded = people["concluded"].to_numpy()
    is_meeting = (people["forum"] == MEETING).to_numpy()
    is_staff = (people["regime"] == "STAFF_LOCAL").to_numpy()
    internal = is_meeting | is_staff
    proven = people["finding"].is_in([GROSS, MISCONDUCT]).to_numpy()
    share = np.where(is_meeting, MEETING_APPEALS, HEARING_APPEALS)
    appeals = proven & ~people["is_former"].to_numpy() & chance(rng, share, size)
    lodged = world.calendar.at_work(force, concluded + rng.integers(*TIME_TO_LODGE, size))
    wait = np.where(internal, days(rng, *INTERNAL, size), days(rng, *TRIBUNAL, size))
    decided = world.calendar.at_work(force, lodged + np.minimum(wait, LONGEST))
    result = choose(rng, RESULTS, size)
    lesser = pl.when(pl.Series(appeals) & result.is_in(["ALLOWED", "ALLOWED_IN_PART"]))
    return people.with_columns(
        lodged=np.where(appeals, lodged, NEVER),
        appeal_decided=np.where(appeals, decided, NEVER),
        appeal_body=pl.when(pl.Series(internal)).then(pl.lit("INTERNAL")).otherwise(pl.lit("PAT")),
        appeal_result=result,
        outcome_after_appeal=lesser.then(_lesser()),
    )


def _lesser() -> pl.Expr:
    """The next lighter outcome that the same finding allows; null where there is none."""
    return (
        pl.when(pl.col("outcome").is_in(DISMISSALS))
        .then(pl.lit("FINAL_WRITTEN_WARNING"))
        .when((pl.col("outcome") == "FINAL_WRITTEN_WARNING") & (pl.col("finding") == MISCONDUCT))
        .then(pl.lit("WRITTEN_WARNING"))
    )
