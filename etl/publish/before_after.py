"""Cohorts of notices before and after a change of rules, for all forces together.

Both sides are followed for the same time and come with what they are made up of. What differs is
shown with its interval and never called an effect: other things changed, too.
"""

from collections.abc import Iterator

import polars as pl

from etl.disclosure.policy import Policy
from etl.measures.difference import with_difference
from etl.measures.intervals import share

FOLLOWED_MONTHS = 6
FEWEST_FORCES = 3
BEFORE, AFTER = "before", "after"
# Each figure is a share of its base; what the cohorts are made up of comes first.
FIGURES = {
    "accelerated": ("accelerated", "noticed"),
    "former": ("former", "noticed"),
    "in_flight": ("in_flight", "noticed"),
    "heard": ("heard", "noticed"),
    "proven": ("proven", "findings"),
    "dismissed": ("dismissed", "proven"),
}
# Of the earlier cohort only: notices from before that the new rules may meet.
ONE_SIDED = ("in_flight",)
HEAD = ("break_id", "side", "period_start", "period_end", "forces_expected", "forces_counted")
Row = dict[str, object]


def before_and_after(cohorts: pl.DataFrame, policy: Policy) -> pl.DataFrame:
    """Rows of `published.before_after` without dataset; `cohorts` as marts.notice_cohorts.

    The difference stands on the later side: after less before.
    """
    rows = [row for cohort in cohorts.to_dicts() for row in _rows(cohort, policy)]
    figures = pl.DataFrame(rows, schema=SCHEMA)
    return figures.join(
        _differences(figures), on=["break_id", "figure", "side"], how="left", validate="1:1"
    )


def _rows(cohort: Row, policy: Policy) -> Iterator[Row]:
    for figure, (upper, base) in FIGURES.items():
        reason = _reason(cohort, figure, cohort[base])
        row = {name: cohort[name] for name in HEAD} | {"figure": figure}
        row["followed_months"] = FOLLOWED_MONTHS
        if reason:
            # A base of 0 is no secret where enough forces share it: it is why there is no share.
            is_known = reason == "z" and cohort["forces_counted"] >= FEWEST_FORCES
            none = 0.0 if is_known and not cohort[base] else None
            yield row | {"numerator": none, "denominator": none, "symbol": reason}
            continue
        found = share(cohort[upper], cohort[base])
        yield row | {
            "numerator": float(cohort[upper]),
            "denominator": float(cohort[base]),
            "value": found.value,
            "lower": found.lower,
            "upper": found.upper,
            "symbol": "u" if cohort[base] < policy.uncertain_below else None,
        }


def _reason(cohort: Row, figure: str, base: int) -> str | None:
    """Why there is no figure; fewer than three forces would show those of a single one."""
    if not cohort["is_followed"] or (figure in ONE_SIDED and cohort["side"] == AFTER):
        return "z"
    if not cohort["forces_counted"]:
        return "x"
    if cohort["forces_counted"] < FEWEST_FORCES:
        return "c"
    return None if base else "z"


def _differences(figures: pl.DataFrame) -> pl.DataFrame:
    ends = ("value", "lower", "upper")
    shown = figures.filter(pl.col("value").is_not_null()).select(
        "break_id", "figure", "side", *ends
    )
    earlier = shown.filter(side=BEFORE).drop("side")
    pairs = shown.filter(side=AFTER).join(
        earlier.rename({name: f"other_{name}" for name in ends}), on=["break_id", "figure"]
    )
    return with_difference(pairs).select(
        "break_id",
        "figure",
        "side",
        "difference",
        "difference_lower",
        "difference_upper",
        "finding",
    )


SCHEMA = {
    "break_id": pl.String,
    "figure": pl.String,
    "side": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "followed_months": pl.Int64,
    "forces_expected": pl.Int64,
    "forces_counted": pl.Int64,
    **dict.fromkeys(("numerator", "denominator", "value", "lower", "upper"), pl.Float64),
    "symbol": pl.String,
}
