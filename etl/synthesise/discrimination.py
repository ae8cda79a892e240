"""Discrimination: sub-categories of complaints, and the protected characteristics named.

Category F of the 2020 scheme and Standard 3 (equality and diversity) are separate measures, so
conduct matters name characteristics without carrying category F.
"""

import numpy as np
import polars as pl

from etl.synthesise.draws import chance, choose_by_row, codes
from etl.synthesise.targets import Targets
from etl.synthesise.world import World

CATEGORY = "F"
# The sub-categories of F bear slightly longer names than the characteristics.
SUB_CATEGORY = {
    "MARRIAGE_CIVIL_PARTNERSHIP": "MARRIAGE_AND_CIVIL_PARTNERSHIP",
    "PREGNANCY_MATERNITY": "PREGNANCY_AND_MATERNITY",
}
# Some forces are told more of one characteristic than of another.
MIX_SPREAD = 0.08
CONDUCT_NAMING = 0.7
THIRD = 0.2


def add_sub_categories(
    allegations: pl.DataFrame, sub_categories: dict[str, list[str]], world: World
) -> pl.DataFrame:
    """Add the sub-category; in category F it is the characteristic named first (`first_named`)."""
    rng = world.stream("sub-categories")
    named = _first_named(allegations, world, rng)
    other = _any_of(sub_categories, allegations["category_code"], rng)
    return allegations.with_columns(first_named=named).with_columns(
        sub_category_code=pl.when(pl.col("is_f") & pl.col("is_new"))
        .then(named.replace(SUB_CATEGORY))
        .when("has_sub_category")
        .then(other)
    )


def _any_of(
    sub_categories: dict[str, list[str]], letters: pl.Series, rng: np.random.Generator
) -> pl.Series:
    """A sub-category of each letter; the first of a list are drawn more often."""
    sizes = [len(names) for names in sub_categories.values()]
    first = dict(zip(sub_categories, np.cumsum([0, *sizes[:-1]]).tolist(), strict=True))
    size = letters.replace_strict(dict(zip(sub_categories, sizes, strict=True)), default=1)
    within = (size.to_numpy() * rng.random(len(letters)) ** 1.5).astype(np.int64)
    place = letters.replace_strict(first, default=0).to_numpy() + within
    return codes([name for names in sub_categories.values() for name in names], place)


def _first_named(allegations: pl.DataFrame, world: World, rng: np.random.Generator) -> pl.Series:
    """The characteristic named first; null where none was recorded."""
    shares = world.targets.shares("characteristic_share")
    mix = np.column_stack([world.forces.effect(name, MIX_SPREAD) for name in shares])
    weights = np.array(list(shares.values())) * mix
    drawn = choose_by_row(rng, list(shares), weights[allegations["force"].to_numpy()])
    none = world.targets.one("characteristics_named", "NONE_RECORDED") / 100
    named = pl.Series(~chance(rng, none, allegations.height))
    return allegations.select(pl.when(pl.col("is_new") & named).then(drawn)).to_series()


def make_characteristics(
    allegations: pl.DataFrame, breaches: pl.DataFrame, world: World
) -> pl.DataFrame:
    """One row per allegation and characteristic: one to three of them."""
    rng = world.stream("characteristics")
    equality = breaches.filter(pl.col("standard") == "EQUALITY_DIVERSITY").select(
        "case", "allegation"
    )
    conduct = allegations.filter(~pl.col("is_f")).join(
        equality, on=["case", "allegation"], how="semi", maintain_order="left"
    )
    conduct = conduct.filter(pl.Series(chance(rng, CONDUCT_NAMING, conduct.height)))
    naming = pl.concat([allegations.filter("is_f"), conduct]).filter(
        pl.col("first_named").is_not_null()
    )
    return _several(naming, world.targets, rng)


def _several(naming: pl.DataFrame, targets: Targets, rng: np.random.Generator) -> pl.DataFrame:
    """Add a second and third characteristic to some, each different from the ones before."""
    shares = targets.shares("characteristic_share")
    names, size = list(shares), naming.height
    share = targets.one("characteristics_named", "SEVERAL") / 100
    share /= 1 - targets.one("characteristics_named", "NONE_RECORDED") / 100
    several = chance(rng, share, size)
    drawn = [naming["first_named"].cast(pl.Enum(names)).to_physical().to_numpy()]
    wanted = [np.ones(size, bool), several, several & chance(rng, THIRD, size)]
    weights = np.tile(np.array(list(shares.values())) ** 0.5, (size, 1))
    for _ in wanted[1:]:
        weights[np.arange(size), drawn[-1]] = 0
        drawn.append(
            choose_by_row(rng, names, weights).cast(pl.Enum(names)).to_physical().to_numpy()
        )
    key = naming.select("case", "allegation")
    parts = [
        key.with_columns(characteristic=codes(names, index)).filter(pl.Series(mask))
        for index, mask in zip(drawn, wanted, strict=True)
    ]
    return pl.concat(parts).sort("case", "allegation", maintain_order=True)
