"""Promises of `published.counts`: its grain, its closed lists, nothing hidden, parts add up."""

from collections.abc import Mapping

from expectations.promise import Promise, closed_list, never, unique_grain

TABLE = "counts"
KEY = ("dataset", "count_name", "area_code", "period", "breakdown", "category")


def promises(
    hide_up_to: Mapping[str, int], additive: list[tuple[str, str]], parts: Mapping[str, str]
) -> list[Promise]:
    """Promises under a policy.

    `hide_up_to` maps a count to its threshold for forces and regions, `additive` lists counts and
    breakdowns that add up to the total, `parts` maps a count to the count it is a part of.
    """
    return [
        unique_grain(TABLE, KEY),
        closed_list(TABLE, "count_name", tuple(hide_up_to)),
        closed_list(TABLE, "area_level", ("force", "region", "country")),
        closed_list(TABLE, "period_type", ("financial_year", "three_years", "quarter")),
        closed_list(TABLE, "symbol", ("c", "x", "z")),
        never(
            TABLE,
            "hidden",
            "Nothing hidden or missing carries a figure, and everything else has one",
            "select count_name from {batch} where (symbol is null) != (count is not null)",
        ),
        never(
            TABLE,
            "negative",
            "No count is below 0",
            "select count_name from {batch} where count < 0",
        ),
        never(
            TABLE,
            "small",
            "No count of a force or region is below the threshold of the disclosure policy",
            "select count_name from {batch} where area_level != 'country' and count > 0 and ("
            + _small(hide_up_to)
            + ")",
        ),
        never(
            TABLE,
            "categories_add_up",
            "Categories add up to their total wherever all are shown",
            _categories(additive),
        ),
        never(
            TABLE,
            "parts_add_up",
            "Parts of a count add up to it wherever all are shown",
            _parts(parts),
        ),
        never(
            TABLE,
            "areas_add_up",
            "No region is larger than all forces together",
            "select part.count_name from {batch} as part inner join published.counts as whole "
            "using (dataset, count_name, period, breakdown, category) "
            "where part.area_level = 'region' and whole.area_level = 'country' "
            "and part.count > whole.count + 0.001",
        ),
    ]


def _small(hide_up_to: Mapping[str, int]) -> str:
    return " or ".join(
        f"(count_name = '{name}' and count <= {limit})" for name, limit in hide_up_to.items()
    )


def _categories(additive: list[tuple[str, str]]) -> str:
    pairs = ", ".join(f"('{name}', '{breakdown}')" for name, breakdown in additive)
    return (
        "select part.count_name from {batch} as part inner join published.counts as whole "
        "using (dataset, count_name, area_code, period) "
        f"where (part.count_name, part.breakdown) in ({pairs}) and whole.breakdown = 'total' "
        "group by part.count_name, part.area_code, part.period, part.breakdown "
        "having count(*) = count(part.count) and count(whole.count) > 0 "
        "and abs(sum(part.count) - any_value(whole.count)) > 0.001"
    )


def _parts(parts: Mapping[str, str]) -> str:
    pairs = ", ".join(f"('{part}', '{whole}')" for part, whole in parts.items())
    return (
        "select whole.count_name from {batch} as part inner join published.counts as whole "
        "using (dataset, area_code, period, breakdown, category) "
        f"where (part.count_name, whole.count_name) in ({pairs}) "
        "group by whole.count_name, part.area_code, part.period, part.breakdown, part.category "
        "having count(*) = count(part.count) and count(whole.count) > 0 "
        "and abs(sum(part.count) - any_value(whole.count)) > 0.001"
    )
