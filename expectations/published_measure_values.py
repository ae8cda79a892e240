"""Promises of `published.measure_values`: intervals in order, counts shown are the counts."""

from collections.abc import Mapping

from expectations.promise import Promise, closed_list, never, unique_grain

TABLE = "measure_values"
KEY = ("dataset", "measure", "area_code", "period", "breakdown", "category")


def promises(measures: tuple[str, ...], explains: Mapping[str, str]) -> list[Promise]:
    """Promises; `measures` lists the ids there are.

    `explains` gives, for each measure that misleads by itself, the one beside which it is shown.
    """
    return [
        unique_grain(TABLE, KEY),
        closed_list(TABLE, "measure", measures),
        closed_list(TABLE, "area_level", ("force", "region", "country")),
        closed_list(TABLE, "period_type", ("financial_year", "three_years", "quarter")),
        closed_list(TABLE, "symbol", ("c", "x", "z", "u")),
        closed_list(TABLE, "interval_method", ("wilson", "byar", "exact", "curve")),
        never(
            TABLE,
            "hidden",
            "Nothing hidden or missing carries a value or an interval, and everything else "
            "has a value",
            "select measure from {batch} where coalesce(symbol in ('c', 'x', 'z'), false) "
            "!= (value is null) or (value is null and (lower is not null or upper is not null))",
        ),
        never(
            TABLE,
            "interval",
            "Every value lies in its interval",
            "select measure from {batch} where lower > value + 1e-9 or value > upper + 1e-9",
        ),
        never(
            TABLE,
            "share",
            "No share lies outside 0 to 100%",
            "select measure from {batch} where per = 100 "
            "and (value not between 0 and 100 or lower < 0 or upper > 100.0000001)",
        ),
        never(
            TABLE,
            "numerator",
            "Every count beside a figure is the published count",
            _same("numerator"),
        ),
        never(
            TABLE,
            "denominator",
            "No figure stands over a denominator that is missing or 0",
            "select measure from {batch} where value is not null "
            # A plain count is its own denominator, and may be 0.
            "and denominator_count is not null and (denominator is null "
            "or (denominator <= 0 and numerator_count is distinct from denominator_count))",
        ),
        never(
            TABLE,
            "areas",
            "Every figure belongs to an area of the list",
            "select measure from {batch} where (dataset, area_code) not in "
            "(select (dataset, area_code) from published.areas)",
        ),
        never(
            TABLE,
            "explains",
            "Nothing is shown to explain a figure that is itself hidden or missing",
            "select rows.measure from {batch} as rows "
            "inner join published.measure_values as beside on "
            "beside.dataset = rows.dataset and beside.area_code = rows.area_code "
            "and beside.period = rows.period and beside.breakdown = rows.breakdown "
            "and beside.category = rows.category where rows.value is not null "
            "and beside.symbol in ('c', 'x') "
            f"and (rows.measure, beside.measure) in ({_pairs(explains)})",
        ),
    ]


def _pairs(explains: Mapping[str, str]) -> str:
    return ", ".join(f"('{name}', '{beside}')" for name, beside in explains.items())


def _same(column: str) -> str:
    return (
        f"select measure from {{batch}} as rows left join published.counts as counts on "
        f"counts.count_name = rows.{column}_count and counts.area_code = rows.area_code "
        "and counts.period = rows.period and counts.breakdown = rows.breakdown "
        "and counts.category = rows.category and counts.dataset = rows.dataset "
        f"where rows.{column} is distinct from counts.count"
    )
