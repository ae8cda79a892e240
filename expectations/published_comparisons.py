"""Promises of comparisons: limits, signals and smoothed figures only where a figure is shown."""

from collections.abc import Mapping, Sequence

from expectations.promise import Promise, closed_list, finite, never, unique_grain

CELL = ("dataset", "measure", "area_code", "period", "breakdown", "category")
OF_CELLS = ("control_limits", "force_signals", "smoothed_values")


def promises(measures: tuple[str, ...], numbers: Mapping[str, Sequence[str]]) -> list[Promise]:
    """Promises; `measures` lists the ids there are, `numbers` the number columns by table."""
    return [
        unique_grain("control_limits", (*CELL, "chart", "limit_name")),
        unique_grain("funnels", tuple(name for name in CELL if name != "area_code")),
        *(
            unique_grain(table, CELL)
            for table in ("force_signals", "smoothed_values", "spc_points")
        ),
        *(closed_list(table, "measure", measures) for table in numbers),
        *(finite(table, columns) for table, columns in numbers.items()),
        *(_beside_a_figure(table) for table in OF_CELLS),
        closed_list("force_signals", "signal", ("none", "beyond_chance", "look_further")),
        never(
            "control_limits",
            "order",
            "Limits are in order, and wider ones hold narrower ones",
            "select measure from (pivot {batch} on limit_name in "
            "('lower_95', 'upper_95', 'lower_998', 'upper_998', 'adjusted_lower_95', "
            "'adjusted_upper_95', 'adjusted_lower_998', 'adjusted_upper_998', 'centre', "
            "'lower_natural', 'upper_natural') using any_value(value) group by "
            "dataset, measure, chart, area_code, period, breakdown, category) "
            "where lower_998 > lower_95 + 1e-9 or lower_95 > upper_95 + 1e-9 "
            "or upper_95 > upper_998 + 1e-9 or adjusted_lower_95 > lower_95 + 1e-9 "
            "or adjusted_upper_95 < upper_95 - 1e-9 or adjusted_lower_998 > lower_998 + 1e-9 "
            "or adjusted_upper_998 < upper_998 - 1e-9 or lower_natural > centre + 1e-9 "
            "or upper_natural < centre - 1e-9",
        ),
        never(
            "funnels",
            "spread",
            "A spread beyond chance is said to be one, and none is below 0",
            "select measure from {batch} where phi < 0 or tau2 < 0 or n_areas < 1 or n_hidden < 0 "
            "or is_over_dispersed != coalesce(tau2 > 0, false)",
        ),
        never(
            "force_signals",
            "p_values",
            "No p-value lies outside 0 to 1, and none is smaller for allowing for many forces",
            "select measure from {batch} where p_value not between 0 and 1 "
            "or p_adjusted not between 0 and 1 or p_adjusted < p_value - 1e-12 "
            "or (signal != 'none') != (p_adjusted <= 0.05) "
            "or (signal = 'beyond_chance' and beyond_usual_spread)",
        ),
        never(
            "smoothed_values",
            "interval",
            "Every smoothed figure lies in its interval, and no share outside 0 to 100%",
            "select measure from {batch} where lower > value + 1e-9 or value > upper + 1e-9 "
            "or lower < 0 or (method = 'beta_binomial' and upper > 100.0000001)",
        ),
        never(
            "spc_points",
            "quarters",
            "Control charts stand on quarters only, and only limits give signals",
            "select measure from {batch} where period_type != 'quarter' or is_signal != "
            "(outside_limits or run_of_seven or trend_of_seven or two_of_three) "
            "or (segment is null and is_signal)",
        ),
    ]


def _beside_a_figure(table: str) -> Promise:
    return never(
        table,
        "shown",
        f"Each row of {table} stands beside a figure that is shown",
        "select rows.measure from {batch} as rows left join published.measure_values as shown "
        f"using ({', '.join(CELL)}) where shown.value is null",
    )
