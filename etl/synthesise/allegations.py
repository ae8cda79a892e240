"""Allegations: how many, of which category, which Standards, in which circumstances."""

import numpy as np
import polars as pl

from etl.synthesise import discrimination
from etl.synthesise import plan as kinds
from etl.synthesise.cases import NEW_RULES
from etl.synthesise.draws import chance, choose, codes, position_in_group
from etl.synthesise.world import World

HOW_MANY = {"1": 56, "2": 24, "3": 12, "4": 8}
HOW_MANY_CONDUCT = {"1": 76, "2": 19, "3": 5}
# 2023/24: 53% delivery of duties, 21% powers, 13% individual behaviours (IOPC).
CATEGORIES = {
    "A": 53,
    "B": 21,
    "H": 13,
    "C": 3,
    "D": 3,
    "E": 1.5,
    "G": 1,
    "J": 0.6,
    "K": 0.9,
    "L": 1,
}
CONDUCT_CATEGORIES = {"K": 40, "D": 18, "G": 14, "H": 12, "J": 10, "A": 6}
OLD_CATEGORIES = {
    "S": 37, "U": 16, "C": 9, "D": 7, "E": 7, "T": 5, "Q": 6, "W": 3, "M": 2, "L": 2, "K": 1.5,
    "X": 2, "J": 1.5, "G": 1, "A": 0.5, "H": 0.4, "B": 0.3, "Y": 0.3, "V": 0.7, "N": 0.2,
    "P": 0.2, "R": 0.4,
}  # fmt: skip
OLD_CONDUCT_CATEGORIES = {"W": 40, "X": 25, "H": 15, "T": 10, "Y": 10}
CONDUCT_WITH_CATEGORY = 0.15
NO_SUB_CATEGORY = 0.03
# The ten Standards in the order of the Schedule, and what is not recorded.
STANDARDS = {
    "HONESTY_INTEGRITY": 13,
    "AUTHORITY_RESPECT_COURTESY": 15,
    "EQUALITY_DIVERSITY": 5,
    "USE_OF_FORCE": 6,
    "ORDERS_INSTRUCTIONS": 6,
    "DUTIES_RESPONSIBILITIES": 15,
    "CONFIDENTIALITY": 10,
    "FITNESS_FOR_DUTY": 2,
    "DISCREDITABLE_CONDUCT": 26,
    "CHALLENGING_REPORTING": 2,
    "NOT_RECORDED": 1,
}
TWO_STANDARDS = 0.22
FACTORS = {
    "ARREST": 24, "CUSTODY": 18, "DOMESTIC_ABUSE": 15, "MENTAL_HEALTH": 17, "SOCIAL_MEDIA": 6,
    "STOP_AND_SEARCH": 12, "TASER": 3,
}  # fmt: skip
WITH_FACTOR = 0.3


def make_allegations(
    cases: pl.DataFrame, sub_categories: dict[str, list[str]], world: World
) -> pl.DataFrame:
    """One row per allegation, numbered from 0 within its case; the main one first."""
    rng = world.stream("allegations")
    number, of_discrimination = _how_many(cases, rng)
    case = np.repeat(np.arange(cases.height), number)
    known = cases.select(
        "case",
        "force",
        "aware",
        "recorded",
        "recorded_known",
        "case_type",
        "matter",
        "disciplinary",
    )
    allegations = known[case].with_columns(allegation=position_in_group(case))
    is_f = allegations["allegation"].to_numpy() < of_discrimination[case]
    allegations = allegations.with_columns(is_f=pl.Series(is_f))
    allegations = _categories(allegations, rng)
    return discrimination.add_sub_categories(allegations, sub_categories, world)


