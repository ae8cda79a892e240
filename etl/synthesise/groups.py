"""Officers and special constables in post by ethnicity and sex, for the invented forces."""

import numpy as np
import polars as pl

from etl.synthesise.forces import Forces

OFFICERS = ("POLICE_OFFICER", "SPECIAL_CONSTABLE")
FIRST, LAST = 2013, 2026
# Assumed: shares at both ends of the years, between them in a straight line; the first takes what
# rounding leaves. More women and more officers of minority ethnic groups than there used to be.
SHARES = {
    "ETHNICITY": {
        "WHITE": (0.925, 0.885),
        "ASIAN": (0.021, 0.040),
        "BLACK": (0.010, 0.014),
        "MIXED": (0.014, 0.027),
        "OTHER": (0.004, 0.009),
        "NOT_KNOWN": (0.026, 0.025),
    },
    "SEX": {"MALE": (0.727, 0.645), "FEMALE": (0.272, 0.354), "NOT_KNOWN": (0.001, 0.001)},
}


def workforce_groups_table(forces: Forces, workforce: pl.DataFrame) -> pl.DataFrame:
    """Rows of `workforce_groups`, which add up to the officers and specials of each day."""
    officers = (
        workforce.filter(pl.col("worker_group").is_in(OFFICERS))
        .group_by("force_code", "as_at", maintain_order=True)
        .agg(pl.col("workers").sum().alias("officers"))
    )
    parts = [part for name in SHARES for part in _of(name, officers, forces)]
    keys = ("force_code", "as_at", "dimension", "category")
    return (
        pl.concat(parts).sort("force_code", "as_at", maintain_order=True).select(*keys, "officers")
    )


def _of(dimension: str, officers: pl.DataFrame, forces: Forces) -> list[pl.DataFrame]:
    code = dict(zip(forces.rows["force_code"], forces.effect(f"{dimension} in post"), strict=True))
    differs = np.array([code[force] for force in officers["force_code"]])
    passed = (officers["as_at"].dt.year().to_numpy() - FIRST) / (LAST - FIRST)
    everybody = officers["officers"].to_numpy()
    largest, *others = SHARES[dimension]
    counts = {}
    for category in others:
        early, late = SHARES[dimension][category]
        share = (early + (late - early) * passed) * differs
        counts[category] = np.floor(everybody * share).astype(int)
    counts = {largest: everybody - sum(counts.values())} | counts
    return [
        officers.select(
            "force_code",
            "as_at",
            pl.lit(dimension).alias("dimension"),
            pl.lit(category).alias("category"),
            pl.Series("officers", numbers, dtype=pl.Int64),
        )
        for category, numbers in counts.items()
    ]
