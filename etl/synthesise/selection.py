"""Who is referred to proceedings, in which forum: as many a year as were published."""

import numpy as np
import polars as pl

from etl.contracts.periods import year_name
from etl.synthesise.calendar import financial_years
from etl.synthesise.cases import NEW_RULES
from etl.synthesise.draws import chance, choose_by_row
from etl.synthesise.targets import Targets
from etl.synthesise.world import World

MEETING, HEARING = "MEETING", "HEARING"
ACCELERATED, SPECIAL_CASE = "ACCELERATED_HEARING", "SPECIAL_CASE_HEARING"
FAST = "FAST"
HEARINGS = (HEARING, ACCELERATED, SPECIAL_CASE)
# How likely a matter of each type leads to proceedings, against the others.
TYPE_WEIGHT = {"CONDUCT": 1.0, "RECORDABLE_CONDUCT": 1.25, "COMPLAINT": 0.45}
OTHERS_OF_A_CASE = 0.75
# Forum by type, Home Office, Police misconduct, year ending March 2022, Table 1.1 (percent).
FORUM_BY_TYPE = {
    "COMPLAINT": (67, 29, 4),
    "CONDUCT": (60, 24, 16),
    "RECORDABLE_CONDUCT": (40, 25, 35),
}
ALL_TYPES = (54, 25, 21)
STAFF_FORUM = (58, 42, 0)
LESSER_PART = 0.2


def add_forums(subjects: pl.DataFrame, cases: pl.DataFrame, world: World) -> pl.DataFrame:
    """Add `forum` to the subjects; null for those who are not referred to proceedings."""
    rng = world.stream("selection")
    named = _named(subjects, rng)
    groups = _groups(subjects.filter(named), cases)
    effect = world.forces.effect("proceedings")[groups["force"].to_numpy()]
    race = rng.exponential(size=groups.height) / (groups["weight"].to_numpy() * effect)
    groups = groups.with_columns(race=race)
    chosen = pl.concat(
        _first_past(
            groups.filter(pl.col("staff") == is_staff),
            world.targets.by_year(quantity, world.years) * world.plan.scale,
            world.years,
        )
        for quantity, is_staff in (("proceedings_officers", False), ("proceedings_staff", True))
    )
    forums = chosen.select("case", forum=_forums(chosen, world.targets, rng))
    joined = subjects.with_columns(named=named).join(
        forums, on="case", how="left", maintain_order="left"
    )
    lesser = pl.Series(chance(rng, LESSER_PART, subjects.height)) & (pl.col("subject") > 0)
    return joined.with_columns(
        forum=pl.when(pl.col("named") & pl.col("forum").is_not_null()).then(
            pl.when(lesser).then(pl.lit(MEETING)).otherwise("forum")
        )
    ).drop("named")


def _named(subjects: pl.DataFrame, rng: np.random.Generator) -> pl.Series:
    """Subjects who would be part of proceedings in their case: the first, and most others."""
    others = pl.Series(chance(rng, OTHERS_OF_A_CASE, subjects.height))
    bound = subjects["regime"].is_in(["CR2012", "CR2020", "STAFF_LOCAL"])
    return subjects["disciplinary"] & bound & ((subjects["subject"] == 0) | others)


def _groups(named: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """One row per case that could go to proceedings, with the number of people."""
    groups = named.group_by("case", maintain_order=True).agg(
        pl.len().alias("people"), (pl.col("regime") == "STAFF_LOCAL").first().alias("staff")
    )
    known = cases.select("force", "aware", "linked", "case_type", "notice")[
        groups["case"].to_numpy()
    ]
    weight = pl.col("case_type").replace_strict(TYPE_WEIGHT, default=1.0)
    return groups.hstack(known).with_columns(weight=weight)


def _first_past(groups: pl.DataFrame, wanted: np.ndarray, years: range) -> pl.DataFrame:
    """Each year, cases in random order until as many people are referred as wanted.

    Notices after the years covered, known or not yet, follow at the pace of the last year.
    """
    wanted = np.diff(np.rint(np.cumsum(wanted)), prepend=0)
    year = np.clip(financial_years(groups["notice"].to_numpy()), years[0], years[-1] + 1)
    drawn = groups.with_columns(year=year - years[0]).sort("year", "race")
    middle = pl.col("people").cum_sum().over("year") - pl.col("people") / 2
    limit = pl.Series(np.append(wanted, 0)).gather(drawn["year"])
    chosen = drawn.filter(middle <= limit)
    # Who won the race in the last year sets the mark for what is under way at the end.
    mark = chosen.filter(pl.col("year") == len(years) - 1)["race"].max() or 0.0
    under_way = (pl.col("year") == len(years)) & (pl.col("race") <= mark)
    return pl.concat([chosen, drawn.filter(under_way)])


def _forums(chosen: pl.DataFrame, targets: Targets, rng: np.random.Generator) -> pl.Series:
    """The forum of each case, by its type and the mix of the year."""
    by_type = np.array(list(FORUM_BY_TYPE.values()), float)
    kind = chosen["case_type"].cast(pl.Enum(list(FORUM_BY_TYPE))).to_physical().to_numpy()
    weights = by_type[kind] * _year_mix(chosen["notice"].to_numpy(), targets) / ALL_TYPES
    weights[chosen["staff"].to_numpy()] = STAFF_FORUM
    drawn = choose_by_row(rng, (MEETING, HEARING, FAST), weights)
    new_rules = (pl.col("aware") >= NEW_RULES) & ~pl.col("linked")
    # The old fast track is left to notices before 2020, the new one to the 2020 Regulations.
    fast = (
        pl.when(new_rules)
        .then(pl.lit(ACCELERATED))
        .when(pl.col("notice") < NEW_RULES)
        .then(pl.lit(SPECIAL_CASE))
        .otherwise(pl.lit(HEARING))
    )
    return chosen.select(pl.when(drawn == FAST).then(fast).otherwise(drawn)).to_series()


def _year_mix(notice: np.ndarray, targets: Targets) -> np.ndarray:
    """Shares of meeting, hearing and fast track in the year of each notice."""
    years, place = np.unique(financial_years(notice), return_inverse=True)
    mixes = (targets.shares("forum_share", year_name(year)) for year in years)
    forums = (MEETING, HEARING, ACCELERATED)
    return np.array([[mix[forum] for forum in forums] for mix in mixes]).reshape(-1, 3)[place]
