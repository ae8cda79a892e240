"""What was found and what was done about it, within what each set of Regulations allows."""

import numpy as np
import polars as pl

from etl.synthesise.draws import chance, choose, choose_by_row, quota
from etl.synthesise.selection import ACCELERATED, HEARING, MEETING, SPECIAL_CASE
from etl.synthesise.targets import Targets
from etl.synthesise.world import World

GROSS, MISCONDUCT, NOT_PROVEN = "GROSS_MISCONDUCT_PROVEN", "MISCONDUCT_PROVEN", "NOT_PROVEN"
NO_FINDING, NOT_KNOWN = "NO_FINDING", "NOT_KNOWN"
FINDINGS = (GROSS, MISCONDUCT, NOT_PROVEN)
FINDING_SPREAD = 0.2
FINDING_NOT_KNOWN = 0.012

# Outcomes by Regulations, forum and finding (domain of data/reference/outcomes_allowed.csv).
OUTCOMES: dict[tuple[str, tuple[str, ...], str], dict[str, float]] = {
    ("CR2012", (MEETING,), MISCONDUCT): {
        "WRITTEN_WARNING": 55, "FINAL_WRITTEN_WARNING": 20, "MANAGEMENT_ADVICE": 21,
        "NO_FURTHER_ACTION": 4,
    },
    ("CR2012", (HEARING,), MISCONDUCT): {
        "WRITTEN_WARNING": 38, "FINAL_WRITTEN_WARNING": 42, "MANAGEMENT_ADVICE": 15,
        "NO_FURTHER_ACTION": 5,
    },
    ("CR2012", (HEARING,), GROSS): {
        "DISMISSAL_WITHOUT_NOTICE": 66, "FINAL_WRITTEN_WARNING": 27, "DISMISSAL_WITH_NOTICE": 3,
        "WRITTEN_WARNING": 2, "MANAGEMENT_ADVICE": 1, "EXTENSION_OF_FWW": 1,
    },
    ("CR2012", (SPECIAL_CASE,), GROSS): {
        "DISMISSAL_WITHOUT_NOTICE": 92, "FINAL_WRITTEN_WARNING": 7, "EXTENSION_OF_FWW": 1,
    },
    ("CR2020", (MEETING,), MISCONDUCT): {"WRITTEN_WARNING": 67, "FINAL_WRITTEN_WARNING": 33},
    ("CR2020", (HEARING,), MISCONDUCT): {"WRITTEN_WARNING": 43, "FINAL_WRITTEN_WARNING": 57},
    ("CR2020", (HEARING,), GROSS): {
        "DISMISSAL_WITHOUT_NOTICE": 74, "FINAL_WRITTEN_WARNING": 23, "REDUCTION_IN_RANK": 3,
    },
    ("CR2020", (ACCELERATED,), GROSS): {
        "DISMISSAL_WITHOUT_NOTICE": 96, "FINAL_WRITTEN_WARNING": 3, "REDUCTION_IN_RANK": 1,
    },
    ("STAFF_LOCAL", (MEETING,), MISCONDUCT): {
        "WRITTEN_WARNING": 55, "FINAL_WRITTEN_WARNING": 25, "MANAGEMENT_ADVICE": 12,
        "MANAGEMENT_ACTION": 5, "NO_FURTHER_ACTION": 3,
    },
    ("STAFF_LOCAL", (HEARING,), MISCONDUCT): {"WRITTEN_WARNING": 35, "FINAL_WRITTEN_WARNING": 65},
    ("STAFF_LOCAL", (HEARING,), GROSS): {
        "DISMISSAL_WITHOUT_NOTICE": 72, "DISMISSAL_WITH_NOTICE": 8, "FINAL_WRITTEN_WARNING": 20,
    },
}  # fmt: skip
# Dismissal is presumed for gross misconduct since 28 May 2025.
PRESUMED = {"DISMISSAL_WITHOUT_NOTICE": 92, "FINAL_WRITTEN_WARNING": 6, "REDUCTION_IN_RANK": 2}
DISMISSED_UNDER_WARNING = 0.35
RPRP_AFTER_NOT_PROVEN = 0.12


