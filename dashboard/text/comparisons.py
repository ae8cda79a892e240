"""Comparisons in words: differences with their interval, and why there is none."""

import polars as pl

from dashboard.text.figures import Row, is_shown, number_words, symbol_words, unit_words
from dashboard.text.prose import prose

WITH_LIMITS = ("rate", "share")


def no_funnel_words(measure: Row, forces: int) -> str:
    """Why no funnel plot is shown."""
    if forces == 1:
        return (
            "No comparison of forces: these records hold one force only. "
            "Its own figures over time stand above."
        )
    if measure["statistic"] not in WITH_LIMITS:
        return (
            "No funnel plot for this measure: limits of chance are worked out for rates and "
            "shares of a count, not for readings off a waiting-time curve or for stocks. "
            "Each force is shown with its interval instead."
        )
    return (
        "No funnel plot for this choice: fewer than five forces have a figure that can be "
        "shown, too few to tell a difference from chance."
    )


def about_funnel(definition: str, about: Row) -> str:
    """The definition of the measure, and how limits, signals and smoothed figures are made."""
    lines = prose("panels")["about"]["funnel"].strip()
    if about.get("tau2") is None:
        return f"{definition}\n{lines}\n- **Usual spread:** {TOO_MANY_HIDDEN}"
    found = "found" if about["is_over_dispersed"] else "not found"
    return (
        f"{definition}\n{lines}\n- **Usual spread:** {found} among {about['n_areas']} forces "
        f"(phi {about['phi']:.2f}, tau² {about['tau2']:.4f})."
    )


TOO_MANY_HIDDEN = (
    "not worked out, since more than a fifth of the forces are hidden; neither are smoothed "
    "figures. What is hidden is small, so the others would tell too little, or too much."
)


def difference_words(row: Row) -> str:
    """The difference with its interval: 12.3 is 2.1 higher than 10.2; 95% interval 0.4 to 3.8."""
    here, there = sides(row)
    value, other = (_figure(row, name) for name in ("value", "other_value"))
    low, high = row["difference_lower"], row["difference_upper"]
    if row["finding"] in ("higher", "lower"):
        ends = [low, high] if row["finding"] == "higher" else [high, low]
        size = change_words(abs(row["difference"]), row)
        return (
            f"{here}: {value} is {size} {row['finding']} than {other} in {there}; "
            f"95% interval {_ends(ends, row['per'])} {row['finding']}."
        )
    interval = "" if low is None or high is None else f"; 95% interval {_interval(row)}"
    return (
        f"{here}: {value}; {there}: {other}. {NOTHING_CLEAR[row['comparison']]} "
        f"(difference {signed(row['difference'], row['per'])}{interval})."
    )


NOTHING_CLEAR = {"areas": "No clear difference", "periods": "No clear change"}
BREAK = (
    "The rules changed in between, so part of the difference may be how things are counted, "
    "not what happened."
)


def smallest_words(row: Row) -> str:
    """What the data could have shown at all, and whether rules changed in between."""
    words = ""
    if row["smallest_change"] is not None:
        size = change_words(row["smallest_change"], row)
        words = f"The smallest change these data could have shown: {size}."
    return f"{words} {BREAK}".strip() if row["crosses_break"] else words


def sides(row: Row) -> tuple[str, str]:
    """Names of the two figures, as short as they can be told apart."""
    if row["comparison"] == "periods":
        return f"{row['area_name']}, {row['period']}", row["other_period"]
    return f"{row['area_name']}, {row['period']}", row["other_area_name"]


def change_words(size: float, row: Row) -> str:
    """The size of a difference with its unit: shares differ by percentage points."""
    after = {100: " percentage points", None: " days"}.get(row["per"], "")
    return number_words(size, row["per"]) + after


def signed(value: float, per: float | None) -> str:
    """A number with a minus sign where it is below zero."""
    return ("\u2212" if value < 0 else "") + number_words(abs(value), per)


def missing_words(one: Row | None, other: Row | None, names: tuple[str, str]) -> str:
    """Why two figures have no published difference."""
    for row, name in zip((one, other), names, strict=True):
        if row is None:
            return f"No difference: nothing is published for {name}."
        if not is_shown(row):
            return f"No difference: the figure of {name} is {symbol_words(row) or 'not published'}."
        if row["lower"] is None and row["upper"] is None:
            return (
                f"No difference: the figure of {name} is a plain count without an interval, "
                "and without one nothing clear can be said."
            )
    return (
        "No difference is published for these two. Areas are compared within three-year windows, "
        "and with all forces also by year: choose a window as the period, or all forces."
    )


def difference_table(row: Row) -> pl.DataFrame:
    """The two figures and what lies between them."""
    here, there = sides(row)
    lines = [
        (here, _figure(row, "value"), ""),
        (there, _figure(row, "other_value"), ""),
        ("Difference", signed(row["difference"], row["per"]), _interval(row)),
        ("Smallest change that could have shown", _smallest(row), ""),
        ("Rules changed in between", "yes" if row["crosses_break"] else "no", ""),
    ]
    return pl.DataFrame(lines, schema=["What", "Figure", "95% interval"], orient="row")


def difference_title(measure: Row, row: Row) -> str:
    here, there = sides(row)
    if row["finding"] in ("higher", "lower"):
        return f"{measure['title']}: {here}, {row['finding']} than {there}"
    return f"{measure['title']}: {here}, {NOTHING_CLEAR[row['comparison']].lower()} from {there}"


def difference_alt(measure: Row, row: Row) -> str:
    return f"Difference in {measure['title']} ({measure['unit']}). {difference_words(row)}"


def _figure(row: Row, name: str) -> str:
    return number_words(row[name], row["per"]) + unit_words(row["per"])


def _interval(row: Row) -> str:
    low, high = row["difference_lower"], row["difference_upper"]
    if low is None or high is None:
        return "no end on one side"
    return f"{signed(low, row['per'])} to {signed(high, row['per'])}"


def _ends(ends: list[float | None], per: float | None) -> str:
    if None in ends:
        return "without an end on one side,"
    return " to ".join(number_words(abs(end), per) for end in ends)


def _smallest(row: Row) -> str:
    return "" if row["smallest_change"] is None else change_words(row["smallest_change"], row)
