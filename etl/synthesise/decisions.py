"""Severity assessments and case to answer decisions, for each allegation and subject."""

import numpy as np
import polars as pl

from etl.synthesise.calendar import NEVER, day
from etl.synthesise.cases import NEW_RULES
from etl.synthesise.draws import chance, choose, quota
from etl.synthesise.selection import HEARINGS, MEETING
from etl.synthesise.world import World

VETTING_RULES = day(np.datetime64("2025-05-28").item())
FURTHER_ALLEGATION = 0.6
GROSS, MISCONDUCT, NONE = "GROSS_MISCONDUCT", "MISCONDUCT", "NONE"
# Of matters that go no further: the decision, and what follows it.
NOT_PURSUED = {NONE: 76, MISCONDUCT: 18, GROSS: 2, "NOT_DETERMINED": 4}
FURTHER_OF_GROSS = {GROSS: 55, MISCONDUCT: 20, NONE: 25}
FURTHER_OF_MISCONDUCT = {MISCONDUCT: 65, NONE: 35}
HANDLING_NONE = {"NO_FURTHER_ACTION": 74, "RPRP": 20, "UPP": 4, "OTHER": 2}
HANDLING_OLD = {"MANAGEMENT_ACTION": 70, "NO_FURTHER_ACTION": 18, "UPP": 12}
HANDLING_NEW = {"RPRP": 45, "NO_FURTHER_ACTION": 35, "UPP": 15, "OTHER": 5}
DECISION_NOT_KNOWN = 0.02
# First assessments, by where the matter goes.
ASSESSED_HEARING = {GROSS: 92, MISCONDUCT: 8}
ASSESSED_MEETING = {MISCONDUCT: 84, GROSS: 16}
ASSESSED_NEW = {MISCONDUCT: 40, GROSS: 19, "PRI": 22, "NEITHER": 15, "PERFORMANCE": 4}
ASSESSED_OLD = {MISCONDUCT: 58, GROSS: 19, "NEITHER": 18, "PERFORMANCE": 5}
REVISED, VETTING_SHARE = 0.08, 0.02


def make_decisions(
    allegations: pl.DataFrame, subjects: pl.DataFrame, cases: pl.DataFrame, world: World
) -> pl.DataFrame:
    """One row per allegation and subject, with the decision; its day is NEVER where none is due."""
    rng = world.stream("decisions")
    pairs = _pairs(allegations, subjects, rng)
    steps = cases.select("case", "started", "decided", "mode", "recorded")
    pairs = pairs.join(steps, on="case", how="left", maintain_order="left")
    decision = _decision(pairs, world, rng)
    pairs = pairs.with_columns(case_to_answer=decision)
    return pairs.with_columns(
        handling_after=_handling(pairs, rng), decision_maker=_decision_maker(pairs, rng)
    )


def _pairs(
    allegations: pl.DataFrame, subjects: pl.DataFrame, rng: np.random.Generator
) -> pl.DataFrame:
    """The first allegation concerns every subject, others the first and some of the rest."""
    pairs = subjects.select("case", "force", "subject", "regime", "forum", "disciplinary").join(
        allegations.select("case", "allegation"), on="case", maintain_order="left_right"
    )
    some = pl.Series(chance(rng, FURTHER_ALLEGATION, pairs.height))
    return pairs.filter((pl.col("allegation") == 0) | (pl.col("subject") == 0) | some).sort(
        "case", "allegation", "subject"
    )


def _decision(pairs: pl.DataFrame, world: World, rng: np.random.Generator) -> pl.Series:
    size = pairs.height
    unknown = pl.Series(quota(rng, pairs["force"].to_numpy(), DECISION_NOT_KNOWN / 3))
    hearing = pl.col("forum").is_in(HEARINGS)
    further = pl.col("allegation") > 0
    return pairs.select(
        pl.when(~pl.col("disciplinary"))
        .then(None)
        .when(hearing & further)
        .then(choose(rng, FURTHER_OF_GROSS, size))
        .when(hearing)
        .then(pl.lit(GROSS))
        .when((pl.col("forum") == MEETING) & further)
        .then(choose(rng, FURTHER_OF_MISCONDUCT, size))
        .when(pl.col("forum") == MEETING)
        .then(pl.lit(MISCONDUCT))
        .when(unknown)
        .then(pl.lit("NOT_KNOWN"))
        .otherwise(choose(rng, NOT_PURSUED, size))
    ).to_series()


