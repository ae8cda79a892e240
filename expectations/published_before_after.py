"""Promises of `published.before_after`: both sides, shares in their intervals, nothing hidden."""

from expectations.promise import Promise, closed_list, never, unique_grain

TABLE = "before_after"
KEY = ("dataset", "break_id", "figure", "side")


def promises(figures: tuple[str, ...], fewest_forces: int) -> list[Promise]:
    """Promises; `figures` lists the shares there are, from `fewest_forces` on they are shown."""
    return [
        unique_grain(TABLE, KEY),
        closed_list(TABLE, "figure", figures),
        closed_list(TABLE, "side", ("before", "after")),
        closed_list(TABLE, "symbol", ("c", "x", "z", "u")),
        never(
            TABLE,
            "hidden",
            "Nothing hidden or missing carries a figure, and everything else has one",
            "select break_id from {batch} where coalesce(symbol in ('c', 'x', 'z'), false) "
            "!= (value is null) or (symbol in ('c', 'x') and "
            "(numerator is not null or denominator is not null)) "
            "or (value is null and (lower is not null or difference is not null))",
        ),
        never(
            TABLE,
            "few_forces",
            "No figure comes from one force or two",
            f"select break_id from {{batch}} where forces_counted < {fewest_forces} "
            "and value is not null",
        ),
        never(
            TABLE,
            "interval",
            "Every share lies in its interval between 0 and 100%, every difference in its own",
            "select break_id from {batch} where lower > value + 1e-9 or value > upper + 1e-9 "
            "or lower < 0 or upper > 100.0000001 or difference_lower > difference + 1e-9 "
            "or difference > difference_upper + 1e-9 or not isfinite(value) "
            "or not isfinite(difference) or numerator > denominator",
        ),
        never(
            TABLE,
            "sides",
            "Each share of one side has the other, followed for as long, and they do not overlap",
            "select break_id from {batch} group by dataset, break_id, figure "
            "having count(*) != 2 or min(followed_months) != max(followed_months) "
            "or max(period_end) filter (where side = 'before') "
            ">= min(period_start) filter (where side = 'after')",
        ),
    ]
