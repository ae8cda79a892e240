"""Promises of `published.time_to_event`: shares between 0 and 1 that only rise."""

from expectations.promise import Promise, closed_list, never, unique_grain

TABLE = "time_to_event"
# Curves with late entry.
LATE = ("T1", "T3_aware")
KEY = ("dataset", "measure", "area_code", "cohort", "breakdown", "category", "ending", "day")


def promises(least: int) -> list[Promise]:
    """Promises; `least` is the smallest number that may leave a curve of forces and regions."""
    line = (
        "partition by dataset, measure, area_code, cohort, breakdown, category, ending order by day"
    )
    return [
        unique_grain(TABLE, KEY),
        closed_list(TABLE, "symbol", ("c", "x", "z")),
        never(
            TABLE,
            "hidden",
            "Nothing hidden or missing carries a figure, and every point has one",
            "select measure from {batch} where (symbol is null) != (estimate is not null) "
            "or (estimate is null) != (at_risk is null) or (estimate is null) != (day is null)",
        ),
        never(
            TABLE,
            "interval",
            "Every point lies in its interval, between 0 and 1",
            "select measure from {batch} where lower > estimate + 1e-9 or estimate > upper + 1e-9 "
            "or lower < -1e-9 or upper > 1 + 1e-9",
        ),
        never(
            TABLE,
            "rises",
            "No curve falls",
            # The number at risk may rise where subjects enter late (LATE), not otherwise.
            f"select measure from {{batch}} qualify estimate < lag(estimate) over ({line}) - 1e-9 "
            f"or (measure not in {LATE} and at_risk > lag(at_risk) over ({line}))",
        ),
        never(
            TABLE,
            "steps",
            "Between two points of a force or region several came to the end of the stage",
            "select measure from {batch} where area_level != 'country' "
            f"and measure not in {LATE} "
            f"qualify lag(at_risk) over ({line}) - at_risk < {least}",
        ),
    ]