def _handling(pairs: pl.DataFrame, rng: np.random.Generator) -> pl.Expr:
    size = pairs.height
    old_rules = (pl.col("regime") == "CR2012") | (pl.col("decided") < NEW_RULES)
    pursued = pl.col("forum").is_not_null() & pl.col("case_to_answer").is_in([GROSS, MISCONDUCT])
    vetting = (
        (pl.col("decided") >= VETTING_RULES)
        & (pl.col("regime") == "CR2020")
        & pl.Series(chance(rng, VETTING_SHARE, size))
    )
    none = choose(rng, HANDLING_NONE, size)
    return (
        pl.when(pl.col("case_to_answer").is_in(["NOT_DETERMINED", "NOT_KNOWN"]))
        .then(None)
        .when(pursued)
        .then(pl.col("forum").replace("SPECIAL_CASE_HEARING", "ACCELERATED_HEARING"))
        .when(vetting)
        .then(pl.lit("VETTING"))
        .when((pl.col("case_to_answer") == NONE) & old_rules)
        .then(pl.lit("NO_FURTHER_ACTION"))
        .when(pl.col("case_to_answer") == NONE)
        .then(none)
        .when(old_rules)
        .then(choose(rng, HANDLING_OLD, size))
        .otherwise(choose(rng, HANDLING_NEW, size))
    )


def _decision_maker(pairs: pl.DataFrame, rng: np.random.Generator) -> pl.Expr:
    """From 2020 the IOPC decides in its own investigations; before, the two had to agree."""
    independent = (pl.col("mode") == "INDEPENDENT").fill_null(False)
    unknown = pl.Series(chance(rng, 0.005, pairs.height))
    return (
        pl.when(pl.col("case_to_answer").is_null())
        .then(None)
        .when(unknown)
        .then(pl.lit("NOT_KNOWN"))
        .when(independent & (pl.col("regime") == "CR2012"))
        .then(pl.lit("AGREED"))
        .when(independent)
        .then(pl.lit("IOPC"))
        .otherwise(pl.lit("FORCE"))
    )


def make_assessments(pairs: pl.DataFrame, world: World) -> pl.DataFrame:
    """First severity assessments, and revisions of some; days are numbers."""
    rng = world.stream("assessments")
    rows = pairs.filter(pl.col("disciplinary") & (pl.col("started") < NEVER))
    started, decided = rows["started"].to_numpy(), rows["decided"].to_numpy()
    room = np.maximum(decided - started, 0)
    first = started + np.minimum(rng.integers(0, 12, rows.height), room)
    first = world.calendar.at_work(rows["force"].to_numpy(), first)
    rows = rows.with_columns(day=np.minimum(first, decided))
    rows = rows.with_columns(severity=_severity(rows, rng), assessment_seq=pl.lit(1))
    again = _revisions(rows, world, rng)
    key = ["case", "allegation", "subject"]
    wanted = [*key, "assessment_seq", "day", "severity"]
    return pl.concat([rows.select(wanted), again.select(wanted)]).sort(*key, "assessment_seq")


def _severity(rows: pl.DataFrame, rng: np.random.Generator) -> pl.Expr:
    size = rows.height
    vetting = (pl.col("day") >= VETTING_RULES) & pl.Series(chance(rng, VETTING_SHARE / 4, size))
    new_rules = (pl.col("regime") == "CR2020") & (pl.col("day") >= NEW_RULES)
    hearing = pl.col("forum").is_in(HEARINGS)
    return (
        pl.when(hearing & (pl.col("allegation") == 0))
        .then(choose(rng, ASSESSED_HEARING, size))
        .when(pl.col("forum") == MEETING)
        .then(choose(rng, ASSESSED_MEETING, size))
        .when(vetting & new_rules)
        .then(pl.lit("VETTING_REFERRAL"))
        .when(new_rules)
        .then(choose(rng, ASSESSED_NEW, size))
        .otherwise(choose(rng, ASSESSED_OLD, size))
    )


def _revisions(rows: pl.DataFrame, world: World, rng: np.random.Generator) -> pl.DataFrame:
    """Matters that end in a hearing are raised to gross misconduct; others move up or down."""
    hearing = pl.col("forum").is_in(HEARINGS) & (pl.col("allegation") == 0)
    raised = hearing & (pl.col("severity") != GROSS)
    moved = ~hearing & pl.Series(chance(rng, REVISED, rows.height))
    again = rows.filter((raised | moved) & (pl.col("decided") > pl.col("day") + 1))
    share = rng.uniform(0.3, 0.9, again.height)
    later = again["day"].to_numpy() + (
        (again["decided"].to_numpy() - again["day"].to_numpy()) * share
    ).astype(np.int64)
    later = world.calendar.at_work(again["force"].to_numpy(), later)
    return again.with_columns(
        day=np.minimum(later, again["decided"].to_numpy()),
        assessment_seq=pl.lit(2),
        severity=pl.when(hearing)
        .then(pl.lit(GROSS))
        .when(pl.col("severity") == MISCONDUCT)
        .then(choose(rng, {GROSS: 40, "NEITHER": 60}, again.height))
        .otherwise(pl.lit(MISCONDUCT)),
    )
