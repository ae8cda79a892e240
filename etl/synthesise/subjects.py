"""Subjects of cases: how many, who they are, and which Regulations bind them."""

import numpy as np
import polars as pl

from etl.synthesise.calendar import day
from etl.synthesise.cases import NEW_RULES
from etl.synthesise.draws import chance, choose, position_in_group, quota
from etl.synthesise.world import World

DISCIPLINARY_SUBJECTS = {"1": 84, "2": 10, "3": 3.5, "4": 1.3, "5": 0.7, "6": 0.5}
OTHER_SUBJECTS = {"0": 14, "1": 62, "2": 17, "3": 7}

OFFICERS = {"REGULAR_OFFICER": 97, "SPECIAL_CONSTABLE": 3}
STAFF = {"STAFF": 71, "PCSO": 14, "DESIGNATED_OFFICER": 13, "CONTRACTOR": 1, "VOLUNTEER": 1}
STAFF_AMONG_OTHERS = 0.09
LOCAL_STAFF = ("STAFF", "PCSO", "DESIGNATED_OFFICER")
RANKS = {
    "CONSTABLE": 77,
    "SERGEANT": 15.5,
    "INSPECTOR": 5,
    "CHIEF_INSPECTOR": 1.5,
    "SUPERINTENDENT": 0.6,
    "CHIEF_SUPERINTENDENT": 0.3,
    "CHIEF_OFFICER": 0.1,
}
SEX = {"MALE": 71, "FEMALE": 29}
ETHNICITY = {"WHITE": 88, "ASIAN": 5.4, "BLACK": 2.8, "MIXED": 2.6, "OTHER": 1.2}
AGE = {"UNDER_26": 11, "26_TO_40": 50, "41_TO_55": 34, "OVER_55": 4.5, "NOT_KNOWN": 0.5}
# Shares of each force that are not known, kept well under the tenth that is reported.
UNIDENTIFIED, ETHNICITY_UNKNOWN, SEX_UNKNOWN = 0.015, 0.035, 0.005
SAME_PERSON_AGAIN = 0.12
AMENDED_2024, AMENDED_2025 = (
    day(np.datetime64(value).item()) for value in ("2024-05-07", "2025-05-28")
)


def make_subjects(cases: pl.DataFrame, world: World) -> pl.DataFrame:
    """One row per case and subject, numbered from 0 within the case."""
    rng = world.stream("subjects")
    number = _how_many(cases, rng)
    case = np.repeat(np.arange(cases.height), number)
    known = cases.select("case", "force", "aware", "linked", "staff_case", "disciplinary")
    subjects = known[case].with_columns(subject=position_in_group(case))
    subjects = _who(subjects, rng)
    return _unknowns(_regimes(subjects), rng)


def _how_many(cases: pl.DataFrame, rng: np.random.Generator) -> np.ndarray:
    disciplinary = choose(rng, DISCIPLINARY_SUBJECTS, cases.height).cast(pl.Int64).to_numpy()
    others = choose(rng, OTHER_SUBJECTS, cases.height).cast(pl.Int64).to_numpy()
    number = np.where(cases["disciplinary"].to_numpy(), disciplinary, others)
    # A death or serious injury matter has no subject until there is an indication of misconduct.
    nobody = (cases["case_type"] == "DSI").to_numpy()
    return np.where(nobody, 0, number)


def _who(subjects: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    size = subjects.height
    staff = np.where(
        subjects["disciplinary"], subjects["staff_case"], chance(rng, STAFF_AMONG_OTHERS, size)
    ).astype(bool)
    is_staff = pl.Series(staff)
    group = pl.when(is_staff).then(choose(rng, STAFF, size)).otherwise(choose(rng, OFFICERS, size))
    return subjects.with_columns(
        worker_group=group,
        rank=choose(rng, RANKS, size),
        sex=choose(rng, SEX, size),
        ethnicity=choose(rng, ETHNICITY, size),
        age_band=choose(rng, AGE, size),
    ).with_columns(
        rank=pl.when(pl.col("worker_group") == "REGULAR_OFFICER")
        .then("rank")
        .when(pl.col("worker_group") == "SPECIAL_CONSTABLE")
        .then(pl.lit("SPECIAL"))
        .otherwise(pl.lit("NOT_APPLICABLE"))
    )


def _regimes(subjects: pl.DataFrame) -> pl.DataFrame:
    old_rules = (pl.col("aware") < NEW_RULES) | pl.col("linked")
    regime = (
        pl.when(pl.col("worker_group").is_in(LOCAL_STAFF))
        .then(pl.lit("STAFF_LOCAL"))
        .when(pl.col("worker_group").is_in(["CONTRACTOR", "VOLUNTEER"]))
        .then(pl.lit("OTHER_BODY"))
        .when(old_rules)
        .then(pl.lit("CR2012"))
        .otherwise(pl.lit("CR2020"))
    )
    return subjects.with_columns(regime=regime).with_columns(
        amendment_layer=pl.when(pl.col("regime") != "CR2020")
        .then(pl.lit("NONE"))
        .when(pl.col("aware") >= AMENDED_2025)
        .then(pl.lit("AM2025"))
        .when(pl.col("aware") >= AMENDED_2024)
        .then(pl.lit("AM2024"))
        .otherwise(pl.lit("NONE"))
    )


def _unknowns(subjects: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    force = subjects["force"].to_numpy()
    nobody = quota(rng, force, UNIDENTIFIED) & ~subjects["disciplinary"].to_numpy()
    nobody &= subjects["worker_group"].is_in(list(OFFICERS)).to_numpy()
    no_ethnicity = nobody | quota(rng, force, ETHNICITY_UNKNOWN)
    no_sex = nobody | quota(rng, force, SEX_UNKNOWN)

    def unknown(mask: np.ndarray, column: str, code: str = "NOT_KNOWN") -> pl.Expr:
        return pl.when(pl.Series(mask)).then(pl.lit(code)).otherwise(column).alias(column)

    return subjects.with_columns(
        unknown(nobody, "worker_group", "OFFICER_UNIDENTIFIED"),
        unknown(nobody, "rank"),
        unknown(nobody, "age_band"),
        unknown(no_sex, "sex"),
        unknown(no_ethnicity, "ethnicity"),
    )


def name_subjects(subjects: pl.DataFrame, settled: pl.Expr, world: World) -> pl.DataFrame:
    """Give each subject a pseudonym; some are the same person in another case of the force.

    `settled` marks those who were in proceedings or left: they appear once, so that nobody is
    dismissed and then complained about again.
    """
    rng = world.stream("pseudonyms")
    alike = ["force", "worker_group", "rank", "sex", "ethnicity", "age_band"]
    once = settled | (pl.col("worker_group") == "OFFICER_UNIDENTIFIED")
    ordered = (
        subjects.with_row_index("row")
        .with_columns(once=once, again=pl.Series(chance(rng, SAME_PERSON_AGAIN, subjects.height)))
        .sort("once", *alike, "case", "row")
    )
    same = (
        ordered.select(
            (pl.struct(alike) == pl.struct(alike).shift(1)).fill_null(False)
            & (pl.col("case") != pl.col("case").shift(1)).fill_null(False)
            & pl.col("again")
            & ~pl.col("once")
        )
        .to_series()
        .to_numpy()
    )
    person = np.cumsum(~same) - 1
    label = rng.permutation(person[-1] + 1 if len(person) else 0) + 1
    names = pl.select(pl.format("S{}", pl.Series(label[person]).cast(pl.String).str.zfill(7)))
    return (
        ordered.with_columns(subject_id=names.to_series()).sort("row").drop("row", "once", "again")
    )
