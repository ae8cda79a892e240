"""The difference of two figures with its interval, worked out from the interval of each.

Method of variance estimates recovery (MOVER): Zou and Donner (2008), doi 10.1002/sim.3095; for two
shares with Wilson intervals it is Newcombe's (1998) method 10, doi
10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
"""

import polars as pl

HIGHER, LOWER, NO_CLEAR_CHANGE = "higher", "lower", "no clear change"

# A true difference of (1.96 + 0.84) standard errors is found in four of five samples.
DETECTABLE_PER_HALF_WIDTH = (1.959964 + 0.841621) / 1.959964


def with_difference(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add difference, its interval, what it shows, and the smallest change that could have shown.

    `pairs` has value, lower, upper and other_value, other_lower, other_upper in one unit. Without
    an interval of both there is none of the difference, and nothing clear can be said.
    """
    value, lower, upper = (pl.col(name) for name in ("value", "lower", "upper"))
    other, other_lower, other_upper = (
        pl.col(f"other_{name}") for name in ("value", "lower", "upper")
    )
    difference = value - other
    down = ((value - lower) ** 2 + (other_upper - other) ** 2).sqrt()
    up = ((upper - value) ** 2 + (other - other_lower) ** 2).sqrt()
    return pairs.with_columns(
        difference=difference,
        difference_lower=difference - down,
        difference_upper=difference + up,
        smallest_change=(down + up) / 2 * DETECTABLE_PER_HALF_WIDTH,
    ).with_columns(
        finding=pl.when(pl.col("difference_lower") > 0)
        .then(pl.lit(HIGHER))
        .when(pl.col("difference_upper") < 0)
        .then(pl.lit(LOWER))
        .otherwise(pl.lit(NO_CLEAR_CHANGE))
    )
