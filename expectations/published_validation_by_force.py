"""Promises of `published.validation_by_force`: its grain, published forces only, nothing hidden."""

from collections.abc import Mapping

from expectations.promise import Promise, closed_list, never, unique_grain

TABLE = "validation_by_force"
KEY = ("dataset", "check_name", "area_code")


def promises(hide_up_to: Mapping[str, int]) -> list[Promise]:
    """Promises under a policy; `hide_up_to` maps an entity to the largest count that is hidden."""
    small = " or ".join(
        f"(split_part(check_name, '.', 2) = '{entity}' and rows_hit <= {limit})"
        for entity, limit in hide_up_to.items()
    )
    return [
        unique_grain(TABLE, KEY),
        closed_list(TABLE, "symbol", ("c",)),
        never(
            TABLE,
            "hidden",
            "No hidden number of rows carries a figure, and every other has one",
            "select check_name from {batch} where (symbol is null) = (rows_hit is null)",
        ),
        never(
            TABLE,
            "small",
            "No small number of rows about persons is shown by force",
            f"select check_name from {{batch}} where ({small}) and check_name not in "
            "(select check_name from published.validation where kind = 'share')",
        ),
        never(
            TABLE,
            "areas",
            "Checks are counted for published forces only",
            "select check_name from {batch} where (dataset, area_code) not in "
            "(select (dataset, area_code) from published.areas where area_level = 'force')",
        ),
        never(
            TABLE,
            "totals",
            "No check hits more rows of the forces together than in all",
            "select rows.check_name from {batch} as rows left join published.validation as whole "
            "using (check_name) group by rows.check_name "
            "having coalesce(sum(rows.rows_hit), 0) > coalesce(any_value(whole.rows_hit), 0)",
        ),
    ]
