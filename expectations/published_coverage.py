"""Promises of `published.coverage`: every count says from how many forces it comes."""

from expectations.promise import Promise, never, unique_grain

TABLE = "coverage"
KEY = ("dataset", "count_name", "area_code", "period")


def promises() -> list[Promise]:
    """The grid of areas and periods is whole, and no force is counted that is not expected."""
    return [
        unique_grain(TABLE, KEY),
        never(
            TABLE,
            "forces",
            "No more forces are counted than an area has",
            "select count_name from {batch} "
            "where forces_counted < 0 or forces_counted > forces_expected",
        ),
        never(
            TABLE,
            "grid",
            "Every count of an area says from how many of its forces it comes, and none comes "
            "from no force",
            "select counts.count_name from published.counts as counts "
            "left join {batch} as coverage using (dataset, count_name, area_code, period) "
            "where coverage.forces_expected is null "
            "or (coverage.forces_counted = 0 and counts.count is not null)",
        ),
    ]
