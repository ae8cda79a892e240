"""Promises of `published.disparity`: no claim that the figures do not carry."""

from expectations.promise import Promise, closed_list, never, unique_grain

TABLE = "disparity"
KEY = ("dataset", "breakdown", "step", "area_code", "period", "category")


def promises() -> list[Promise]:
    """Promises on ratios, their intervals and what may be said of them."""
    return [
        unique_grain(TABLE, KEY),
        closed_list(TABLE, "symbol", ("c", "x", "z", "u")),
        never(
            TABLE,
            "hidden",
            "No ratio is shown where a count behind it is hidden",
            "select step from {batch} where coalesce(symbol in ('c', 'x', 'z'), false) "
            "!= (ratio is null) or (ratio is null and (lower is not null or upper is not null)) "
            "or (ratio is not null and (numerator is null or denominator is null "
            "or reference_numerator is null or reference_denominator is null))",
        ),
        never(
            TABLE,
            "counts",
            "Every count beside a ratio is the published count",
            f"{_other_than_published('numerator')} union all "
            f"{_other_than_published('denominator')}",
        ),
        never(
            TABLE,
            "interval",
            "Every ratio lies in its interval, and none is infinite",
            "select step from {batch} where lower > ratio + 1e-9 or ratio > upper + 1e-9 "
            "or isinf(ratio) or isnan(ratio) or isinf(upper)",
        ),
        never(
            TABLE,
            "sentence",
            "Nothing may be called so many times as likely from under ten, or where 1 is inside "
            "the interval",
            "select step from {batch} where sentence_allowed and (lower is null or upper is null "
            "or (lower <= 1 and upper >= 1) or least(numerator, reference_numerator) < 10 "
            # Years in post are not people of whom some did not come to the step.
            "or (step != 'assessed' and least(denominator - numerator, "
            "reference_denominator - reference_numerator) < 10))",
        ),
    ]


def _other_than_published(column: str) -> str:
    return (
        f"select rows.step from {{batch}} as rows left join published.counts as counts on "
        f"counts.count_name = rows.{column}_count and counts.area_code = rows.area_code "
        "and counts.period = rows.period and counts.breakdown = rows.breakdown "
        "and counts.category = rows.category and counts.dataset = rows.dataset "
        f"where rows.{column} is distinct from counts.count"
    )
