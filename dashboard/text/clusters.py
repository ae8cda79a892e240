"""What it changes that officers are heard together: an interval that allows for it, in words."""

from collections.abc import Sequence

from dashboard.text.figures import Row, number_words

# A smaller widening would be rounded to none.
SMALLEST = 1.005


def clusters_words(checks: Sequence[Row]) -> str:
    """One sentence for the steps that were checked; nothing where none is shown."""
    if not checks:
        return ""
    each = [f"“{row['measure_title']}” {_factor(row)}" for row in checks]
    return (
        "Officers heard together: they often share a fate, and these intervals take them as "
        "independent. For all forces together, allowing for it would widen the interval of "
        f"{_listed(each)}."
    )


def together_words(row: Row) -> str:
    """The interval that allows for officers of one case; nothing where it was not worked out."""
    if row["widening"] is None:
        return ""
    low, high = (number_words(row[name], row["per"]) for name in ("lower_by_case", "upper_by_case"))
    return f"{low} to {high} ({row['widening']:.2f} times as wide)"


def _factor(row: Row) -> str:
    if row["widening"] < SMALLEST:
        return "not at all"
    return f"by a factor of {row['widening']:.2f}"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
