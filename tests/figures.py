"""A published figure as it must read in words, worked out apart from the code that writes it."""

import re

# Numbers of the words around a figure: the interval's 95%, the base, a threshold.
OF_WORDS = {"95", "1,000", "10", "24"}


def number(value: float, per: float | None) -> str:
    """A figure as it should be printed."""
    if per is None or value == 0:
        return f"{value:,.0f}"
    if value < 0.01:
        return "0.01"
    return f"{value:,.2f}" if value < 1 else f"{value:,.1f}"


def parts(row: dict) -> set[str]:
    """Every number that the line of a figure has to hold."""
    told = {number(row[name], row["per"]) for name in ("value", "lower", "upper")
            if row[name] is not None}  # fmt: skip
    # Of people on a day, and of means over complaints, one count or none is printed.
    if row["measure"] not in ("B1", "T6", "T6_working", "T7", "T7_net", "T7_working"):
        told |= counts(row)
    return told


def counts(row: dict) -> set[str]:
    return {f"{row[name]:,.0f}" for name in ("numerator", "denominator") if row[name] is not None}


def named(row: dict) -> str:
    """The measure, and the category if it is one of several, as tables of all figures name it."""
    category = "" if row["category"] == "total" else f": {row['label']}"
    return f"{row['title']} ({row['measure']}){category}"


def short(row: dict) -> str:
    """The beginning of a figure on paper, without blanks: 22.0per1,000(19.4to24.8."""
    if row["value"] is None:
        return f"[{row['symbol']}]"
    per = {None: "days", 100: "%"}.get(row["per"], f"per{row['per'] or 0:,.0f}")
    per = "officers" if row["measure"] == "B1" else per
    low, high = ("notreached" if row[end] is None else _small(row[end], row["per"])
                 for end in ("lower", "upper"))  # fmt: skip
    unsure = "[u]" if row["symbol"] == "u" else ""
    ends = f"({low}to{high}" if {row["lower"], row["upper"]} != {None} else ""
    return f"{_small(row['value'], row['per'])}{per}{unsure}{ends}"


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


def _small(value: float, per: float | None) -> str:
    under = per is not None and 0 < value < 0.01
    return ("under" if under else "") + number(value, per)