def add_findings(people: pl.DataFrame, world: World) -> pl.DataFrame:
    """Add finding and outcome as they will be, whether or not they are known yet."""
    rng = world.stream("findings")
    people = people.with_columns(
        has_live_final_warning=pl.Series(chance(rng, 0.05, people.height)),
        has_multiple_incidents=pl.Series(chance(rng, 0.08, people.height)),
        finding=_findings(people, world, rng),
    )
    return people.with_columns(outcome=_outcomes(people, rng))


def _findings(people: pl.DataFrame, world: World, rng: np.random.Generator) -> pl.Series:
    found = choose_by_row(rng, FINDINGS, _weights(people, world))
    unknown = quota(rng, people["force"].to_numpy(), FINDING_NOT_KNOWN)
    nothing = pl.col("absent") | (pl.col("ending") != "HELD")
    return people.select(
        pl.when(nothing)
        .then(pl.lit(NO_FINDING))
        .when(pl.Series(unknown) & ~pl.col("is_former"))
        .then(pl.lit(NOT_KNOWN))
        .otherwise(found)
    ).to_series()


def _weights(people: pl.DataFrame, world: World) -> np.ndarray:
    """Chances of each finding; former officers are never found guilty of mere misconduct."""
    weights = np.zeros((people.height, 3))
    forum, former = people["forum"].to_numpy(), people["is_former"].to_numpy()
    for name in (MEETING, HEARING, ACCELERATED, SPECIAL_CASE):
        rows = forum == name
        weights[rows] = _shares(world.targets, ACCELERATED if name == SPECIAL_CASE else name)
        share = former[rows].mean() if rows.any() else 0.0
        # What former officers cannot get is made up among those who serve.
        weights[rows & ~former] += (
            weights[rows & ~former][:, [1]] * share / (1 - share) * [-1, 1, 0]
        )
        weights[rows & former, 0] += weights[rows & former, 1]
        weights[rows & former, 1] = 0
    tilt = world.forces.effect("findings", FINDING_SPREAD)[people["force"].to_numpy()]
    weights[:, :2] *= tilt[:, None]
    return weights


def _shares(targets: Targets, forum: str) -> list[float]:
    shares = targets.shares("finding_share")
    return [shares.get(f"{forum}*{finding}", 0.0) for finding in FINDINGS]


def _outcomes(people: pl.DataFrame, rng: np.random.Generator) -> pl.Series:
    size = people.height
    outcome = pl.lit(None, dtype=pl.String)
    for (regime, forums, finding), shares in OUTCOMES.items():
        here = (
            (pl.col("regime") == regime)
            & pl.col("forum").is_in(forums)
            & (pl.col("finding") == finding)
        )
        outcome = pl.when(here).then(choose(rng, shares, size)).otherwise(outcome)
    people = people.with_columns(outcome=outcome)
    return people.select(_special_outcomes(people, rng)).to_series()


def _special_outcomes(people: pl.DataFrame, rng: np.random.Generator) -> pl.Expr:
    size = people.height
    is_gross = pl.col("finding") == GROSS
    presumed = is_gross & (pl.col("amendment_layer") == "AM2025")
    warned = (
        (pl.col("finding") == MISCONDUCT)
        & (pl.col("forum") == HEARING)
        & pl.col("has_live_final_warning")
        & pl.Series(chance(rng, DISMISSED_UNDER_WARNING, size))
    )
    reflective = (
        (pl.col("finding") == NOT_PROVEN)
        & (pl.col("regime") == "CR2020")
        & ~pl.col("is_former")
        & pl.Series(chance(rng, RPRP_AFTER_NOT_PROVEN, size))
    )
    drawn = pl.when(presumed).then(choose(rng, PRESUMED, size)).otherwise("outcome")
    lowest = pl.col("rank").is_in(["CONSTABLE", "SPECIAL"])
    return (
        pl.when(is_gross & pl.col("is_former"))
        .then(pl.lit("WOULD_HAVE_BEEN_DISMISSED"))
        .when(warned)
        .then(pl.lit("DISMISSAL_WITHOUT_NOTICE"))
        .when(reflective)
        .then(pl.lit("RPRP"))
        .when(lowest & (drawn == "REDUCTION_IN_RANK"))
        .then(pl.lit("FINAL_WRITTEN_WARNING"))
        .when(pl.col("finding") == NOT_KNOWN)
        .then(pl.lit(NOT_KNOWN))
        .otherwise(drawn)
        .alias("outcome")
    )
