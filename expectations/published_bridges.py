"""Promises of bridges: printed figures as printed, remainders that add up, nothing invented."""

from expectations.promise import Promise, never, unique_grain

TABLE = "bridges"


def promises(synthetic: bool) -> list[Promise]:
    """Promises; of synthetic case records no step may stand beside official figures."""
    return [
        unique_grain(TABLE, ("bridge", "position")),
        never(
            TABLE,
            "printed",
            "Every official step of a bridge is the figure that its publisher prints",
            "select bridge from {batch} as step left join published.official_figures as figure "
            "using (figure_id) where step.origin = 'official' and step.value is not null "
            "and step.value is distinct from figure.value",
        ),
        never(
            TABLE,
            "remainder",
            "What a bridge leaves unexplained is the difference of the figures around it",
            "select bridge from {batch} where (role = 'remainder') != (origin = 'worked_out') "
            "or role = 'remainder' and (value is distinct from end_value - start_value "
            "or figure_id is not null or unit is not null)",
        ),
        never(
            TABLE,
            "real",
            "No count of invented case records stands beside an official figure",
            "select bridge from {batch} where origin = 'case_records' "
            f"and {str(synthetic).lower()}",
        ),
    ]
