"""One published row in words: figure, base, interval, symbol. Formats and never computes."""

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]

# Beside days, which are no share of anything, the two counts are named.
BASES = {
    **dict.fromkeys(("T2", "T2_p90", "T2_rmst"), ("hearings begun", "notices")),
    "T1_rmtl": ("heard", "officers assessed"),
    **dict.fromkeys(("R4", "R4_p90"), ("decided", "referrals")),
    "T3": ("reported", "investigations begun"),
    "T4": ("decided", "reports"),
    "T5": ("given notice", "sent to a hearing"),
    "T2_net": ("stood still", "notices"),
    "T3_net": ("stood still", "investigations begun"),
    "T7_net": ("suspended", "complaints"),
}
# Of all that were finalised: one count only.
ONE_COUNT = {"T6": "cases", "T7": "complaints"}
QUANTILES = ("T2", "T2_p90", "R4", "R4_p90", "T3", "T4", "T5", "T2_net", "T3_net")
REACHED = (
    "T1_12m",
    "T1_24m",
    "T2_12m",
    "T2_24m",
    "T3_over_12m",
    "T2_limit",
    "T2_limit_other",
    "T2_rmst",
    "T1_rmtl",
)
# Counts of people on a day: neither a share nor a rate.
STOCKS = ("B1",)
# Days added up over returns, not a share of them.
MEANS = ("Q1_lag",)
LADDER = "L_"
SYMBOLS = {
    "c": "[c] hidden to protect people",
    "x": "[x] no return",
    "z": "[z] not applicable",
    "u": "[u] from under 10",
}
# Less would be rounded to a zero that it is not.
SMALLEST = 0.01
NOT_REACHED = "[z] not reached"
NOT_FOLLOWED = "[z] not followed that long"
NOT_YET = "[z] not yet followed for 24 months"
METHODS = {
    "wilson": "Wilson's method for shares",
    "byar": "Byar's method for counts",
    "exact": "the exact method for small counts",
    "curve": "the limits of the waiting-time curve",
}


def is_shown(row: Row) -> bool:
    return row["value"] is not None


def number_words(value: float | None, per: float | None) -> str:
    """Days and zero without decimals; rates and shares with one, or two below one."""
    if value is None:
        return "not reached"
    if per is None or value == 0:
        return f"{value:,.0f}"
    if 0 < value < SMALLEST:
        return f"under {SMALLEST}"
    return f"{value:,.2f}" if 0 < value < 1 else f"{value:,.1f}"


def count_words(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}"


def unit_words(per: float | None) -> str:
    """What follows the number."""
    return {None: " days", 100: "%"}.get(per, f" per {per:,.0f}" if per else "")


def value_words(row: Row) -> str:
    """The figure with its unit, or the symbol that stands for it."""
    if not is_shown(row):
        return symbol_words(row)
    after = " officers" if row["measure"] in STOCKS else unit_words(row["per"])
    return number_words(row["value"], row["per"]) + after


def interval_words(row: Row) -> str:
    if not is_shown(row) or (row["lower"] is None and row["upper"] is None):
        return ""
    return f"{number_words(row['lower'], row['per'])} to {number_words(row['upper'], row['per'])}"


def base_words(row: Row) -> str:
    """How many out of how many."""
    if row["numerator"] is None or row["denominator"] is None:
        return ""
    if row["measure"] in STOCKS and row["category"] == "total":
        return ""
    if row["measure"] in MEANS:
        days, returns = count_words(row["numerator"]), count_words(row["denominator"])
        return f"{days} days over {returns} returns"
    return f"{count_words(row['numerator'])} of {count_words(row['denominator'])}"


def figure_words(row: Row) -> str:
    """The whole sentence part: 12.3 per 1,000 (38 of 3,090; 95% interval 9.0 to 16.7)."""
    interval = interval_words(row)
    inside = [base_named(row), f"95% interval {interval}" if interval else ""]
    if row["symbol"] == "u":
        inside.append(SYMBOLS["u"])
    inside = [part for part in inside if part]
    return value_words(row) + (f" ({'; '.join(inside)})" if inside else "")


def base_named(row: Row) -> str:
    """As `base_words`; beside days, which are no share of anything, the two counts are named."""
    words = base_words(row)
    if words and row["measure"] in BASES:
        reached, base = BASES[row["measure"]]
        return f"{words.replace(' of ', f' {reached} of ')} {base}"
    if words and row["measure"] in ONE_COUNT:
        return f"{count_words(row['denominator'])} {ONE_COUNT[row['measure']]}"
    return words


def symbol_words(row: Row) -> str:
    """The symbol with its meaning, or nothing."""
    if row["symbol"] == "z" and row["measure"].startswith(LADDER):
        return NOT_YET
    if row["symbol"] == "z" and row["denominator"]:
        # Somebody waits: it is the waiting that has not come so far.
        if row["measure"] in QUANTILES:
            return NOT_REACHED
        if row["measure"] in REACHED:
            return NOT_FOLLOWED
    return SYMBOLS.get(row["symbol"], "")


def notes(row: Row) -> list[str]:
    """What a reader should know of this one row."""
    said = [
        SYMBOLS["u"] if row["symbol"] == "u" else "",
        "provisional" if row["provisional"] else "",
        "rules changed within the period" if row["break_within"] else "",
    ]
    return [note for note in said if note]