def _how_many(cases: pl.DataFrame, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Allegations of each case, and how many of them are of discrimination."""
    size, stream = cases.height, cases["stream"].to_numpy()
    several = choose(rng, HOW_MANY, size).cast(pl.Int64).to_numpy()
    conduct = choose(rng, HOW_MANY_CONDUCT, size).cast(pl.Int64).to_numpy()
    is_complaint = (cases["case_type"] == "COMPLAINT").to_numpy()
    number = np.where(is_complaint, several, conduct)
    # A death or serious injury alone alleges nothing against anybody.
    number = np.where((cases["case_type"] == "DSI").to_numpy(), 0, number)
    share = np.select(
        [
            stream == kinds.DISCRIMINATION,
            stream == kinds.REFERRED,
            stream == kinds.SPECIAL_PROCEDURES,
        ],
        [1.0, kinds.REFERRED_DISCRIMINATION, kinds.SPECIAL_DISCRIMINATION],
        0.0,
    )
    f = choose(rng, kinds.DISCRIMINATION_ALLEGATIONS, size).cast(pl.Int64).to_numpy()
    f = np.where(is_complaint & chance(rng, share, size), f, 0)
    return np.maximum(number, f), f


def _categories(allegations: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    size = allegations.height
    logged = pl.when("recorded_known").then("recorded").otherwise("aware")
    is_new = logged >= NEW_RULES
    is_complaint = pl.col("case_type") == "COMPLAINT"
    categorised = is_complaint | pl.Series(chance(rng, CONDUCT_WITH_CATEGORY, size))
    category = (
        pl.when("is_f")
        .then(pl.lit(discrimination.CATEGORY))
        .when(is_complaint & is_new)
        .then(choose(rng, CATEGORIES, size))
        .when(is_complaint)
        .then(choose(rng, OLD_CATEGORIES, size))
        .when(is_new)
        .then(choose(rng, CONDUCT_CATEGORIES, size))
        .otherwise(choose(rng, OLD_CONDUCT_CATEGORIES, size))
    )
    scheme = pl.when(is_new).then(pl.lit("IOPC_2020")).otherwise(pl.lit("IPCC_PRE_2020"))
    return allegations.with_columns(
        is_new=is_new,
        allegation_scheme=pl.when(categorised).then(scheme),
        category_code=pl.when(categorised).then(category),
        has_sub_category=categorised & is_new & pl.Series(~chance(rng, NO_SUB_CATEGORY, size)),
    )


def make_breaches(allegations: pl.DataFrame, world: World) -> pl.DataFrame:
    """The Standards alleged to be breached, where a matter may lead to proceedings."""
    rng = world.stream("standards")
    alleged = allegations.filter("disciplinary")
    names = list(STANDARDS)
    first = choose(rng, STANDARDS, alleged.height).cast(pl.Enum(names)).to_physical().to_numpy()
    first = np.where(alleged["is_f"].to_numpy(), names.index("EQUALITY_DIVERSITY"), first)
    # The last is "not recorded", which stands alone.
    second = (first + rng.integers(1, len(names) - 1, alleged.height)) % (len(names) - 1)
    two = chance(rng, TWO_STANDARDS, alleged.height) & (first < len(names) - 1)
    key = alleged.select("case", "allegation", "is_new")
    both = [
        key.with_columns(standard=codes(names, first)),
        key.with_columns(standard=codes(names, second)).filter(pl.Series(two)),
    ]
    return pl.concat(both).sort("case", "allegation", maintain_order=True)


def make_factors(allegations: pl.DataFrame, world: World) -> pl.DataFrame:
    """Circumstances of complaints; a few allegations have two."""
    rng = world.stream("factors")
    complaints = allegations.filter((pl.col("case_type") == "COMPLAINT") & pl.col("is_new"))
    size = complaints.height
    key = complaints.select("case", "allegation")
    parts = [
        key.with_columns(factor_code=choose(rng, FACTORS, size)).filter(
            pl.Series(chance(rng, share, size))
        )
        for share in (WITH_FACTOR, WITH_FACTOR / 6)
    ]
    return (
        pl.concat(parts).unique(maintain_order=True).sort("case", "allegation", maintain_order=True)
    )
